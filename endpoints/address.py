"""Where the service is for the world: what addresses in its answers begin with."""

from starlette.requests import HTTPConnection

from settings import Settings


def address(http: HTTPConnection) -> str:
    """The public address that is set, or the one that this request was sent to, without a slash at its end."""
    settings: Settings = http.app.state.settings
    return (settings.public_url or f"{http.url.scheme}://{http.url.netloc}").rstrip("/")
