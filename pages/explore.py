"""`/explore?around=…`: the map as a page of its own."""

from typing import Any

from pages.map_wishes import attributes, wished
from pages.oembed import discovery
from pages.rendering import Shown, shown
from pages.visit import Visit


async def explore(visit: Visit) -> Shown:
    """The map that `ResearchMap.permalink` leads to."""
    around = visit.query.getlist("around")
    found: dict[str, Any] = (await visit.ask("map", **wished(around, visit.query)))["researchMap"]
    title = found["nodes"][0]["label"] if found["nodes"] else "Explorer"
    links = discovery(visit.address, f"/explore?{visit.query}", title) if found["nodes"] else []
    return shown(
        visit.reader,
        "explore",
        "explore",
        title=title,
        found=found,
        looks={**attributes(around, visit.query), "head": "none", "wheel": ""},
        links=links,
    )
