"""The store on a real Neo4j: values, limits, retries, errors."""

import asyncio
from collections.abc import Mapping

import pytest

from errors import StoreError, StoreTimeout
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store, Transaction


async def test_read_answers_the_value_of_the_record(store: Store) -> None:
    assert await store.read(cypher("RETURN [1, {a: $a}]"), {"a": "x"}) == [1, {"a": "x"}]
    assert await store.read(cypher("UNWIND [] AS x RETURN x"), {}) is None


async def test_what_was_written_is_read(empty_store: Store) -> None:
    count = await empty_store.write(
        cypher("UNWIND $ids AS id CREATE (:Thing {id: id}) RETURN count(*)"), {"ids": [1, 2]}
    )
    assert count == 2
    ids = await empty_store.read(cypher("MATCH (n:Thing) WITH n ORDER BY n.id RETURN collect(n.id)"), {})
    assert ids == [1, 2]


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match=r"[Ww]rit"):
        await store.read(cypher("CREATE (:Thing) RETURN 1"), {})


async def test_a_long_statement_ends_at_its_limit(store: Store) -> None:
    endless = cypher("UNWIND range(1, 1000000000) AS x WITH x WHERE x % 2 = 3 RETURN count(x)")
    with pytest.raises(StoreTimeout, match=r"0\.5 s"):
        await store.read(endless, {}, within=0.5)
    with pytest.raises(StoreTimeout, match=r"0\.5 s"):
        await store.write(endless, {}, within=0.5)


async def test_writes_that_block_each_other_run_again(empty_store: Store) -> None:
    await empty_store.write(cypher("UNWIND [1, 2] AS id CREATE (:Thing {id: id, hits: 0})"), {})
    both = cypher("""\
UNWIND $order AS id MATCH (n:Thing {id: id}) SET n.hits = n.hits + 1
WITH n CALL (n) { UNWIND range(1, 20000) AS i RETURN count(i) AS pause } RETURN sum(pause)""")
    orders = ([1, 2], [2, 1]) * 10
    await asyncio.gather(*(empty_store.write(both, {"order": order}) for order in orders))
    assert await empty_store.read(cypher("MATCH (n:Thing) RETURN collect(n.hits)"), {}) == [20, 20]


async def test_a_routed_store_reads_what_it_wrote(neo4j: Address, empty_store: Store) -> None:
    async with await Store.open(neo4j.uri.replace("bolt://", "neo4j://"), neo4j.auth) as routed:
        for number in range(20):
            await routed.write(cypher("MERGE (n:Thing {id: 1}) SET n.number = $number"), {"number": number})
            assert await routed.read(cypher("MATCH (n:Thing) RETURN n.number"), {}) == number
    assert await empty_store.read(cypher("MATCH (n:Thing) RETURN count(n)"), {}) == 1


async def test_observers_hear_every_statement(store: Store) -> None:
    statements: list[tuple[str, Mapping[str, object]]] = []

    def observer(text: str, parameters: Mapping[str, object]) -> None:
        statements.append((text, parameters))

    store.observers.append(observer)
    await store.read(cypher("RETURN $x"), {"x": 1})
    store.observers.remove(observer)
    await store.read(cypher("RETURN 2"), {})
    assert statements == [("RETURN $x", {"x": 1})]


async def test_an_error_of_the_work_is_raised_once_and_the_store_stays_available(empty_store: Store) -> None:
    calls = list[str]()

    async def refuse(transaction: Transaction) -> None:
        calls.append(await transaction.run(cypher("CREATE (n:Refused) RETURN 'created'"), {}))
        raise LookupError("This paper is not yours.")

    for _ in range(3):
        with pytest.raises(LookupError, match="not yours"):
            await empty_store.transact(refuse)
    assert calls == ["created"] * 3
    assert await empty_store.read(cypher("RETURN COUNT { (:Refused) }"), {}) == 0
    assert empty_store.breaker.has_answered_within(60)


async def test_the_patience_of_the_store_is_a_factor_of_the_limit_of_reads(neo4j: Address) -> None:
    slow = cypher("UNWIND range(1, $rows) AS x WITH x WHERE x % 2 = 3 RETURN count(x)")
    async with await Store.open(neo4j.uri, neo4j.auth) as store:
        store.patience = 0.02
        with pytest.raises(StoreTimeout):
            await store.read(slow, {"rows": 1_000_000_000})
        store.patience = 50
        assert await store.read(slow, {"rows": 10_000_000}) == 0
