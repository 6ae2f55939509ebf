"""Protection against cross-site request forgery: only trusted origins may send the cookie.

A browser sends the origin with every POST and every WebSocket handshake, and pages cannot change it. Sources: RFC 6454,
section 7; Fetch Metadata Request Headers, https://www.w3.org/TR/fetch-metadata/.
"""

from typing import Final
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from endpoints.address import address
from errors import Forbidden
from settings import Settings

_WEB: Final = {"ws": "http", "wss": "https"}


def is_ours(http: HTTPConnection) -> bool | None:
    """Whether a trusted origin sent the request; None when the headers do not say, as with clients that are no
    browsers."""
    origin, site = http.headers.get("origin"), http.headers.get("sec-fetch-site")
    if origin is not None:
        return origin in _trusted_origins(http)
    return None if site is None else site == "same-origin"


def is_navigation(http: HTTPConnection) -> bool:
    """Whether a GET is a page that the user opens from this service, a bookmark or the address bar; also of a client
    that is no browser. A page of another origin cannot cause it."""
    site, target = (http.headers.get(f"sec-fetch-{name}") for name in ("site", "dest"))
    return site in {None, "same-origin", "none"} and target in {None, "document"}


def check(http: HTTPConnection) -> None:
    """Checks a request that acts with a cookie (WebSocket or POST). Raises Forbidden for an untrusted origin."""
    if is_ours(http):
        return
    origin = http.headers.get("origin")
    page = f"a page of {origin[:100]!r}" if origin else "no page of this service"
    raise Forbidden(
        f"A request with a session cookie must come from this service's own pages, and this one comes from {page}: send"
        " an access token instead, or let the operator set PEERGRAPH_PUBLIC_URL or PEERGRAPH_TRUSTED_ORIGINS."
    )


def _trusted_origins(http: HTTPConnection) -> set[str]:
    settings: Settings = http.app.state.settings
    return {_origin(each) for each in (address(http), *settings.trusted_origins)}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{_WEB.get(parts.scheme, parts.scheme)}://{parts.netloc}".lower()
