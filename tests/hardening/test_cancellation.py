"""One deadline, and the end of a connection, end all work of a request: statements in Neo4j and jobs in threads."""

import asyncio
from pathlib import Path
from typing import Final

import pytest
from mcp import Client

from graphdb.embedded.server import Address
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from schema.operations import execute
from tests.endpoints.serving import Service, served, settings
from tests.hardening.conftest import DROPPED, UNLIMITED
from tests.hardening.raw import send, send_json
from tests.hardening.running import jobs, statements, until_statements
from tests.live.listening import by_hand
from tests.waiting import until
from thread_pools import RENDERING

ABSTRACT: Final = '{ node(id: "W1") { ... on Paper { abstract } } }'
OTHER: Final = '{ node(id: "W2") { ... on Paper { abstract } } }'
STYLES: Final = ("apa", "ieee", "vancouver", "nature")
pytestmark = pytest.mark.filterwarnings(DROPPED)
#: 220 citations of 200 papers.
_ALIASES: Final = [f'c{number}: cite(format: TEXT, style: "{STYLES[number % 4]}")' for number in range(220)]
CITES: Final = f"{{ papers(first: 200) {{ nodes {{ {' '.join(_ALIASES)} }} }} }}"


async def test_a_client_that_goes_away_ends_its_statement(
    service: Service, store: Store, slow_reads: list[str]
) -> None:
    writer = await send(service.address, ABSTRACT)
    await until_statements(store, 1)
    writer.close()
    await until_statements(store, 0)
    assert len(slow_reads) == 1


async def test_a_shared_statement_ends_with_the_last_client_that_waits_for_it(
    service: Service, store: Store, slow_reads: list[str]
) -> None:
    first, second = (
        asyncio.create_task(execute(Context(service.app.state.store, Limits()), ABSTRACT)) for _ in range(2)
    )
    await until_statements(store, 1)
    first.cancel()
    await asyncio.wait({first})
    assert (first.cancelled(), second.done(), await statements(store)) == (True, False, 1)
    second.cancel()
    await until_statements(store, 0)
    assert len(slow_reads) == 1


async def test_the_deadline_ends_the_statement_and_the_answer(
    graph: Store, store: Store, neo4j: Address, tmp_path: Path, slow_reads: list[str]
) -> None:
    _ = graph
    async with served(settings(neo4j, tmp_path, request_seconds=1, **UNLIMITED)) as service:
        response = await service.post({"query": ABSTRACT})
        assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (504, "TIMEOUT")
        await until_statements(store, 0)
    assert len(slow_reads) == 1


async def test_the_deadline_ends_the_work_in_threads(service: Service, neo4j: Address, tmp_path: Path) -> None:
    _ = service
    async with served(settings(neo4j, tmp_path, request_seconds=1, **UNLIMITED)) as hasty:
        response = await hasty.post({"query": CITES})
        # When the answer is there, nothing runs any longer.
        assert (response.status_code, RENDERING.pending) == (504, 0)


async def test_a_client_that_goes_away_ends_its_work_in_threads(service: Service) -> None:
    writer = await send(service.address, CITES)
    await until(lambda: jobs() > 0)
    writer.close()
    await until(lambda: jobs() == 0)


async def test_an_event_stream_that_is_closed_ends_its_statement(
    service: Service, store: Store, slow_reads: list[str]
) -> None:
    writer = await send(service.address, ABSTRACT, accept="text/event-stream")
    await until_statements(store, 1)
    writer.close()
    await until_statements(store, 0)
    assert len(slow_reads) == 1


async def test_a_client_that_goes_away_ends_its_tool(service: Service, store: Store, slow_reads: list[str]) -> None:
    call = {"name": "paper", "arguments": {"paper": "W1"}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    accept = "application/json, text/event-stream"
    writer = await send_json(service.address, message, path="/mcp", accept=accept)
    await until_statements(store, 1)
    writer.close()
    await until_statements(store, 0)
    assert len(slow_reads) == 1


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_a_client_of_the_protocol_that_leaves_ends_its_tool(
    service: Service, store: Store, slow_reads: list[str], mode: str
) -> None:
    async def call() -> None:
        async with Client(f"{service.address}/mcp", mode=mode) as client:
            await client.call_tool("paper", {"paper": "W1"})

    task = asyncio.create_task(call())
    await until_statements(store, 1)
    task.cancel()
    await asyncio.wait({task})
    await until_statements(store, 0)
    assert len(slow_reads) == 1


async def test_operations_that_are_completed_at_once_leave_nothing(
    service: Service, store: Store, slow_reads: list[str]
) -> None:
    most = service.app.state.settings.live_subscriptions
    async with by_hand(service.address) as hand:
        await hand.begin()
        for number in range(300):
            await hand.say(type="subscribe", id=str(number), payload={"query": ABSTRACT if number % 2 else OTHER})
            if number % 10 == 0:
                await until(lambda: bool(slow_reads))
                assert await statements(store) <= most
            await hand.say(type="complete", id=str(number))
        await until_statements(store, 0)
    assert jobs() == 0


async def test_a_closed_websocket_ends_its_statements(service: Service, store: Store, slow_reads: list[str]) -> None:
    async with by_hand(service.address) as hand:
        await hand.begin()
        await hand.say(type="subscribe", id="1", payload={"query": ABSTRACT})
        await until_statements(store, 1)
    await until_statements(store, 0)
    assert len(slow_reads) == 1


@pytest.mark.parametrize("number", [50])
async def test_a_slot_is_free_again_when_the_work_has_ended(
    service: Service, store: Store, slow_reads: list[str], number: int
) -> None:
    assert service.app.state.settings.live_subscriptions == number
    async with by_hand(service.address) as hand:
        await hand.begin()
        for index in range(number):
            await hand.say(type="subscribe", id=str(index), payload={"query": ABSTRACT})
        await until(lambda: bool(slow_reads))
        await hand.say(type="subscribe", id="more", payload={"query": "{ graph { papers } }"})
        answer = await hand.hear()
        assert (answer["type"], answer["id"]) == ("error", "more")
        await hand.say(type="complete", id="0")
        while answer["type"] == "error":  # Until the work has ended, which the message only asks for.
            await hand.say(type="subscribe", id="more", payload={"query": "{ graph { papers } }"})
            answer = await hand.hear()
        assert (answer["type"], answer["id"]) == ("next", "more")
    await until_statements(store, 0)
