"""`/papers/{id}`: everything that a reader needs to decide what to do with a paper."""

from collections.abc import Mapping
from typing import Any

from pages import paper_text as words
from pages.links import href
from pages.oembed import discovery
from pages.page_request import NoSuchPage, PageRequest
from pages.paper_record import highwire, json_ld, open_graph
from pages.rendering import Page, Redirect, render_page
from resolvers.identified import lookups_of

Data = Mapping[str, Any]


async def paper(visit: PageRequest) -> Page | Redirect:
    """The page; whoever comes with another of the paper's identifiers is sent to its own address."""
    given, part = visit.named, visit.query.get("part") == "talk"
    after = {"reviewsAfter": visit.query.get("after"), "commentsAfter": visit.query.get("comments")}
    found: Data | None = (await visit.ask("paper_talk" if part else "paper", by=key(given), **after))["paper"]
    if found is None:
        raise NoSuchPage(f"No paper of this graph has the id {given[:200]!r}.")
    here = href(found["id"])
    if found["id"] != given:
        return Redirect(here, query=not visit.borrowed)
    common: dict[str, Any] = {
        "paper": found,
        "said": visit.said,
        "words": words,
        "mine": _own_review(visit, found),
        "here": here,
    }
    if part:
        return render_page(visit.reader, "paper_talk", "paper", **common)
    address = visit.address + here
    return render_page(
        visit.reader, "paper", "paper", status=visit.said.status, **common, address=address,
        links=discovery(visit.address, here, found["title"]), graph_tags=open_graph(found, address),
        tags=highwire(found, address), record=json_ld(found, address),
    )  # fmt: skip


def key(given: str) -> dict[str, str]:
    """The key that an id, a DOI, an arXiv id or an address in the path is. Raises NoSuchPage for what is none."""
    for label, scheme, value in lookups_of(given):
        if label == "Paper":
            return {scheme: value}
    raise NoSuchPage(f"{given[:200]!r} is no id of a paper.")


def _own_review(visit: PageRequest, found: Data) -> Data | None:
    """The reader's own review, where it is among those that are shown."""
    viewer = visit.context.viewer
    if viewer is None:
        return None
    written = found["reviews"]["nodes"]
    return next((each for each in written if each["author"]["id"] == viewer.id and not each["withdrawn"]), None)
