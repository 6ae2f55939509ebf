"""Headers that every response has: `nosniff`, and over TLS `Strict-Transport-Security`.

Sources: Fetch Standard, section 3.6; RFC 6797.
"""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from endpoints.address import address

#: Browsers use TLS for this host for a year. Subdomains decide for themselves.
_TLS: Final = "max-age=31536000"


class TransportSecurity:
    """Adds the headers to the responses of `app`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_tls = address(HTTPConnection(scope)).startswith("https:")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.setdefault("x-content-type-options", "nosniff")
                if has_tls:
                    headers["strict-transport-security"] = _TLS
            await send(message)

        await self._app(scope, receive, send_with_headers)
