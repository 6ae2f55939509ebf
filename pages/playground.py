"""`/graphql` in a browser: the playground."""

from dataclasses import replace

from pages.page_request import PageRequest
from pages.rendering import Page, render_page


async def playground(request: PageRequest) -> Page:
    """The playground. It needs script; without it, the page has an example for curl."""
    return replace(render_page(request.reader, "playground", "playground", address=request.address), styling=True)
