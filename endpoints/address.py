"""Where the service is for the world: what addresses in its answers begin with."""

import re
from functools import lru_cache
from typing import Final

from starlette.requests import HTTPConnection

from settings import Settings

#: A host with or without a port. Source: RFC 9110, section 7.2, without names that would have to be escaped.
_HOST: Final = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?", re.ASCII)


def address(http: HTTPConnection) -> str:
    """The public address that is set, or the one that this request was sent to, without a slash at its end. A request
    that names no host, or something else in its place, was sent to where the service listens."""
    settings: Settings = http.app.state.settings
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host, port = http.scope.get("server") or ("localhost", None)
    return _sent_to(http.scope["scheme"], http.headers.get("host", ""), f"{host}:{port}" if port else host)


@lru_cache(maxsize=64)
def _sent_to(scheme: str, named: str, listening: str) -> str:
    return f"{scheme}://{named if _HOST.fullmatch(named) else listening}"
