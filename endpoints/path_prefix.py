"""Refuses requests below a path: links, cookies and redirects of the service begin at the root of its host."""

from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

#: Header of reverse proxies that remove a prefix from the path, as Traefik's `StripPrefix` does.
_HEADER: Final = "x-forwarded-prefix"
_STATUS: Final = 501


class PathPrefix:
    """Answers 501 with a sentence when the server (`root_path`) or a proxy declares a prefix, else calls `app`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or not has_prefix(scope):
            await self._app(scope, receive, send)
            return
        response = PlainTextResponse(
            "This service cannot run below a path: its operator has to give it a host name of its own.\n",
            _STATUS,
            {"cache-control": "no-store", "x-content-type-options": "nosniff"},
        )
        if scope["type"] == "websocket":
            await WebSocket(scope, receive, send).send_denial_response(response)
        else:
            await response(scope, receive, send)


def has_prefix(scope: Scope) -> bool:
    """Whether clients reach the service below a path."""
    return bool(f"{scope.get('root_path', '')}{Headers(scope=scope).get(_HEADER, '')}".strip("/"))
