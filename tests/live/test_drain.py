"""The end of a service: it is not ready first, then streams close so that clients resume, and requests are answered."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx
import orjson
import pytest
from starlette.applications import Starlette

from app import application
from commands.server import Server, bound
from graphdb.embedded.server import Address
from settings import Settings
from tests.endpoints.serving import settings
from tests.live.listening import ACTIVITY, by_hand
from tests.live.test_events import EVENTS
from tests.people.client import Client
from tests.waiting import until

QUERY: Final = {"query": "{ graph { papers } }"}
BODY: Final = orjson.dumps(QUERY)
HEAD: Final = (
    b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n" % len(BODY)
)


class Running(Server):
    """A server, its application, and its address."""

    def __init__(self, app: Starlette, chosen: Settings, address: str) -> None:
        super().__init__(app, chosen)
        self.app = app
        self.address = address


@asynccontextmanager
async def server(neo4j: Address, data: Path, **more: float) -> AsyncGenerator[Running]:
    """A server as `peergraph serve` runs it, in this process."""
    chosen = settings(neo4j, data, **more)
    listener = bound("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    running = Running(application(chosen), chosen, address)
    task = asyncio.create_task(running.serve([listener]))
    try:
        await until(lambda: running.started)
        yield running
    finally:
        running.should_exit = True
        await task


async def test_each_step_of_the_end(people: Client, paper: str, neo4j: Address, tmp_path: Path) -> None:
    assert people
    async with (
        server(neo4j, tmp_path, drain_seconds=1, grace_seconds=60) as running,
        httpx.AsyncClient(base_url=running.address, timeout=120) as http,
    ):
        body = {"query": ACTIVITY, "variables": {"paper": paper}}
        reader, writer = await asyncio.open_connection(*running.address.removeprefix("http://").split(":"))
        async with (
            by_hand(running.address) as hand,
            http.stream("POST", "/graphql", json=body, headers=EVENTS) as answer,
        ):
            await hand.begin()
            await hand.subscribe(paper=paper)
            await until(lambda: running.app.state.live.follower.subscribers == 2)
            writer.write(HEAD + BODY[:5])
            await until(lambda: len(running.server_state.tasks) == 3)

            running.should_exit = True
            await until(lambda: running.app.state.drain.has_begun)
            assert (await http.get("/health/ready")).status_code == 503
            assert (await http.get("/health/live")).status_code == 200
            assert (await http.post("/graphql", json=QUERY)).status_code == 200

            lines = [line async for line in answer.aiter_lines()]
            assert "retry: 1000" in lines
            assert "event: complete" not in lines
            code, reason = await hand.closed()
            assert (code, reason) == (1012, "The service ends: reconnect and resume")

            await until(lambda: not running.servers[0].is_serving())
            with pytest.raises(httpx.ConnectError):
                await http.post("/graphql", json=QUERY)
            writer.write(BODY[5:])
            assert (await reader.read()).startswith(b"HTTP/1.1 200")
            writer.close()


async def test_a_query_over_a_websocket_is_answered_before_it_closes(
    people: Client, neo4j: Address, tmp_path: Path
) -> None:
    assert people
    async with (
        server(neo4j, tmp_path, drain_seconds=0, grace_seconds=60) as running,
        by_hand(running.address) as hand,
    ):
        await hand.begin()
        await hand.subscribe(query=QUERY["query"])
        running.should_exit = True
        assert [(await hand.hear())["type"] for _ in range(2)] == ["next", "complete"]
        assert (await hand.closed())[0] == 1012


async def test_a_request_that_does_not_end_is_ended_after_the_grace(
    people: Client, neo4j: Address, tmp_path: Path
) -> None:
    assert people
    async with server(neo4j, tmp_path, drain_seconds=0, grace_seconds=0) as running:
        with socket.create_connection(("127.0.0.1", int(running.address.rpartition(":")[2]))) as client:
            client.sendall(HEAD)
            await until(lambda: len(running.server_state.tasks) == 1)
            running.should_exit = True
            await until(lambda: not running.server_state.tasks)


def test_a_bound_port_is_closed_until_the_server_listens() -> None:
    with bound("127.0.0.1", 0) as listener, pytest.raises(ConnectionRefusedError):
        socket.create_connection(listener.getsockname())
