"""oEmbed: from the address of a page to the HTML that shows its map. Source: https://oembed.com, version 1.0."""

import re
from html import escape
from typing import Any, Final
from urllib.parse import quote, unquote, urlencode, urlsplit

from starlette.datastructures import QueryParams

from errors import BadInput
from pages.map_params import map_params
from pages.page_request import NoSuchPage, PageRequest

#: Pages of one node, and frames with its map.
_OF_NODE: Final = re.compile(r"/(?:papers|authors|institutions|topics|venues|embed/map)/(?P<id>[\s\S]+)")
_WIDTH: Final = 720
_HEIGHT: Final = 480
_MIN_SIDE: Final = 120


def discovery(address: str, path: str, title: str) -> list[dict[str, str]]:
    """The `<link>`s by which other software finds how to show a page's map."""
    return [
        {
            "type": f"application/{form}+oembed" if form == "json" else "text/xml+oembed",
            "href": f"{address}/oembed?{urlencode({'url': address + path, 'format': form})}",
            "title": title,
        }
        for form in ("json", "xml")
    ]


async def oembed(visit: PageRequest) -> dict[str, str | int]:
    """The answer of type `rich`. Raises NoSuchPage for an address that is none of ours, or that has no map."""
    given = visit.query.get("url", "")
    around, query = _map_request(visit.address, given)
    wanted = map_params(around, query)
    wanted["options"] |= {"nodes": max(1, len(around)), "layout": False}
    nodes: list[dict[str, Any]] = (await visit.ask("centre", **wanted))["researchMap"]["nodes"]
    if not nodes:
        raise NoSuchPage(f"There is no map for {given[:200]!r}.")
    frame = _frame(visit.address, [nodes[0]["id"]] if len(around) == 1 else around, query)
    title = f"Research map: {nodes[0]['label']}"
    width, height = _within(visit.query, "maxwidth", _WIDTH), _within(visit.query, "maxheight", _HEIGHT)
    html = (
        f'<iframe src="{escape(frame)}" title="{escape(title)}" width="{width}" height="{height}" loading="lazy"'
        ' style="border:0"></iframe>'
    )
    return {
        "version": "1.0", "type": "rich", "title": title, "provider_name": "Peergraph", "provider_url": visit.address,
        "cache_age": 3600, "width": width, "height": height, "html": html,
    }  # fmt: skip


def _map_request(address: str, given: str) -> tuple[list[str], QueryParams]:
    """What the map of a page is around, and with which wishes."""
    if not given:
        raise BadInput("`url` is missing: give the address of a page of this service.")
    if not given.startswith(f"{address}/"):
        raise NoSuchPage(f"{given[:200]!r} is not an address of this service, which is {address}.")
    parts = urlsplit(given[len(address) :])
    query, found = QueryParams(parts.query), _OF_NODE.fullmatch(parts.path)
    around = [unquote(found["id"])] if found else query.getlist("around") if parts.path == "/explore" else []
    if not around:
        raise NoSuchPage(f"There is no map for {given[:200]!r}.")
    return around, query


def _frame(address: str, around: list[str], query: QueryParams) -> str:
    rest = [(name, value) for name, value in query.multi_items() if name != "around"]
    if len(around) == 1:
        return f"{address}/embed/map/{quote(around[0], safe=':/')}{'?' if rest else ''}{urlencode(rest)}"
    return f"{address}/embed/map?{urlencode([*(('around', each) for each in around), *rest])}"


def _within(query: QueryParams, name: str, usual: int) -> int:
    text = query.get(name) or str(usual)
    if not text.isdecimal() or len(text) > 9:
        raise BadInput(f"`{name}` is {text[:80]!r}: it must be a number of pixels.")
    return max(_MIN_SIDE, min(usual, int(text)))
