"""`/favicon.ico`, `/robots.txt` and `/sitemap.xml`: what browsers and search engines request by these names.

Sources: RFC 9309, Robots Exclusion Protocol; https://www.sitemaps.org/protocol.html.
"""

from html import escape
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

import pages
from endpoints.address import address
from endpoints.pages import page_request_of
from endpoints.responses import CACHED, endpoint
from pages.links import href
from pages.lists import BY_PLURAL

_ICON: Final = Path(pages.__file__).with_name("favicon.ico")
#: Pages of one reader, and addresses that compute without end.
_DISALLOWED: Final = (
    "/graphql",
    "/search",
    "/export/",
    "/settings",
    "/notifications",
    "/report",
    "/moderation",
    "/import",
    "/sign-in",
    "/sign-up",
    "/forgot-password",
    "/reset-password",
    "/confirm-email",
    "/*?",
)
_LISTS: Final = ("/", "/papers", *(f"/{plural}" for plural in BY_PLURAL))
_HEADERS: Final = {"cache-control": CACHED, "x-content-type-options": "nosniff"}


async def favicon(_http: Request) -> Response:
    """The icon, for browsers and feed readers that do not read the one in the page."""
    return FileResponse(
        _ICON, headers={**_HEADERS, "cache-control": "public, max-age=86400"}, media_type="image/x-icon"
    )


async def robots(http: Request) -> Response:
    """Every page of the graph may be indexed, but no search, export, or account."""
    rules = [f"Disallow: {path}" for path in _DISALLOWED]
    return PlainTextResponse("\n".join(["User-agent: *", *rules, f"Sitemap: {address(http)}/sitemap.xml", ""]))


async def sitemap(http: Request) -> Response:
    """The lists, and the first nodes of each kind: the most cited papers, and the largest of the others."""
    data = await (await page_request_of(http)).execute("sitemap")
    paths = [*_LISTS, *(href(node["id"], node["__typename"]) for nodes in data.values() for node in nodes["nodes"])]
    base = address(http)
    urls = "".join(f"<url><loc>{escape(base + path)}</loc></url>\n" for path in paths)
    xml = f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    return Response(xml, 200, _HEADERS, "application/xml")


routes: Final = [
    Route("/favicon.ico", favicon),
    Route("/robots.txt", robots),
    Route("/sitemap.xml", endpoint(sitemap)),
]
