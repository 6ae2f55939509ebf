"""oEmbed: the HTML that embeds the map of a page. Source: https://oembed.com, version 1.0."""

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
    """The attributes of the `<link>` elements for oEmbed discovery."""
    return [
        {
            "type": f"application/{form}+oembed" if form == "json" else "text/xml+oembed",
            "href": f"{address}/oembed?{urlencode({'url': address + path, 'format': form})}",
            "title": title,
        }
        for form in ("json", "xml")
    ]


async def oembed(request: PageRequest) -> dict[str, str | int]:
    """The response of type `rich`. Raises NoSuchPage for a URL of another service or without a map."""
    url = request.query.get("url", "")
    around, query = _map_request(request.address, url)
    variables = map_params(around, query)
    variables["options"] |= {"nodes": max(1, len(around)), "layout": False}
    nodes: list[dict[str, Any]] = (await request.execute("centre", **variables))["researchMap"]["nodes"]
    if not nodes:
        raise NoSuchPage(f"There is no map for {url[:200]!r}.")
    frame = _frame(request.address, [nodes[0]["id"]] if len(around) == 1 else around, query)
    title = f"Research map: {nodes[0]['label']}"
    width, height = _size(request.query, "maxwidth", _WIDTH), _size(request.query, "maxheight", _HEIGHT)
    html = (
        f'<iframe src="{escape(frame)}" title="{escape(title)}" width="{width}" height="{height}" loading="lazy"'
        ' style="border:0"></iframe>'
    )
    return {
        "version": "1.0", "type": "rich", "title": title, "provider_name": "Peergraph", "provider_url": request.address,
        "cache_age": 3600, "width": width, "height": height, "html": html,
    }  # fmt: skip


def _map_request(address: str, url: str) -> tuple[list[str], QueryParams]:
    """The centre and the parameters of the map of a page."""
    if not url:
        raise BadInput("`url` is missing: it must be the URL of a page of this service.")
    if not url.startswith(f"{address}/"):
        raise NoSuchPage(f"{url[:200]!r} is not a URL of this service, which is at {address}.")
    parts = urlsplit(url[len(address) :])
    query, match = QueryParams(parts.query), _OF_NODE.fullmatch(parts.path)
    around = [unquote(match["id"])] if match else query.getlist("around") if parts.path == "/explore" else []
    if not around:
        raise NoSuchPage(f"There is no map for {url[:200]!r}.")
    return around, query


def _frame(address: str, around: list[str], query: QueryParams) -> str:
    params = [(name, value) for name, value in query.multi_items() if name != "around"]
    if len(around) == 1:
        return f"{address}/embed/map/{quote(around[0], safe=':/')}{'?' if params else ''}{urlencode(params)}"
    return f"{address}/embed/map?{urlencode([*(('around', node_id) for node_id in around), *params])}"


def _size(query: QueryParams, name: str, default: int) -> int:
    text = query.get(name) or str(default)
    if not text.isdecimal() or len(text) > 9:
        raise BadInput(f"`{name}` is {text[:80]!r}: it must be a number of pixels.")
    return max(_MIN_SIDE, min(default, int(text)))
