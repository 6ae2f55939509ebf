"""The store against a real Neo4j: values, limits, retries, what it says when it fails."""

import pytest

from errors import StoreError, StoreTimeout
from graphdb.cypher import cypher
from graphdb.store import Store


async def test_read_answers_the_value_of_the_record(store: Store) -> None:
    assert await store.read(cypher("RETURN [1, {a: $a}]"), {"a": "x"}) == [1, {"a": "x"}]
    assert await store.read(cypher("UNWIND [] AS x RETURN x"), {}) is None


async def test_what_was_written_is_read(empty_store: Store) -> None:
    count = await empty_store.write(
        cypher("UNWIND $ids AS id CREATE (:Thing {id: id}) RETURN count(*)"), {"ids": [1, 2]}
    )
    assert count == 2
    assert await empty_store.read(cypher("MATCH (n:Thing) RETURN collect(n.id)"), {}) == [1, 2]


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match=r"[Ww]rit"):
        await store.read(cypher("CREATE (:Thing) RETURN 1"), {})


async def test_a_long_statement_ends_at_its_limit(store: Store) -> None:
    endless = cypher("UNWIND range(1, 1000000000) AS x WITH x WHERE x % 2 = 3 RETURN count(x)")
    with pytest.raises(StoreTimeout, match=r"0\.5 s"):
        await store.read(endless, {}, within=0.5)
    with pytest.raises(StoreTimeout, match=r"0\.5 s"):
        await store.write(endless, {}, within=0.5)
