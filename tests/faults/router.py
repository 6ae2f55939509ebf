"""A member of a cluster whose routing table names other addresses: it answers ROUTE itself, and passes on the rest.

Source: Bolt Protocol, message ROUTE, https://neo4j.com/docs/bolt/current/bolt/message/; PackStream,
https://neo4j.com/docs/bolt/current/packstream/
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

#: The message ROUTE, a structure of three fields; and SUCCESS, of one.
_ROUTE: Final = bytes.fromhex("b3 66")
_SUCCESS: Final = bytes.fromhex("b1 70")
_TTL: Final = 100


@asynccontextmanager
async def router(target: int, roles: Mapping[str, int]) -> AsyncGenerator[int]:
    """The port of a member in front of `target`. `roles`: the port for READ and that for WRITE."""
    tasks = set[asyncio.Task[None]]()
    own = 0

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
        except BaseException:
            writer.close()
            raise
        tasks.update({
            asyncio.create_task(_pass(reader, far_writer, writer, _table({**roles, "ROUTE": own}))),
            asyncio.create_task(_pass(far_reader, writer)),
        })  # fmt: skip

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    own = server.sockets[0].getsockname()[1]
    try:
        yield own
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pass(
    source: asyncio.StreamReader,
    target: asyncio.StreamWriter,
    client: asyncio.StreamWriter | None = None,
    table: bytes = b"",
) -> None:
    try:
        while block := await source.read(65_536):
            if client is not None and _ROUTE in block:
                client.write(table)
                await client.drain()
            else:
                target.write(block)
                await target.drain()
    except OSError:
        return
    finally:
        target.close()


def _table(roles: Mapping[str, int]) -> bytes:
    """The answer to ROUTE, in one chunk."""
    servers = [{"addresses": [f"127.0.0.1:{port}"], "role": role} for role, port in roles.items()]
    message = _SUCCESS + _packed({"rt": {"ttl": _TTL, "db": "neo4j", "servers": servers}})
    return len(message).to_bytes(2, "big") + message + bytes(2)


def _packed(value: Any) -> bytes:
    """A short value in PackStream."""
    match value:
        case dict():
            parts = [_packed(key) + _packed(each) for key, each in value.items()]  # pyright: ignore[reportUnknownVariableType]
            return bytes([0xA0 | len(parts)]) + b"".join(parts)
        case list():
            return bytes([0x90 | len(value)]) + b"".join(map(_packed, value))  # pyright: ignore[reportUnknownArgumentType]
        case str():
            text = value.encode()
            return bytes([0xD0, len(text)]) + text
        case _:
            return bytes([value])
