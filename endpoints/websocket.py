"""GraphQL over WebSockets: queries and subscriptions, many on one connection.

Close codes tell clients whether to reconnect: 1012 the service ends (reconnect and resume); 1013 the client does not
read messages in time (it can reconnect and resume); 4400 invalid message; 4401 not authenticated or session ended; 4403
invalid token; 4408 no connection_init in time; 4409 id already in use; 4429 second connection_init.

Source: GraphQL over WebSocket Protocol (graphql-transport-ws),
https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md
"""

import asyncio
from contextlib import aclosing
from typing import Any, Final, cast

import orjson
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from endpoints.drain import Drain
from endpoints.error_formatting import count_error, format_exception
from endpoints.params import of_json
from endpoints.request_body import MalformedParams
from endpoints.responses import public_message
from endpoints.subscriptions import Subscriber, SubscriptionHub
from errors import PeergraphError, RateLimited, Unauthenticated
from execution.prepare import GraphQLParams
from settings import Settings
from telemetry.metrics import LIVE_CONNECTIONS

PROTOCOL: Final = "graphql-transport-ws"
#: Seconds that a client has for connection_init, and seconds that the close handshake may take.
INIT_SECONDS: Final = 10.0
_CLOSE_SECONDS: Final = 10.0
#: Seconds between two looks whether a connection of a service that ends still has queries.
_LOOK_SECONDS: Final = 0.05
#: Maximum length of a close reason in bytes (RFC 6455, section 5.5).
_MAX_REASON: Final = 123
Message = dict[str, Any]


class Closed(Exception):
    """The connection ends with a code and a reason; without a code when the client has disconnected."""

    def __init__(self, code: int | None = None, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason.encode()[:_MAX_REASON].decode(errors="ignore")


async def websocket(websocket: WebSocket) -> None:
    """Handles one connection."""
    live: SubscriptionHub = websocket.app.state.live
    try:
        subscriber = await Subscriber.of(websocket, acts=True)
        with live.connection_limits.connection(subscriber.caller.address):
            await websocket.accept(PROTOCOL if PROTOCOL in websocket.scope["subprotocols"] else None)
            with LIVE_CONNECTIONS.labels("websocket").track_inprogress():
                await _Connection(websocket, subscriber).run()
    except PeergraphError as error:
        count_error(error, error.code)
        await websocket.send_denial_response(PlainTextResponse(f"{public_message(error)}\n", error.status))


class _Connection:
    """The state of one connection: its operations by id."""

    def __init__(self, websocket: WebSocket, subscriber: Subscriber) -> None:
        self._websocket = websocket
        self._subscriber = subscriber
        self._settings: Settings = websocket.app.state.settings
        self._begun = asyncio.Event()
        self._acknowledged = False
        self._operations: dict[str, asyncio.Task[None]] = {}
        #: Operations that the client has completed, and whose work has not ended.
        self._ending: set[asyncio.Task[None]] = set()
        self._tasks = asyncio.TaskGroup()

    async def run(self) -> None:
        """Reads messages until the connection ends."""
        ended = Closed()
        try:
            async with self._tasks as tasks:
                tasks.create_task(self._wait())
                tasks.create_task(self._watch())
                tasks.create_task(self._end_with_service())
                await self._read()
        except* Closed as ending:
            ended = cast("Closed", ending.exceptions[0])
        if ended.code is not None:
            await self._close(ended.code, ended.reason)

    async def _close(self, code: int, reason: str) -> None:
        # A client that does not read messages may not read this either, so that the time is limited.
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._websocket.close(code, reason)
        except (TimeoutError, RuntimeError, WebSocketDisconnect):
            pass

    async def _wait(self) -> None:
        """Closes the connection when connection_init does not come in time."""
        try:
            async with asyncio.timeout(INIT_SECONDS):
                await self._begun.wait()
        except TimeoutError:
            raise Closed(4408, "Connection initialisation timeout") from None

    async def _watch(self) -> None:
        """Closes the connection when the session or the token has ended."""
        while True:
            await asyncio.sleep(self._settings.live_check_seconds)
            if self._subscriber.viewer is not None:
                try:
                    await self._subscriber.check()
                except PeergraphError as error:
                    raise Closed(4401, str(error)) from error

    async def _end_with_service(self) -> None:
        """Closes the connection of a service that ends, after the queries under way."""
        drain: Drain = self._websocket.app.state.drain
        await drain.streams_end.wait()
        await asyncio.sleep(0)
        while self._subscriber.queries:  # noqa: ASYNC110 - an event for it would be set a million times for one use
            await asyncio.sleep(_LOOK_SECONDS)
        raise Closed(1012, "The service ends: reconnect and resume")

    async def _read(self) -> None:
        if self._websocket.scope["subprotocols"] and PROTOCOL not in self._websocket.scope["subprotocols"]:
            raise Closed(4406, f"Subprotocol not acceptable: use {PROTOCOL}")
        while True:
            received = await self._websocket.receive()
            if received["type"] == "websocket.disconnect":
                raise Closed
            await self._take(self._message(received.get("text")))

    def _message(self, text: str | None) -> Message:
        if text is None or len(text) > self._settings.request_bytes:
            raise Closed(4400, f"Messages are text of at most {self._settings.request_bytes:,} characters")
        try:
            message = orjson.loads(text)
        except orjson.JSONDecodeError:
            raise Closed(4400, "Messages are JSON objects") from None
        if not isinstance(message, dict):
            raise Closed(4400, "Messages are JSON objects")
        return cast("Message", message)

    async def _take(self, message: Message) -> None:
        match message.get("type"):
            case "connection_init":
                await self._begin(message.get("payload"))
            case "ping":
                await self._send({**message, "type": "pong"})
            case "pong":
                pass
            case "subscribe":
                await self._subscribe(message)
            case "complete":
                if (task := self._operations.pop(str(message.get("id")), None)) is not None:
                    self._ending.add(task)
                    task.add_done_callback(self._ending.discard)
                    task.cancel()
            case kind:
                raise Closed(4400, f"Unknown message type: {kind}")

    async def _begin(self, payload: Any) -> None:
        if self._begun.is_set():
            raise Closed(4429, "Too many initialisation requests")
        self._begun.set()
        if not isinstance(payload, dict | None):
            raise Closed(4400, "The payload of connection_init is an object")
        headers = {name.lower(): value for name, value in cast("dict[str, Any]", payload or {}).items()}
        if isinstance(authorization := headers.get("authorization"), str):
            try:
                await self._subscriber.authenticate(authorization)
            except Unauthenticated as error:
                raise Closed(4403, str(error)) from error
        self._acknowledged = True
        await self._send({"type": "connection_ack"})

    async def _subscribe(self, message: Message) -> None:
        name = message.get("id")
        if not self._acknowledged:
            raise Closed(4401, "Unauthorized: send connection_init first")
        if not isinstance(name, str) or not name:
            raise Closed(4400, "A subscribe message has an id")
        if name in self._operations:
            raise Closed(4409, f"Subscriber for {name} already exists")
        if len(self._operations) + len(self._ending) >= self._settings.live_subscriptions:
            limit = (
                f"{self._settings.live_subscriptions} operations on one connection are the limit: complete one first."
            )
            await self._fail(name, RateLimited(limit))
            return
        try:
            params = of_json(message.get("payload"))
        except MalformedParams as error:
            raise Closed(4400, str(error)) from error
        except PeergraphError as error:
            await self._fail(name, error)
            return
        self._operations[name] = self._tasks.create_task(self._operate(name, params))

    async def _operate(self, name: str, params: GraphQLParams) -> None:
        try:
            async with aclosing(self._subscriber.results(params)) as stream:
                async for _, result in stream:
                    await self._send_next(name, result)
            await self._send({"id": name, "type": "complete"})
        except Closed:
            raise
        except Exception as error:
            await self._fail(name, error)
        finally:
            if self._operations.get(name) is asyncio.current_task():
                del self._operations[name]

    async def _fail(self, name: str, error: Exception) -> None:
        await self._send({"id": name, "type": "error", "payload": format_exception(error)})

    async def _send_next(self, name: str, result: bytes) -> None:
        await self._write(b'{"id":' + orjson.dumps(name) + b',"type":"next","payload":' + result + b"}")

    async def _send(self, message: Message) -> None:
        await self._write(orjson.dumps(message))

    async def _write(self, message: bytes) -> None:
        """Sends a message, and waits while the send buffer is full."""
        try:
            async with asyncio.timeout(self._settings.live_send_seconds):
                await self._websocket.send({"type": "websocket.send", "text": message.decode()})
        except TimeoutError:
            raise Closed(1013, "Messages are not taken in time: reconnect and resume") from None
        except (WebSocketDisconnect, RuntimeError):
            raise Closed from None
