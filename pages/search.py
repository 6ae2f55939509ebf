"""`/search?q=…`: what a search finds, page after page, of all kinds or of one."""

from collections.abc import Mapping
from typing import Any, Final

from pages.links import PATHS, href
from pages.page_request import PageRequest
from pages.rendering import Page, Redirect, render_page

KINDS: Final = {
    "PAPER": "Papers", "AUTHOR": "People", "INSTITUTION": "Institutions", "TOPIC": "Topics", "VENUE": "Venues",
    "FUNDER": "Funders", "PUBLISHER": "Publishers",
}  # fmt: skip


async def search(visit: PageRequest) -> Page | Redirect:
    """Twenty hits a page; none for an empty search. An identifier or an address leads to the page of what it names."""
    text, kind = visit.query.get("q", "").strip(), visit.query.get("kind", "").upper()
    if not text:
        return render_page(visit.reader, "search", "plain", text="", found=None)
    kinds = [kind] if kind in KINDS else None
    # A person who chooses a kind, or turns a page, reads a list.
    listed = bool(kinds or visit.query.get("after"))
    asked = {"text": text, "kinds": kinds, "after": visit.query.get("after"), "named": "" if listed else text}
    found = await visit.ask("search", **asked)
    if (page := _page(found["named"])) is not None:
        return Redirect(page, 302, query=False)
    return render_page(visit.reader, "search", "plain", text=text, found=found["search"], kinds=KINDS, kind=kind)


def _page(node: Mapping[str, Any] | None) -> str | None:
    """The page of a node; of a review or a comment, its place on the paper's. None for what has no page."""
    if node is None:
        return None
    if node["__typename"] in PATHS:
        return href(node["id"], node["__typename"])
    return f"{href(node['paper']['id'])}#{node['id']}" if "paper" in node else None
