"""`/`: what this is, a search box, and papers to begin with."""

from pages.rendering import Shown, shown
from pages.visit import Visit


async def home(visit: Visit) -> Shown:
    """The counts of the graph, and its most cited papers."""
    found = await visit.ask("home")
    lists = {name: found[name]["nodes"] for name in ("papers", "reviewed", "topics")}
    return shown(visit.reader, "home", "plain", graph=found["graph"], **lists)
