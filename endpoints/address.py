"""The public base URL of the service, which absolute URLs in responses start with."""

import re
from functools import lru_cache
from typing import Final

from starlette.requests import HTTPConnection

from settings import Settings

#: A host with or without a port. Source: RFC 9110, section 7.2, without names that need escaping.
_HOST: Final = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?", re.ASCII)

#: Key of the address in the scope of a request.
_KEY: Final = "peergraph.address"


def address(http: HTTPConnection) -> str:
    """The configured public URL, or the URL that the request was sent to, without a trailing slash. When the Host
    header is missing or malformed, the address that the server listens on is used."""
    cached: str | None = http.scope.get(_KEY)
    if cached is None:
        cached = http.scope[_KEY] = _address(http)
    return cached


def _address(http: HTTPConnection) -> str:
    settings: Settings = http.app.state.settings
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host, port = http.scope.get("server") or ("localhost", None)
    return _origin(http.scope["scheme"], http.headers.get("host", ""), f"{host}:{port}" if port else host)


@lru_cache(maxsize=64)
def _origin(scheme: str, host: str, default: str) -> str:
    return f"{scheme}://{host if _HOST.fullmatch(host) else default}"
