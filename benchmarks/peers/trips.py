"""Round trips to the store, counted on the wire by a proxy that forwards bytes.

A trip is everything that a client sends between two responses of the server, in any number of messages. The proxy is
used while trips are counted, not while requests are timed.
"""

import asyncio
from types import TracebackType
from typing import Self


class Trips:
    """The proxy, before a Bolt server on the loopback; use it with `async with`. `count` goes up with each trip."""

    def __init__(self, server: int) -> None:
        self.count = 0
        self._server = server
        self._passing: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        """The port of the proxy."""
        return int(self._listener.sockets[0].getsockname()[1])

    async def __aenter__(self) -> Self:
        self._listener = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        for task in self._passing:
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._pass_on(reader, writer))
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            answers, asks = await asyncio.open_connection("127.0.0.1", self._server)
        except BaseException:
            writer.close()
            raise
        answered = True

        async def there() -> None:
            nonlocal answered
            while data := await reader.read(65_536):
                self.count += answered
                answered = False
                asks.write(data)
            asks.close()

        async def back() -> None:
            nonlocal answered
            while data := await answers.read(65_536):
                answered = True
                writer.write(data)
            writer.close()

        try:
            await asyncio.gather(there(), back())
        except ConnectionError:
            pass
        finally:
            asks.close()
            writer.close()
