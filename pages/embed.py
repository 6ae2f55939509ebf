"""`/embed/map/{id}`: a map alone, for an iframe in a page of another site."""

from typing import Any

from pages.map_params import attributes, map_params
from pages.page_request import NoSuchPage, PageRequest
from pages.rendering import Page, render_page


async def embed(request: PageRequest) -> Page:
    """A map around the id in the path, or around the ids in `around` of the query."""
    around = [request.path_params["id"]] if "id" in request.path_params else request.query.getlist("around")
    map_data: dict[str, Any] = (await request.execute("map", **map_params(around, request.query)))["researchMap"]
    if not map_data["nodes"]:
        raise NoSuchPage(f"This graph has no node with the id {', '.join(around)[:200]!r}.")
    title = f"Research map: {map_data['nodes'][0]['label']}"
    element = attributes(around, request.query)
    return render_page(request.reader, "embed", "embed", framed=True, title=title, map_data=map_data, element=element)
