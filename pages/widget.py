"""`/widget`: how to put a research map into one's own page, with one that lives and code to copy."""

from pages import widget_reference as reference
from pages.page_request import PageRequest
from pages.rendering import Page, render_page


async def widget(visit: PageRequest) -> Page:
    """The documentation, and the configurator on papers of this graph."""
    papers = (await visit.ask("widget"))["papers"]["nodes"]
    return render_page(visit.reader, "widget", "widget", address=visit.address, papers=papers, reference=reference)
