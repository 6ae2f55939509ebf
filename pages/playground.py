"""`/graphql` in a browser: queries, written and tried."""

from dataclasses import replace

from pages.rendering import Shown, shown
from pages.visit import Visit


async def playground(visit: Visit) -> Shown:
    """The playground. It is all script; without, the page says how to ask by other means."""
    return replace(shown(visit.reader, "playground", "playground", address=visit.address), styling=True)
