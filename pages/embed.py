"""`/embed/map/{id}`: nothing but a map, for a frame in another site's page."""

from typing import Any

from pages.map_params import attributes, map_params
from pages.page_request import NoSuchPage, PageRequest
from pages.rendering import Page, render_page


async def embed(visit: PageRequest) -> Page:
    """A map around the id in the path, or around each `around` of the query."""
    around = [visit.path["id"]] if "id" in visit.path else visit.query.getlist("around")
    found: dict[str, Any] = (await visit.ask("map", **map_params(around, visit.query)))["researchMap"]
    if not found["nodes"]:
        raise NoSuchPage(f"No node of this graph has the id {', '.join(around)[:200]!r}.")
    title = f"Research map: {found['nodes'][0]['label']}"
    looks = attributes(around, visit.query)
    return render_page(visit.reader, "embed", "embed", framed=True, title=title, found=found, looks=looks)
