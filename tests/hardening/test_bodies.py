"""Bodies are limited before they are read, by size, by time, and by what one client sends at once."""

import asyncio
import gc
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import ExitStack
from typing import Any, Final

import orjson
import pytest
import pytest_asyncio

from accounts import tokens
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.hardening.conftest import ADA, USER
from tests.hardening.raw import connect, head, status
from tests.live.listening import by_hand
from tests.waiting import until

#: Bytes that may stay in memory while 20 clients with bodies of 7.9 MB are connected.
HELD: Final = 10_000_000
IMPORT: Final = """mutation ($text: String!) {
  importLibrary(input: {format: BIBTEX, text: $text}) { userErrors { message } import { importId } }
}"""
VOTE: Final = 'mutation { vote(input: {paper: "W1", vote: LIKE}) { userErrors { message } } }'


@pytest_asyncio.fixture(scope="module")
async def hasty(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """A service with the limits of the defaults and a deadline of a second."""
    _ = graph
    data = tmp_path_factory.mktemp("data")
    async with served(settings(neo4j, data, request_seconds=2, import_bytes=8_000_000)) as running:
        yield running


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


@pytest_asyncio.fixture(scope="module")
async def token(service: Service, store: Store) -> str:
    """An access token that writes."""
    await store.write(USER, {"id": ADA})
    created = await tokens.create(store, ADA, "test", "WRITE", None)
    assert created is not None
    return created[1]


def _bodies(service: Service) -> int:
    return service.app.state.clients.bodies.used.total()


async def test_a_body_of_anybody_is_refused_at_its_limit(service: Service) -> None:
    with ExitStack() as connections:
        clients = [await connect(service.address) for _ in range(20)]
        for _, writer in clients:
            connections.callback(writer.close)
        tracemalloc.start()
        connections.callback(tracemalloc.stop)
        for _, writer in clients:
            writer.write(head(7_900_000) + b'{"query": "' + b"x" * 200_000)
        assert [await status(reader) for reader, _ in clients] == [413] * 20
        assert _bodies(service) == 0
        # All are still connected. Memory of the process as a whole also has what others do in it meanwhile.
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] < HELD


@pytest.mark.parametrize("path", ["/graphql", "/graphql/cost", "/export/papers.csv", "/sign-in", "/papers/W1"])
async def test_every_body_is_limited(service: Service, path: str) -> None:
    form = path in {"/sign-in", "/papers/W1"}
    media = "application/x-www-form-urlencoded" if form else "application/json"
    headers = {"content-type": media, "origin": service.address}
    assert (await service.http.post(path, content=b" " * 100_001, headers=headers)).status_code == 413


async def test_a_slow_body_ends_at_the_deadline(hasty: Service) -> None:
    reader, writer = await connect(hasty.address)
    writer.write(head(1_000) + b'{"query": "')
    assert await status(reader) == 504
    assert _bodies(hasty) == 0
    writer.close()


async def test_bodies_of_one_client_are_counted_together(hasty: Service, token: str) -> None:
    authorization = {"Authorization": f"Bearer {token}"}
    clients = [await connect(hasty.address) for _ in range(8)]
    for _, writer in clients:
        writer.write(head(7_900_000, authorization) + b'{"query": "' + b"x" * 4_000_000)
    statuses = await asyncio.gather(*(status(reader) for reader, _ in clients))
    # Four of them fit into 16 MB, and end at the deadline.
    assert sorted(set(statuses)) == [429, 504]
    assert statuses.count(504) <= 4
    await until(lambda: _bodies(hasty) == 0)
    for _, writer in clients:
        writer.close()


async def test_only_a_library_may_be_long(service: Service, token: str) -> None:
    async def post(body: dict[str, Any]) -> int:
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        return (await service.http.post("/graphql", content=orjson.dumps(body), headers=headers)).status_code

    library = "@article{a, title={A title}}\n" + "% comment\n" * 300_000
    assert await post({"query": IMPORT, "variables": {"text": library}}) == 200
    assert await post({"query": VOTE, "more": "x" * 1_900_000}) == 200
    assert await post({"query": VOTE, "more": "x" * 2_000_000}) == 413
    assert await post({"query": IMPORT, "variables": {"text": "x" * 8_000_000}}) == 413


async def test_a_long_message_ends_a_websocket(service: Service) -> None:
    async with by_hand(service.address) as hand:
        await hand.begin()
        await hand.say(type="ping", payload={"more": "x" * 100_000})
        assert (await hand.closed())[0] == 4400
