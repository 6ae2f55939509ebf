"""`/search?q=…`: what a search finds, page after page."""

from pages.rendering import Shown, shown
from pages.visit import Visit


async def search(visit: Visit) -> Shown:
    """Twenty hits a page; none for an empty search."""
    text = visit.query.get("q", "").strip()
    if not text:
        return shown(visit.reader, "search", "plain", text="", found=None)
    found = await visit.ask("search", text=text, after=visit.query.get("after"))
    return shown(visit.reader, "search", "plain", text=text, found=found["search"])
