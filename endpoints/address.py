"""Where the service is for the world: what addresses in its answers begin with."""

from functools import lru_cache
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from settings import Settings


def address(http: HTTPConnection) -> str:
    """The public address that is set, or the one that this request was sent to, without a slash at its end."""
    settings: Settings = http.app.state.settings
    if settings.public_url:
        return settings.public_url.rstrip("/")
    return _sent_to(http.scope["scheme"], http.headers.get("host") or http.url.netloc)


@lru_cache(maxsize=64)
def _sent_to(scheme: str, host: str) -> str:
    return f"{scheme}://{urlsplit(f'{scheme}://{host}').netloc}"
