"""`/`: what this is, a search box, and papers to begin with."""

from pages.page_request import PageRequest
from pages.rendering import Page, render_page


async def home(visit: PageRequest) -> Page:
    """The counts of the graph, and its most cited papers."""
    found = await visit.ask("home")
    lists = {name: found[name]["nodes"] for name in ("papers", "reviewed", "topics")}
    return render_page(visit.reader, "home", "plain", graph=found["graph"], **lists)
