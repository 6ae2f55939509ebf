"""`/explore?around=…`: the map as a page of its own, with all that one can do to it. What was done stands in the
address, and the page's script does it again (`web/src/explore`)."""

from pages.map_params import attributes, map_params
from pages.oembed import discovery
from pages.page_request import PageRequest
from pages.rendering import Page, render_page


async def explore(visit: PageRequest) -> Page:
    """The map that `ResearchMap.permalink` leads to, and without a centre what one may begin with."""
    around = visit.query.getlist("around")
    if not around:
        return await _start(visit)
    found = (await visit.ask("explore", **map_params(around, visit.query)))["researchMap"]
    title = found["nodes"][0]["label"] if found["nodes"] else "Explorer"
    return render_page(
        visit.reader,
        "explore",
        "explore",
        title=title,
        found=found,
        looks={**attributes(around, visit.query), "head": "none", "wheel": ""},
        links=discovery(visit.address, f"/explore?{visit.query}", title) if found["nodes"] else [],
    )


async def _start(visit: PageRequest) -> Page:
    found = await visit.ask("explore_start")
    lists = {name: found[name]["nodes"] for name in ("papers", "topics")}
    return render_page(visit.reader, "explore_start", "explore", **lists)
