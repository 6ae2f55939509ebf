"""What is limited before the application reads a request: connections, and the time and bytes of the head."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route
from uvicorn.server import ServerState

from commands.http_protocol import HEAD_BYTES, HttpProtocol
from endpoints.health import live
from graphdb.embedded.server import Address
from graphdb.store import Store
from settings import Settings
from tests.endpoints.serving import Service, served, settings
from tests.hardening.raw import connect, head
from tests.live.listening import by_hand

CONNECTIONS = 12


@pytest_asyncio.fixture(scope="module")
async def hasty(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    data = tmp_path_factory.mktemp("data")
    async with served(settings(neo4j, data, header_seconds=0.5, connections=CONNECTIONS)) as running:
        yield running


async def closing(reader: asyncio.StreamReader) -> bytes:
    """All that the service sends until it closes the connection."""
    return await reader.read()


async def test_a_client_that_sends_nothing_or_half_a_head_is_disconnected(hasty: Service) -> None:
    for begin in (b"", b"POST /graphql HTTP/1.1\r\nHost: here\r\n"):
        reader, writer = await connect(hasty.address)
        writer.write(begin)
        answer = await closing(reader)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert answer.endswith(b"must arrive within 0.5 s.\n")
        writer.close()


async def test_headers_that_trickle_in_do_not_move_the_deadline(hasty: Service) -> None:
    reader, writer = await connect(hasty.address)
    writer.write(b"GET /health/live HTTP/1.1\r\n")
    answer = asyncio.create_task(closing(reader))
    while not answer.done():
        writer.write(b"X-More: 1\r\n")
        await asyncio.sleep(0.05)
    assert (await answer).startswith(b"HTTP/1.1 408 ")
    writer.close()


async def test_a_second_request_of_a_connection_has_the_same_limit(hasty: Service) -> None:
    reader, writer = await connect(hasty.address)
    writer.write(b"GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n")
    assert b"200 OK" in await reader.readuntil(b"ok\n")
    writer.write(b"GET /health/live HTTP/1.1\r\n")
    assert (await closing(reader)).startswith(b"HTTP/1.1 408 ")
    writer.close()


async def test_an_idle_connection_between_requests_and_a_websocket_stay_open(hasty: Service) -> None:
    reader, writer = await connect(hasty.address)
    async with by_hand(hasty.address) as hand:
        await hand.begin()
        for _ in range(2):
            writer.write(b"GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n")
            assert b"200 OK" in await reader.readuntil(b"ok\n")
            await asyncio.sleep(0.7)
        await hand.say(type="ping")
        assert (await hand.hear())["type"] == "pong"
    writer.close()


async def test_a_head_is_limited_in_bytes(hasty: Service) -> None:
    reader, writer = await connect(hasty.address)
    # Just beyond the limit: the system resets a connection that is closed with unread bytes.
    begin = b"GET /health/live HTTP/1.1\r\nX-More: "
    writer.write(begin + b"x" * (HEAD_BYTES + 1 - len(begin)))
    assert (await closing(reader)).startswith(b"HTTP/1.1 431 ")
    writer.close()


async def test_connections_are_limited(hasty: Service) -> None:
    await hasty.http.aclose()
    clients = [await connect(hasty.address) for _ in range(CONNECTIONS)]
    reader, writer = await connect(hasty.address)
    answer = await closing(reader)
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: " in answer
    for _, each in [*clients, (reader, writer)]:
        each.close()


async def test_the_deadline_of_a_request_begins_with_its_first_byte(
    graph: Store, neo4j: Address, tmp_path: Path
) -> None:
    _ = graph
    async with served(settings(neo4j, tmp_path, request_seconds=1)) as service:
        reader, writer = await connect(service.address)
        whole = head(1_000)
        writer.write(whole[:20])
        await asyncio.sleep(1.2)  # the whole time of the request
        writer.write(whole[20:])
        assert b" 504 " in await reader.readline()
        writer.close()


async def test_an_empty_line_does_not_keep_an_idle_connection_open() -> None:
    app = Starlette(routes=[Route("/health/live", live)])
    app.state.settings = Settings()
    config, state = uvicorn.Config(app, timeout_keep_alive=1, lifespan="off", log_config=None), ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: HttpProtocol(config, state, {}), "127.0.0.1", 0)
    try:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n")
        assert b"200 OK" in await reader.readuntil(b"ok\n")
        writer.write(b"\r\n")
        async with asyncio.timeout(30):
            assert await closing(reader) == b""
        writer.close()
    finally:
        server.close()
