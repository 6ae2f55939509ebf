"""uvicorn's HTTP protocol with limits of what is read before the application: connections, and the time and bytes of a
request's head.

The deadline of a request begins with its first byte; `endpoints/responses.py` ends it.
"""

import asyncio
from http import HTTPStatus
from typing import Any, Final, cast

from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from settings import Settings

#: Bytes of the request line and the headers.
HEAD_BYTES: Final = 65_536
#: Seconds after which a client that found too many connections can try again.
RETRY_SECONDS: Final = 5


class HttpProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._settings: Settings = cast("Starlette", self.config.app).state.settings
        self._head_timer: asyncio.TimerHandle | None = None
        self._head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Refuses a connection beyond the limit; else, the first head begins."""
        super().connection_made(transport)
        if len(self.connections) > self._settings.connections:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "All connections of this service are in use: try again later.")
        else:
            self._begin_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends the limits."""
        self._end_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Reads a block, and refuses a head that is too long."""
        if self.transport.is_closing():
            return
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_timer is not None and self._head_bytes > HEAD_BYTES:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"The headers are longer than {HEAD_BYTES} bytes.")
        elif self._is_idle():
            # Nothing of a request, such as an empty line: the time of an idle connection, which uvicorn ended, goes on.
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        if self._head_timer is None:
            self._begin_head()
        self.scope["state"]["began"] = self.loop.time()  # pyright: ignore[reportTypedDictNotRequiredAccess]

    def on_headers_complete(self) -> None:
        """The end of a head."""
        self._end_head()
        super().on_headers_complete()

    def _is_idle(self) -> bool:
        """Whether the connection, which is no WebSocket, waits for the first byte of a further request."""
        is_http = not self.transport.is_closing() and self in self.connections
        return is_http and self._head_timer is None and self.cycle.response_complete

    def _begin_head(self) -> None:
        self._head_bytes = 0
        self._head_timer = self.loop.call_later(self._settings.header_seconds, self._end_late_head)

    def _end_head(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _end_late_head(self) -> None:
        seconds = self._settings.header_seconds
        self._refuse(HTTPStatus.REQUEST_TIMEOUT, f"The headers of a request must arrive within {seconds:g} s.")

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        """Answers, and closes the connection."""
        self._end_head()
        if self.transport.is_closing():
            return
        retry = f"retry-after: {RETRY_SECONDS}\r\n" if status is HTTPStatus.SERVICE_UNAVAILABLE else ""
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
            f"content-length: {len(message) + 1}\r\n{retry}connection: close\r\n\r\n"
        )
        self.transport.write(f"{head}{message}\n".encode("ascii"))
        self.transport.close()
