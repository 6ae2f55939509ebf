"""Measures HTTP requests by route, method and status, and gives each request and WebSocket its id."""

import time
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from telemetry import tracing
from telemetry.metrics import REQUESTS_IN_FLIGHT
from telemetry.recording import record_request
from telemetry.request_id import HEADER, REQUEST_ID, request_id

if TYPE_CHECKING:
    from opentelemetry.trace import Span

#: Label of a request that no route takes, and of a method that HTTP does not define.
NO_ROUTE: Final = "none"
OTHER_METHOD: Final = "other"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"})
_MEASURED: Final = frozenset({"http", "websocket"})
#: The messages that begin a response to a WebSocket's handshake.
_HANDSHAKE: Final = frozenset({"websocket.accept", "websocket.http.response.start"})
#: Paths of requests that orchestrators and Prometheus repeat all the time.
_MONITORING: Final = ("/health/", "/metrics")
_EVENTS: Final = b"text/event-stream"


class RequestTelemetry:
    """Measures each request. The outermost middleware, so that it sees every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application for one request."""
        if scope["type"] not in _MEASURED:
            await self._app(scope, receive, send)
            return
        REQUEST_ID.set(request_id(scope["headers"]))
        if scope["type"] == "websocket":
            await self._app(scope, receive, _with_id(send))
            return
        request = _Request(scope, send)
        with REQUESTS_IN_FLIGHT.track_inprogress(), _span(scope) as span:
            try:
                await self._app(scope, receive, request.send)
            finally:
                request.observe()
                request.describe(span)


class _Request:
    """One request. `status` stays 500 if the application raises before it responds."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._began = time.perf_counter()
        self._is_observed = False
        self._status = 500
        self._method: str = scope["method"] if scope["method"] in _METHODS else OTHER_METHOD

    async def send(self, message: Message) -> None:
        """Sends a message of the response."""
        is_stream = False
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = message["headers"] = [*message.get("headers", ()), _id_header()]
            is_stream = any(name == b"content-type" and value.startswith(_EVENTS) for name, value in headers)
        await self._send(message)
        if is_stream:
            self.observe()

    def observe(self) -> None:
        """Records the duration, once."""
        if not self._is_observed:
            self._is_observed = True
            seconds = time.perf_counter() - self._began
            record_request(route_of(self._scope), self._method, self._status, self._scope["scheme"], seconds)

    def describe(self, span: "Span | None") -> None:
        """Adds route and status to the span of the request."""
        route = route_of(self._scope)
        tracing.rename(span, f"{self._method} {route}")
        attributes = {
            "http.request.method": self._method, "http.route": route, "http.response.status_code": self._status,
            "url.scheme": self._scope["scheme"], "peergraph.request.id": REQUEST_ID.get(),
        }  # fmt: skip
        tracing.describe(span, attributes, str(self._status) if self._status >= 500 else None)


def _span(scope: Scope) -> AbstractContextManager["Span | None"]:
    """The span of a request. Requests of monitoring have none."""
    if not tracing.is_on() or scope["path"].startswith(_MONITORING):
        return nullcontext()
    return tracing.span("HTTP", kind="server", headers=scope["headers"])


def _with_id(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] in _HANDSHAKE:
            message["headers"] = [*message.get("headers", ()), _id_header()]
        await send(message)

    return sending


def _id_header() -> tuple[bytes, bytes]:
    return HEADER.encode(), REQUEST_ID.get().encode()


def route_of(scope: Scope) -> str:
    """The path of the route that took a request, with the names of its parameters."""
    route: Any = scope.get("route")
    path: str = getattr(route, "path", NO_ROUTE)
    return path
