"""`/papers`, `/authors`, `/institutions`, `/topics`, `/venues`, `/funders`, `/publishers`: all nodes of a kind."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from errors import BadInput
from pages.page_request import PageRequest
from pages.rendering import Page, render_page

#: Label of each sort order by its value in the URL.
SORTS: Final = {
    "citations": "Most cited first", "year": "Latest first", "likes": "Most liked first",
    "reviews": "Most reviewed first", "saves": "Most saved first", "comments": "Most discussed first",
}  # fmt: skip
#: The field that a sort order shows on each line, besides citations and the year, which every line has.
FIELDS: Final = {"likes": "likeCount", "reviews": "reviewCount", "saves": "saveCount", "comments": "commentCount"}
#: Label and filter field of each checkbox by its name in the URL.
CHECKBOXES: Final = {
    "open": ("Open access", "openAccess"), "code": ("With code", "hasCode"), "data": ("With data", "hasDataset"),
    "reviewed": ("With reviews", "hasReviews"),
}  # fmt: skip
_LABELS: Final = {
    "authors": "Author", "institutions": "Institution", "topics": "Topic", "venues": "Venue", "funders": "Funder",
    "publishers": "Publisher",
}  # fmt: skip

#: Kinds that are listed by citations; the others by their papers.
_BY_CITATIONS: Final = frozenset({"authors", "institutions"})


async def papers(request: PageRequest) -> Page:
    """All papers, filtered and sorted by an HTML form. Raises BadInput for an invalid year."""
    query = request.query
    variables = {"filter": filter_of(query), "orderBy": order_of(query), "after": query.get("after")}
    data = await request.execute("list_papers", **variables)
    params = {name: query[name] for name in ("from", "to", "sort", *CHECKBOXES) if query.get(name)}
    return render_page(
        request.reader, "list_papers", "plain", results=data["list"], params=params, sorts=SORTS,
        fields=FIELDS, checkboxes=CHECKBOXES, next_page=_next_page(data["list"], params),
    )  # fmt: skip


def order_of(query: QueryParams) -> list[dict[str, Any]]:
    """The order of a list of papers in a URL; by citations by default."""
    sort = query.get("sort", "citations")
    return [{"field": sort.upper() if sort in SORTS else "CITATIONS"}]


def filter_of(query: QueryParams) -> dict[str, Any]:
    """The filter of a list of papers in a URL. Raises BadInput for an invalid year."""
    years = {name: _year(query[name], name) for name in ("from", "to") if query.get(name)}
    checked = {field: True for name, (_, field) in CHECKBOXES.items() if query.get(name)}
    text = query.get("text", "").strip()
    return {**checked, **({"year": years} if years else {}), **({"text": text} if text else {})}


def _year(text: str, name: str) -> int:
    if not text.isdecimal() or len(text) > 4:
        raise BadInput(f"{text[:80]!r} is not a year: enter up to four digits.")
    return int(text)


def _next_page(results: dict[str, Any], params: dict[str, str]) -> str | None:
    after = results["pageInfo"]["endCursor"] if results["pageInfo"]["hasNextPage"] else None
    return after and f"?{urlencode({**params, 'after': after})}"


def _of(plural: str, label: str) -> Callable[[PageRequest], Awaitable[Page]]:
    async def view(request: PageRequest) -> Page:
        """All nodes of the kind, by papers or citations in descending order."""
        results = (await request.execute(f"list_{plural}", after=request.query.get("after")))["list"]
        title = plural.capitalize()
        return render_page(
            request.reader,
            "list_things",
            "plain",
            results=results,
            kind=label,
            title=title,
            order="most cited" if plural in _BY_CITATIONS else "with the most papers",
            next_page=_next_page(results, {}),
        )

    return view


BY_PLURAL: Final = {plural: _of(plural, label) for plural, label in _LABELS.items()}
