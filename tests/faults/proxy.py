"""A TCP proxy that resets, holds back and refuses connections, as networks and firewalls do."""

import asyncio
import socket
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Final, Self

#: Bolt's message COMMIT in its chunk. Source: Bolt Protocol Message Specification.
COMMIT: Final = bytes.fromhex("0002 b012 0000")
#: Linger of zero seconds: closing sends a reset.
RESET: Final = struct.pack("ii", 1, 0)


class Proxy:
    """Connections from clients to `port`. Open with `Proxy.to`.

    `refuses`: new connections are reset at once. `silent`: nothing passes in either direction, and nobody is told, as
    behind a firewall that has forgotten a connection. `delay`: seconds before each block of an answer passes.
    `loses`: the answer to the next message with these bytes is not delivered, but the connection reset.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._pairs: list[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._dropped: set[asyncio.StreamWriter] = set()
        self.port = 0
        self.refuses = False
        self.delay = 0.0
        self.loses: bytes | None = None
        self._losing: set[asyncio.StreamWriter] = set()
        self.accepted = 0

    @classmethod
    @asynccontextmanager
    async def to(cls, port: int) -> AsyncGenerator[Self]:
        """A proxy to this port of the loopback address; all its connections end with the block."""
        proxy = cls(port)
        server = await asyncio.start_server(proxy._accept, "127.0.0.1", 0)
        proxy.port = server.sockets[0].getsockname()[1]
        try:
            yield proxy
        finally:
            server.close()
            proxy.reset()
            for task in proxy._tasks:
                task.cancel()
            await asyncio.gather(*proxy._tasks, return_exceptions=True)

    @property
    def connections(self) -> int:
        """The number of open connections."""
        return sum(not client.is_closing() for client, _ in self._pairs)

    def reset(self) -> None:
        """Resets all connections."""
        for pair in self._pairs:
            for writer in pair:
                _reset(writer)
        self._pairs.clear()

    def drop(self) -> None:
        """Lets nothing more through the present connections, without closing them."""
        self._dropped |= {writer for pair in self._pairs for writer in pair}

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        if self.refuses:
            return _reset(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            return _reset(writer)
        except asyncio.CancelledError:
            _reset(writer)
            raise
        self._pairs.append((writer, far_writer))
        for source, target, slow in ((reader, far_writer, False), (far_reader, writer, True)):
            task = asyncio.create_task(self._pump(source, target, far_writer, slow=slow))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return None

    async def _pump(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, far: asyncio.StreamWriter, *, slow: bool
    ) -> None:
        with suppress(OSError):
            while block := await source.read(65_536):
                if not slow and self.loses is not None and self.loses in block:
                    self.loses = None
                    self._losing.add(target)
                if slow and far in self._losing:
                    return self.reset()
                if slow and self.delay:
                    await asyncio.sleep(self.delay)
                if target not in self._dropped:
                    target.write(block)
                    await target.drain()
            if target not in self._dropped:
                target.close()
        return None


def _reset(writer: asyncio.StreamWriter) -> None:
    raw: socket.socket | None = writer.get_extra_info("socket")
    if raw is not None and not writer.is_closing():
        with suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()
