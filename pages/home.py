"""`/`: a search box, counts, and lists of papers and topics."""

from pages.page_request import PageRequest
from pages.rendering import Page, render_page


async def home(request: PageRequest) -> Page:
    """The counts of the graph, and its most cited papers."""
    data = await request.execute("home")
    lists = {name: data[name]["nodes"] for name in ("papers", "reviewed", "discussed", "topics")}
    lists["discussed"] = [paper for paper in lists["discussed"] if paper["commentCount"]]
    return render_page(request.reader, "home", "entity", graph=data["graph"], **lists)
