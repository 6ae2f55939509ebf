"""The lists of a paper as pages of their own: references, citations, authors and public collections. The lists of
papers can be sorted and filtered, and a script of the paper page loads them into its sections."""

from collections.abc import Mapping
from typing import Any, Final

from pages.lists import SORTS, filter_of, order_of
from pages.page_request import PageRequest
from pages.rendering import Page, render_page

#: Titles and texts of the lists of papers by their name in the URL.
LABELS: Final[dict[str, Any]] = {
    "sorts": {name: SORTS[name] for name in ("citations", "year", "likes", "reviews")},
    "references": {
        "title": "References", "noun": "references",
        "empty": "None of its references is in this graph.",
    },
    "citations": {
        "title": "Cited by", "noun": "citations",
        "empty": "No paper in this graph cites it yet.",
    },
}  # fmt: skip
_HEADINGS: Final = {
    "references": "References", "citations": "Papers that cite it", "authors": "All authors",
    "collections": "Public collections with this paper",
}  # fmt: skip
#: The parameters of a list of papers in the URL.
_PARAMS: Final = ("sort", "text", "from", "to")


def is_list(name: str | None) -> bool:
    """Whether a paper has such a list."""
    return name in _HEADINGS


async def fetch(request: PageRequest, key: Mapping[str, str]) -> Mapping[str, Any] | None:
    """The paper with the list of the query. Raises BadInput for an invalid year."""
    name, query = request.query["list"], request.query
    is_of_papers = name in LABELS
    more = {"filter": filter_of(query), "orderBy": order_of(query)} if is_of_papers else {}
    data = await request.execute(f"paper_{name}", by=key, after=query.get("after"), **more)
    return data["paper"]


def render(request: PageRequest, paper: Mapping[str, Any], page_path: str) -> Page:
    """The page of the list."""
    name = request.query["list"]
    items = paper["readingFrame"]["collections"] if name == "collections" else paper["list"]
    params = {param: request.query[param] for param in _PARAMS if request.query.get(param)}
    return render_page(
        request.reader, "paper_list", "plain", name=name, heading=_HEADINGS[name], paper=paper, list=items,
        params=params, page_path=page_path, list_labels=LABELS,
    )  # fmt: skip
