"""The cost of a map does not depend on the degree of its centre."""

from collections.abc import Mapping
from typing import Any, Final

import pytest
import pytest_asyncio
from neo4j import AsyncGraphDatabase

from graphdb.cypher import Cypher, cypher
from graphdb.denormalized import refresh
from graphdb.embedded.server import Address
from graphdb.map_slice import SLICE
from graphdb.maps import AROUND, MAX_READ
from graphdb.store import Store

SIZES: Final = (1_000, 10_000)
MADE: Final = cypher("""\
CREATE (hub:Paper:Stale {id: 'W' + $size, title: 'Hub', year: 2000})
CREATE (topic:Topic:Stale {id: 'T' + $size, name: 'Topic'})
CREATE (place:Institution:Stale {id: 'I' + $size, name: 'Place'})
WITH hub, topic, place
UNWIND range(1, $size) AS n
CREATE (p:Paper {id: 'W' + $size + '0' + n, title: 'Citing', year: 2001, citations: n})
CREATE (p)-[:CITES]->(hub)
CREATE (p)-[:ABOUT]->(topic)
CREATE (p)-[:FROM]->(place)
RETURN count(*)""")
NOTHING: Final[Mapping[str, list[str]]] = {
    "papers": [], "authors": [], "institutions": [], "topics": [], "venues": [],
}  # fmt: skip


@pytest_asyncio.fixture(scope="module")
async def hubs(graph: Store) -> Store:
    for size in SIZES:
        await graph.write(MADE, {"size": size}, within=60)
    await refresh(graph, lambda _: None)
    return graph


async def _hits(neo4j: Address, statement: Cypher, parameters: Mapping[str, Any]) -> int:
    """The cost of a statement in database hits."""
    async with AsyncGraphDatabase.driver(neo4j.uri, auth=neo4j.auth) as driver, driver.session() as session:  # pyright: ignore
        result = await session.run(f"PROFILE {statement.text}", {**NOTHING, **parameters})  # pyright: ignore
        profile: dict[str, Any] = (await result.consume()).profile  # pyright: ignore
    return _sum(profile)


def _sum(plan: dict[str, Any]) -> int:
    return int(plan["args"].get("DbHits", 0)) + sum(_sum(child) for child in plan.get("children", ()))


@pytest.mark.parametrize(("kind", "letter"), [("papers", "W"), ("topics", "T"), ("institutions", "I")])
async def test_what_is_around_a_hub_is_not_read_through(hubs: Store, neo4j: Address, kind: str, letter: str) -> None:
    assert hubs.observers == []
    wishes = {"length": 200, "since": None, "until": None, "mostRead": MAX_READ}
    few, many = [await _hits(neo4j, AROUND[False], {kind: [f"{letter}{size}"], **wishes}) for size in SIZES]
    assert few < 3_000
    assert many < 1.2 * few


async def test_years_look_through_the_first_papers_alone(hubs: Store, neo4j: Address) -> None:
    assert hubs.observers == []
    wishes = {"length": 200, "since": 2001, "until": None, "mostRead": 500}
    few, many = [await _hits(neo4j, AROUND[True], {"papers": [f"W{size}"], **wishes}) for size in SIZES]
    assert many < 1.2 * few


async def test_edges_among_nodes_are_read_from_the_side_of_few(hubs: Store, neo4j: Address) -> None:
    assert hubs.observers == []
    few, many = [
        await _hits(
            neo4j,
            SLICE,
            {
                "papers": [f"W{size}", *(f"W{size}0{n}" for n in range(1, 40))],
                "topics": [f"T{size}"],
                "institutions": [f"I{size}"],
            },
        )
        for size in SIZES
    ]
    assert many < 1.2 * few
