"""`/widget`: documentation for embedding a research map, with a live example and code to copy."""

from pages import widget_reference as reference
from pages.page_request import PageRequest
from pages.rendering import Page, render_page


async def widget(request: PageRequest) -> Page:
    """The documentation, and the configurator with papers of this graph."""
    papers = (await request.execute("widget"))["papers"]["nodes"]
    return render_page(request.reader, "widget", "widget", address=request.address, papers=papers, reference=reference)
