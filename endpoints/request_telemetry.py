"""Measures HTTP requests by route, method and status, and gives each request and WebSocket its id."""

import time
from typing import Any, Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from telemetry.metrics import REQUESTS, REQUESTS_IN_FLIGHT
from telemetry.request_id import HEADER, REQUEST_ID, request_id

#: Label of a request that no route takes, and of a method that HTTP does not define.
NO_ROUTE: Final = "none"
OTHER_METHOD: Final = "other"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"})
#: The messages that begin a response, by the type of the request.
_STARTS: Final = {
    "http": frozenset({"http.response.start"}),
    "websocket": frozenset({"websocket.accept", "websocket.http.response.start"}),
}
_BEGINNINGS: Final = frozenset[str]().union(*_STARTS.values())
_EVENTS: Final = b"text/event-stream"


class RequestTelemetry:
    """Measures each request. The outermost middleware, so that it sees every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application for one request."""
        if scope["type"] not in _STARTS:
            await self._app(scope, receive, send)
            return
        REQUEST_ID.set(request_id(scope["headers"]))
        send = _with_id(send)
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        request = _Request(scope, send)
        with REQUESTS_IN_FLIGHT.track_inprogress():
            try:
                await self._app(scope, receive, request.send)
            finally:
                request.observe()


class _Request:
    """One request. `status` stays 500 if the application raises before it responds."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._began = time.perf_counter()
        self._is_observed = False
        self._status = 500

    async def send(self, message: Message) -> None:
        """Sends a message of the response."""
        is_stream = False
        if message["type"] == "http.response.start":
            self._status = message["status"]
            is_stream = any(name == b"content-type" and value.startswith(_EVENTS) for name, value in message["headers"])
        await self._send(message)
        if is_stream:
            self.observe()

    def observe(self) -> None:
        """Records the duration, once."""
        if not self._is_observed:
            self._is_observed = True
            method = self._scope["method"] if self._scope["method"] in _METHODS else OTHER_METHOD
            REQUESTS.labels(route_of(self._scope), method, self._status).observe(time.perf_counter() - self._began)


def _with_id(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] in _BEGINNINGS:
            message.setdefault("headers", [])
            MutableHeaders(scope=message)[HEADER] = REQUEST_ID.get()
        await send(message)

    return sending


def route_of(scope: Scope) -> str:
    """The path of the route that took a request, with the names of its parameters."""
    route: Any = scope.get("route")
    path: str = getattr(route, "path", NO_ROUTE)
    return path
