"""`/papers/{id}`: the page of a paper, with all data for the decision whether to read it."""

from collections.abc import Mapping
from typing import Any

from pages import paper_text
from pages.links import href
from pages.oembed import discovery
from pages.page_request import NoSuchPage, PageRequest
from pages.paper_record import highwire, json_ld, open_graph
from pages.rendering import Page, Redirect, render_page
from resolvers.text_lookups import lookups_of

Data = Mapping[str, Any]


async def paper(request: PageRequest) -> Page | Redirect:
    """The page. Any other identifier of the paper redirects to its canonical URL."""
    identifier, is_part = request.identifier, request.query.get("part") == "talk"
    after = {"reviewsAfter": request.query.get("after"), "commentsAfter": request.query.get("comments")}
    document = "paper_discussion" if is_part else "paper"
    data: Data | None = (await request.execute(document, by=key(identifier), **after))["paper"]
    if data is None:
        raise NoSuchPage(f"This graph has no paper with the id {identifier[:200]!r}.")
    page_path = href(data["id"])
    if data["id"] != identifier:
        return Redirect(page_path, query=not request.has_foreign_url)
    common: dict[str, Any] = {
        "paper": data,
        "result": request.result,
        "labels": paper_text,
        "own_review": _own_review(request, data),
        "page_path": page_path,
    }
    if is_part:
        return render_page(request.reader, "paper_discussion_part", "paper", **common)
    address = request.address + page_path
    return render_page(
        request.reader, "paper", "paper", status=request.result.status, **common, address=address,
        links=discovery(request.address, page_path, data["title"]), graph_tags=open_graph(data, address),
        tags=highwire(data, address), record=json_ld(data, address),
    )  # fmt: skip


def key(identifier: str) -> dict[str, str]:
    """The PaperKey of an id, a DOI, an arXiv id or a URL. Raises NoSuchPage for anything else."""
    for label, scheme, value in lookups_of(identifier):
        if label == "Paper":
            return {scheme: value}
    raise NoSuchPage(f"{identifier[:200]!r} is not an identifier of a paper.")


def _own_review(request: PageRequest, data: Data) -> Data | None:
    """The reader's review, if it is on this page of reviews."""
    viewer = request.context.viewer
    if viewer is None:
        return None
    reviews = data["reviews"]["nodes"]
    return next((review for review in reviews if review["author"]["id"] == viewer.id and not review["withdrawn"]), None)
