"""Compression of responses, with an ETag for each content coding.

Source: RFC 9110, sections 8.8.3 and 12.5.3.
"""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from endpoints.negotiation import coding

#: Smaller responses are not compressed.
MINIMUM_BYTES: Final = 1_000
_LEVEL: Final = 5
_MATCH: Final = b"if-none-match"
_SUFFIX: Final = '-gzip"'


class Compression:
    """Compresses responses for clients that accept gzip. A strong ETag of a compressed response ends in `-gzip`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._gzip = GZipMiddleware(app, minimum_size=MINIMUM_BYTES, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_compressed = coding(headers.get("accept-encoding"), ("gzip",)) == "gzip"
        cached_tags = headers.get("if-none-match", "") if is_compressed else ""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                response_headers = MutableHeaders(raw=message["headers"])
                response_headers.add_vary_header("Accept-Encoding")
                if is_compressed:
                    _tag(response_headers, message["status"], cached_tags)
            await send(message)

        if not is_compressed:
            await self._app(scope, receive, send_with_headers)
            return

        scope["headers"] = [
            (name, value.replace(_SUFFIX.encode(), b'"') if name == _MATCH else value)
            for name, value in scope["headers"]
        ]
        await self._gzip(scope, receive, send_with_headers)


def _tag(headers: MutableHeaders, status: int, cached_tags: str) -> None:
    """Sets the ETag of the coding: of a compressed response, or of the compressed response that the client has."""
    tag = headers.get("etag", "")
    if not tag.startswith('"'):
        return
    compressed = tag[:-1] + _SUFFIX
    if headers.get("content-encoding") == "gzip" or (status == 304 and compressed in cached_tags):
        headers["etag"] = compressed
