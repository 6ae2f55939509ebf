"""The HTTP server: uvicorn's, whose end is announced before requests are refused."""

import asyncio
import contextlib
import signal
import socket
import time
from collections.abc import Callable, Generator
from types import FrameType
from typing import Final

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from commands.http_protocol import HttpProtocol
from endpoints.drain import Drain
from errors import CannotStart
from settings import Settings

#: Bytes of the longest message of a WebSocket client that is read.
WS_BYTES: Final = 1_000_000
#: Milliseconds after which the system closes a connection whose client reads nothing of what was written.
UNREAD_MILLISECONDS: Final = 60_000
#: Seconds between two looks at what is still open.
LOOK_SECONDS: Final = 0.05


class Server(uvicorn.Server):
    """Serves an application until SIGTERM or Ctrl-C.

    SIGTERM: readiness fails for `drain_seconds`; then the port closes, WebSockets and server-sent events end, and
    requests under way have `grace_seconds`. Ctrl-C leaves out the first step, a second Ctrl-C the others. `beat` is
    called every 0.1 s while the server runs and its event loop turns.
    """

    def __init__(self, app: Starlette, settings: Settings, beat: Callable[[], None] | None = None) -> None:
        super().__init__(configuration(app, settings))
        self._settings = settings
        self._drain: Drain = app.state.drain
        self._beat = beat

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves until a signal. Raises CannotStart if the port is in use, KeyboardInterrupt after Ctrl-C."""
        try:
            await super().serve(sockets)
        except OSError as error:
            if self.started:
                raise
            raise CannotStart(f"The port cannot be opened ({error}): choose another with --port.") from error

    async def on_tick(self, counter: int) -> bool:
        """Every 0.1 s; whether to end."""
        if self._beat is not None:
            self._beat()
        return await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Notes a signal, which also ends a start under way."""
        self._drain.has_begun = True
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends in steps."""
        self._drain.has_begun = True
        if signal.SIGINT not in self._captured_signals:
            await self._wait_while(lambda: True, self._settings.drain_seconds)
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        for connection in list(self.server_state.connections):
            if not isinstance(connection, WebSocketsSansIOProtocol):
                connection.shutdown()  # at once without a request, else after its answer
        self._drain.streams_end.set()
        began = time.monotonic()
        await self._wait_while(self._has_websockets, self._settings.grace_seconds)
        self.config.timeout_graceful_shutdown = max(0, self._settings.grace_seconds - round(time.monotonic() - began))
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """As uvicorn's, without repeating SIGTERM afterwards, which would end the process before its Neo4j."""
        with super().capture_signals():
            yield
            self._captured_signals = [each for each in self._captured_signals if each != signal.SIGTERM]

    def _has_websockets(self) -> bool:
        return any(isinstance(each, WebSocketsSansIOProtocol) for each in self.server_state.connections)

    async def _wait_while(self, holds: Callable[[], bool], seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while holds() and not self.force_exit:  # noqa: ASYNC110 - uvicorn has no event for it
                    await asyncio.sleep(LOOK_SECONDS)


def configuration(app: Starlette, settings: Settings) -> uvicorn.Config:
    """The configuration of uvicorn."""
    return uvicorn.Config(
        app,
        http=HttpProtocol,
        ws=WebSocketsSansIOProtocol,
        # The log is that of the process (telemetry/logs.py).
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        # The application reads these headers, from PEERGRAPH_TRUSTED_PROXIES.
        proxy_headers=False,
        timeout_keep_alive=settings.keep_alive_seconds,
        timeout_graceful_shutdown=settings.grace_seconds,
        # Messages of clients that wait in memory: few, and not much larger than PEERGRAPH_REQUEST_BYTES.
        ws_max_size=WS_BYTES,
        ws_max_queue=4,
        # Live messages are small and frequent: a compressor per connection costs more than it saves.
        ws_per_message_deflate=False,
    )


def bound(host: str, port: int) -> socket.socket:
    """A socket at this address. The port opens when the server listens. Raises CannotStart."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        # A port that was in use a minute ago can be bound; one that is in use cannot, except on Windows.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise CannotStart(f"Port {port} on {host} is not available ({error}): choose another with --port.") from error
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; accepted connections inherit it.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_MILLISECONDS)
    return listener
