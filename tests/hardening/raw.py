"""Clients on real sockets, which do what no library does."""

import asyncio
import socket
from collections.abc import Mapping

import orjson


async def connect(address: str, *, buffer: int | None = None) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to a service; `buffer`: bytes of its receive buffer, which the system does not grow then."""
    connection = socket.socket()
    if buffer is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.connect(("127.0.0.1", int(address.rpartition(":")[2])))
    return await asyncio.open_connection(sock=connection, limit=buffer or 2**16)


def head(length: int, headers: Mapping[str, str] | None = None, path: str = "/graphql") -> bytes:
    """The head of a POST of JSON whose body has this length."""
    fields = {"Host": "127.0.0.1", "Content-Type": "application/json", "Content-Length": str(length), **(headers or {})}
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode()


async def send(
    address: str, query: str, *, buffer: int | None = None, accept: str = "application/json"
) -> asyncio.StreamWriter:
    """Sends a request and leaves its answer unread."""
    return await send_json(address, {"query": query}, buffer=buffer, accept=accept)


async def send_json(
    address: str, body: object, *, path: str = "/graphql", buffer: int | None = None, accept: str = "application/json"
) -> asyncio.StreamWriter:
    """As `send`, with any body at any path."""
    _, writer = await connect(address, buffer=buffer)
    content = orjson.dumps(body)
    writer.write(head(len(content), {"Accept": accept}, path) + content)
    await writer.drain()
    return writer


async def status(reader: asyncio.StreamReader) -> int:
    """The status of the answer."""
    return int((await reader.readline()).split()[1])
