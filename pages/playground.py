"""`/graphql` in a browser: queries, written and tried."""

from dataclasses import replace

from pages.page_request import PageRequest
from pages.rendering import Page, render_page


async def playground(visit: PageRequest) -> Page:
    """The playground. It is all script; without, the page says how to ask by other means."""
    return replace(render_page(visit.reader, "playground", "playground", address=visit.address), styling=True)
