"""`/search?q=…`: what a search finds, page after page, of all kinds or of one."""

from typing import Final

from pages.rendering import Shown, shown
from pages.visit import Visit

KINDS: Final = {
    "PAPER": "Papers", "AUTHOR": "People", "INSTITUTION": "Institutions", "TOPIC": "Topics", "VENUE": "Venues",
}  # fmt: skip


async def search(visit: Visit) -> Shown:
    """Twenty hits a page; none for an empty search."""
    text, kind = visit.query.get("q", "").strip(), visit.query.get("kind", "").upper()
    if not text:
        return shown(visit.reader, "search", "plain", text="", found=None)
    kinds = [kind] if kind in KINDS else None
    found = await visit.ask("search", text=text, kinds=kinds, after=visit.query.get("after"))
    return shown(visit.reader, "search", "plain", text=text, found=found["search"], kinds=KINDS, kind=kind)
