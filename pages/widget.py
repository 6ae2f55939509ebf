"""`/widget`: how to put a research map into one's own page, with one that lives and code to copy."""

from pages import widget_reference as reference
from pages.rendering import Shown, shown
from pages.visit import Visit


async def widget(visit: Visit) -> Shown:
    """The documentation, and the configurator on papers of this graph."""
    papers = (await visit.ask("widget"))["papers"]["nodes"]
    return shown(visit.reader, "widget", "widget", address=visit.address, papers=papers, reference=reference)
