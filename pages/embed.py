"""`/embed/map/{id}`: nothing but a map, for a frame in another site's page."""

from typing import Any

from pages.map_wishes import attributes, wished
from pages.rendering import Shown, shown
from pages.visit import NoSuchPage, Visit


async def embed(visit: Visit) -> Shown:
    """A map around the id in the path, or around each `around` of the query."""
    around = [visit.path["id"]] if "id" in visit.path else visit.query.getlist("around")
    found: dict[str, Any] = (await visit.ask("map", **wished(around, visit.query)))["researchMap"]
    if not found["nodes"]:
        raise NoSuchPage(f"No node of this graph has the id {', '.join(around)[:200]!r}.")
    title = f"Research map: {found['nodes'][0]['label']}"
    looks = attributes(around, visit.query)
    return shown(visit.reader, "embed", "embed", framed=True, title=title, found=found, looks=looks)
