"""Measures HTTP requests: how many are under way, and how long each takes by route, method and status."""

import time
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from telemetry.metrics import REQUESTS, REQUESTS_IN_FLIGHT

#: Label of a request that no route takes, and of a method that HTTP does not define.
NO_ROUTE: Final = "none"
OTHER_METHOD: Final = "other"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"})
_EVENTS: Final = b"text/event-stream"


class RequestTelemetry:
    """Measures each request. The outermost middleware, so that it sees every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application for one request."""
        if scope["type"] != "http":
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


def route_of(scope: Scope) -> str:
    """The path of the route that took a request, with the names of its parameters."""
    route: Any = scope.get("route")
    path: str = getattr(route, "path", NO_ROUTE)
    return path
