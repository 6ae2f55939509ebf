"""The connection of an HTTP request: a client that goes away ends the work of its request, and a response is written in
pieces, each of which the client must read in time.

uvicorn buffers what a client does not read. One piece at a time bounds that memory, and a client that reads nothing is
disconnected.
"""

import asyncio
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from thread_pools import serialize_jobs

#: Bytes of one piece of a response: the amount that uvicorn buffers before it waits for the client.
PIECE: Final = 65_536
#: Seconds in which a client must read a piece on average, which is a rate of 64 kB/s.
_PIECE_SECONDS: Final = 1.0
#: Seconds of work before the connection is watched, so that short requests do not pay for it.
_QUICK_SECONDS: Final = 0.02


class ConnectionMiddleware:
    """Ends a request whose client disconnects, or does not read a piece of the response within `seconds`."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application for one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        connection = _Connection(scope, receive, send, self._seconds)
        try:
            with serialize_jobs():
                await self._app(scope, connection.receive, connection.send)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if not connection.lost or task is None or task.uncancel():
                raise
        finally:
            connection.end()


class _Connection:
    """One request: it reads the body through, then watches for the end of the connection. `lost`: the client went away
    or reads nothing, which cancels the task of the request."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, seconds: float) -> None:
        self.lost = False
        self._receive, self._send, self._seconds = receive, send, seconds
        self._task = asyncio.current_task()
        self._answered = False
        self._disconnected = asyncio.Event()
        self._watcher: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._body_read = not _has_body(scope)
        if self._body_read:
            self._watch_soon()
        self._empty_body_taken = not self._body_read

    async def receive(self) -> Message:
        """The next part of the body; after the last one, waits for the end of the connection."""
        if not self._empty_body_taken:
            self._empty_body_taken = True
            return {"type": "http.request", "body": b"", "more_body": False}
        if not self._body_read:
            message = await self._receive()
            if not message.get("more_body", False):
                self._body_read = True
                self._watch_soon()
            return message
        self._watch()
        await self._disconnected.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Sends a message, a long body in pieces."""
        body: bytes = message.get("body", b"")
        if len(body) <= PIECE:
            await self._send_piece(message)
        else:
            end = asyncio.get_running_loop().call_later(self._seconds + len(body) // PIECE * _PIECE_SECONDS, self._lose)
            try:
                await self._send_pieces(message, body)
            finally:
                end.cancel()
        self._answered = message["type"] == "http.response.body" and not message.get("more_body", False)

    def end(self) -> None:
        """Stops watching."""
        if self._timer is not None:
            self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()

    async def _send_pieces(self, message: Message, body: bytes) -> None:
        for start in range(0, len(body) - PIECE, PIECE):
            await self._send_piece({**message, "body": body[start : start + PIECE], "more_body": True})
            await asyncio.sleep(0)  # Others have their turn: compressing a piece takes a millisecond.
        await self._send_piece({**message, "body": body[(len(body) - 1) // PIECE * PIECE :]})

    async def _send_piece(self, message: Message) -> None:
        # A timer of its own: `asyncio.timeout` costs each short response several times as much.
        end = asyncio.get_running_loop().call_later(self._seconds, self._lose)
        try:
            await self._send(message)
        finally:
            end.cancel()

    def _watch_soon(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(_QUICK_SECONDS, self._watch)

    def _watch(self) -> None:
        if self._watcher is None:
            self._watcher = asyncio.create_task(self._wait_for_end())

    async def _wait_for_end(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._disconnected.set()
        if not self._answered:
            self._lose()

    def _lose(self) -> None:
        """Ends the request."""
        if self._task is not None and not self.lost:
            self.lost = True
            self._task.cancel()


def _has_body(scope: Scope) -> bool:
    """Whether a body follows the headers. Source: RFC 9112, section 6.3."""
    headers: Any = scope["headers"]
    return any(name in {b"content-length", b"transfer-encoding"} for name, _ in headers)
