"""`/`: a search box, counts, and lists of papers and topics."""

from typing import Final

from pages import paper_text
from pages.page_request import PageRequest
from pages.rendering import Page, render_page

#: Reviews and comments of this week.
_RECENT: Final = 6


async def home(request: PageRequest) -> Page:
    """The counts of the graph, what was written this week, and the most cited papers."""
    data = await request.execute("home")
    graph = data["graph"]
    lists = {name: data[name]["nodes"] for name in ("papers", "reviewed", "discussed", "topics")}
    lists["discussed"] = [paper for paper in lists["discussed"] if paper["commentCount"]]
    texts = sorted(
        [*graph["recentReviews"], *graph["recentComments"]], key=lambda text: text["createdAt"], reverse=True
    )
    return render_page(
        request.reader, "home", "entity", graph=graph, labels=paper_text,
        recent=[text for text in texts if text["paper"]][:_RECENT], **lists,
    )  # fmt: skip
