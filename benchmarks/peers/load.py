"""The load: HTTP clients on the loopback, in a process of their own, to measure their work separately.

Orders come as lines of JSON on standard input (`Order`), results go as lines of JSON to standard output (`Result`). It
ends when its input does. Each client has one connection, kept open, and asks again as soon as it is answered.
"""

import asyncio
import json
import sys
import time
from typing import Final, TypedDict, cast

import httptools
import numpy as np
import uvloop

#: Seconds after the end in which the last answers may still come.
GRACE: Final = 60.0


class Order(TypedDict):
    """Clients, address, request bodies with the Authorization header at the same index ("" for none), and seconds;
    `requests`: an earlier end, or 0."""

    port: int
    path: str
    bodies: list[str]
    headers: list[str]
    clients: int
    seconds: float
    requests: int


class Result(TypedDict):
    """Milliseconds at percentiles 50, 95 and 99, answers a second, how many answers, bytes of a mean answer's body, and
    seconds of processor time that the clients took."""

    percentiles: list[float]
    rate: float
    answers: int
    size: float
    processor: float


class Client(asyncio.Protocol):
    """A connection that asks one body after the other. Another status than 200 ends it with RuntimeError in `done`."""

    def __init__(self, requests: list[bytes], first: int, step: int, end: float, limit: int) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.spent: list[float] = []
        self.size = 0
        self._requests, self._index, self._step = requests, first, step
        self._end, self._left = end, limit or sys.maxsize
        self._started = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Sends the first request."""
        self._transport = cast("asyncio.Transport", transport)
        self._parser = httptools.HttpResponseParser(self)
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Part of an answer."""
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is closed by either side."""
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("The service has closed the connection."))

    def on_body(self, body: bytes) -> None:
        """Called by the parser."""
        self.size += len(body)

    def on_message_complete(self) -> None:
        """Called by the parser: ask the next."""
        now = time.perf_counter()
        self.spent.append(now - self._started)
        self._left -= 1
        if self._parser.get_status_code() != 200:
            self._finish(RuntimeError(f"A request was answered with status {self._parser.get_status_code()}."))
        elif now >= self._end or not self._left:
            self._finish(None)
        else:
            self._ask()

    def _ask(self) -> None:
        self._started = time.perf_counter()
        self._transport.write(self._requests[self._index % len(self._requests)])
        self._index += self._step

    def _finish(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error) if error else self.done.set_result(None)
        self._transport.close()


async def run(order: Order) -> Result:
    """All clients side by side."""
    loop = asyncio.get_running_loop()
    pairs = zip(order["bodies"], order["headers"], strict=True)
    requests = [_request(order["path"], header, body.encode()) for body, header in pairs]
    used, began = time.process_time(), time.perf_counter()
    end, clients = began + order["seconds"], list[Client]()
    for first in range(order["clients"]):
        _, client = await loop.create_connection(
            lambda first=first: Client(requests, first, order["clients"], end, order["requests"]),
            "127.0.0.1",
            order["port"],
        )
        clients.append(client)
    async with asyncio.timeout(order["seconds"] + GRACE):
        await asyncio.gather(*(client.done for client in clients))
    took, used = time.perf_counter() - began, time.process_time() - used
    spent = [each for client in clients for each in client.spent]
    percentiles = [float(each) * 1_000 for each in np.percentile(spent, (50, 95, 99))]
    size = sum(client.size for client in clients) / len(spent)
    return Result(percentiles=percentiles, rate=len(spent) / took, answers=len(spent), size=size, processor=used)


def _request(path: str, header: str, body: bytes) -> bytes:
    authorization = f"Authorization: {header}\r\n" if header else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nContent-Type: application/json\r\n"
        f"{authorization}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def main() -> None:
    """Runs orders until the input ends."""
    for line in sys.stdin:
        print(json.dumps(uvloop.run(run(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
