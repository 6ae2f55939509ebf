"""`/explore?around=…`: the explorer, an interactive map. Its steps are stored in the URL, and the script of the page
replays them (`web/src/explore`)."""

from pages.map_params import attributes, map_params
from pages.oembed import discovery
from pages.page_request import PageRequest
from pages.rendering import Page, render_page


async def explore(request: PageRequest) -> Page:
    """The map of `ResearchMap.permalink`; without a centre a page to choose one."""
    around = request.query.getlist("around")
    if not around:
        return await _start(request)
    map_data = (await request.execute("explore", **map_params(around, request.query)))["researchMap"]
    title = map_data["nodes"][0]["label"] if map_data["nodes"] else "Explorer"
    return render_page(
        request.reader,
        "explore",
        "explore",
        title=title,
        map_data=map_data,
        element={**attributes(around, request.query), "head": "none", "wheel": ""},
        links=discovery(request.address, f"/explore?{request.query}", title) if map_data["nodes"] else [],
    )


async def _start(request: PageRequest) -> Page:
    data = await request.execute("explore_start")
    lists = {name: data[name]["nodes"] for name in ("papers", "topics")}
    return render_page(request.reader, "explore_start", "explore", **lists)
