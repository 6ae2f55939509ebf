"""Connections to Neo4j that are reset, forgotten or refused: what is asked next is answered, and no slot is lost."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import urlsplit

import pytest
import uvloop

from errors import StoreTimeout, StoreUnavailable
from graphdb import store as store_module
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store, Transaction
from tests.faults.proxy import Proxy
from tests.faults.rounds import rounds

WORK: Final = cypher("UNWIND range(1, 2000) AS number RETURN sum(number)")
SUM: Final = 2_001_000
MARK: Final = cypher("MERGE (n:Lost {id: $id}) RETURN n.id")
COUNT: Final = cypher("RETURN COUNT { (n:Lost) WHERE n.id = $id }")
REMOVE: Final = cypher("MATCH (n:Lost) DETACH DELETE n RETURN count(*)")
POOL: Final = 10

Scenario = Callable[[Store, Proxy], Awaitable[None]]


@asynccontextmanager
async def through_proxy(address: Address, timeout: float = 20) -> AsyncGenerator[tuple[Store, Proxy]]:  # noqa: ASYNC109
    async with Proxy.to(urlsplit(address.uri).port or 0) as proxy:
        opening = Store.open(f"bolt://127.0.0.1:{proxy.port}", address.auth, timeout=timeout, pool=POOL)
        async with await opening as store:
            yield store, proxy


def run(address: Address, scenario: Scenario, loop: str, **options: float) -> None:
    """Runs in a loop of its own: uvloop, which the service uses, reports failed connections otherwise than asyncio."""

    async def body() -> None:
        async with through_proxy(address, **options) as (store, proxy):
            await scenario(store, proxy)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop if loop == "uvloop" else None) as runner:
        runner.run(body())


def read_all(store: Store, number: int = POOL) -> Awaitable[list[object]]:
    return asyncio.gather(*(store.read(WORK, {}) for _ in range(number)))


async def answers(store: Store) -> bool:
    """Whether Neo4j is back. The first calls refuse, and begin a probe."""
    try:
        return await store.read(WORK, {}) == SUM
    except StoreUnavailable:
        return False


LOOPS: Final = pytest.mark.parametrize("loop", ["uvloop", "asyncio"])


@LOOPS
def test_connections_reset_while_idle_cost_no_request(neo4j: Address, loop: str) -> None:
    async def scenario(store: Store, proxy: Proxy) -> None:
        for _ in range(rounds(5, 10)):
            assert await read_all(store) == [SUM] * POOL
            proxy.reset()
            await asyncio.sleep(0.05)  # the reset reaches the loop before the next statement
        assert await read_all(store, 2 * POOL) == [SUM] * 2 * POOL

    run(neo4j, scenario, loop)


@LOOPS
def test_connections_reset_under_statements_leave_no_slot_in_use(neo4j: Address, loop: str) -> None:
    async def scenario(store: Store, proxy: Proxy) -> None:
        for _ in range(rounds(5, 10)):
            busy = asyncio.gather(*(store.read(WORK, {}) for _ in range(3 * POOL)), return_exceptions=True)
            await asyncio.sleep(0.02)
            proxy.reset()
            for answer in await busy:
                assert answer == SUM or isinstance(answer, StoreUnavailable)
        # Each slot that was lost would be missing here.
        assert await read_all(store, 3 * POOL) == [SUM] * 3 * POOL

    run(neo4j, scenario, loop)


@LOOPS
def test_a_connection_that_a_firewall_forgot_costs_no_request(
    neo4j: Address, loop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "IDLE_SECONDS", 0.05)
    monkeypatch.setattr(store_module, "ACQUISITION_SHARE", 0.05)

    async def scenario(store: Store, proxy: Proxy) -> None:
        await read_all(store)
        proxy.drop()
        await asyncio.sleep(0.1)  # idle for longer than IDLE_SECONDS
        assert await store.read(WORK, {}) == SUM
        assert await read_all(store, 2 * POOL) == [SUM] * 2 * POOL

    run(neo4j, scenario, loop)


@LOOPS
def test_a_write_on_a_reset_connection_is_stored_once(neo4j: Address, loop: str) -> None:
    async def scenario(store: Store, proxy: Proxy) -> None:
        for number in range(3):
            await read_all(store)
            proxy.reset()
            await asyncio.sleep(0.05)
            assert await store.write(MARK, {"id": number}) == number
            assert await store.read(COUNT, {"id": number}) == 1
        await store.write(REMOVE, {})

    run(neo4j, scenario, loop)


@LOOPS
def test_a_lost_answer_to_a_commit_says_that_the_outcome_is_unknown(neo4j: Address, loop: str) -> None:
    async def scenario(store: Store, proxy: Proxy) -> None:
        async def work(transaction: Transaction) -> None:
            await transaction.run(MARK, {"id": "committed"})
            proxy.delay = 60
            asyncio.get_running_loop().call_later(0.5, proxy.reset)

        with pytest.raises(StoreUnavailable, match=r"may be stored or not.*idempotencyKey"):
            await store.transact(work)
        proxy.delay = 0
        assert await store.read(COUNT, {"id": "committed"}) == 1
        await store.write(REMOVE, {})

    run(neo4j, scenario, loop)


@LOOPS
def test_a_neo4j_that_is_away_is_used_again_when_it_is_back(neo4j: Address, loop: str) -> None:
    async def scenario(store: Store, proxy: Proxy) -> None:
        await read_all(store)
        proxy.refuses = True
        proxy.reset()
        for _ in range(2):
            with pytest.raises((StoreUnavailable, StoreTimeout)):
                await store.read(WORK, {})
        proxy.refuses = False
        async with asyncio.timeout(60):
            while not await answers(store):  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0.1)
        assert await read_all(store, 2 * POOL) == [SUM] * 2 * POOL

    run(neo4j, scenario, loop, timeout=3)
