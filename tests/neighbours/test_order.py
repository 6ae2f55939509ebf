"""Without an index too, the neighbours of papers follow from the records and not from the order in which these came."""

from typing import Final

import pytest

from citations import neighbours_bounded
from citations.weights import weights
from graphdb.cypher import cypher
from graphdb.denormalized import TOP, refresh
from graphdb.neighbours import MAX_CITING, MAX_EVIDENCE, MAX_OTHERS, MAX_SCANNED, SAMPLED, neighbourhoods
from graphdb.store import Store
from tests.conftest import wipe

#: Beyond every bound: papers around `hub`, which cites and is cited by all of them, with authors and topics in common.
PAPERS: Final = 1_100
MANY: Final = 300
MADE: Final = cypher("""\
CREATE (hub:Paper:Stale {id: 'hub'})
WITH hub
UNWIND CASE WHEN $back THEN range($papers, 1, -1) ELSE range(1, $papers) END AS n
CREATE (p:Paper:Stale {id: 'W' + n})
CREATE (p)-[:CITES]->(hub)
FOREACH (_ IN CASE WHEN n % 3 = 0 THEN [1] ELSE [] END | CREATE (hub)-[:CITES]->(p))
RETURN count(*)""")
AMONG: Final = cypher("""\
UNWIND CASE WHEN $back THEN range($papers, 1, -1) ELSE range(1, $papers) END AS n
MATCH (p:Paper {id: 'W' + n})
UNWIND CASE WHEN $back THEN range(n % 7, 0, -1) ELSE range(0, n % 7) END AS k
MATCH (q:Paper {id: 'W' + toString(1 + (n * (k + 3) + k) % (20 + n % $papers))})
WHERE q <> p
MERGE (p)-[:CITES]->(q)
RETURN count(*)""")
NAMED_BY: Final = cypher("""\
UNWIND CASE WHEN $back THEN range($many, 1, -1) ELSE range(1, $many) END AS n
MERGE (a:Author {id: 'A' + toString(n % 120)}) SET a:Stale
MERGE (t:Topic {id: 'T' + toString(n % 3)}) SET t:Stale
WITH a, t, n
UNWIND ['hub', 'W1', 'W2', 'W' + n, 'W' + toString(n * 2 + 1)] AS id
MATCH (p:Paper {id: id})
MERGE (a)-[by:AUTHORED]->(p) SET by.position = n % 120 + 1
MERGE (p)-[about:ABOUT]->(t) SET about.score = 0.1 + (n % 3 + size(id)) / 10.0
RETURN count(*)""")
OBSERVED: Final = ("hub", "W1", "W2", "W3", "W300", "W1099")


@pytest.fixture(autouse=True)
def beyond_every_bound() -> None:
    assert PAPERS > MAX_SCANNED > SAMPLED
    assert max(SAMPLED, MAX_CITING, TOP, MAX_OTHERS) < PAPERS / 3
    assert MAX_EVIDENCE < 120


async def loaded(store: Store, *, back: bool) -> None:
    """The records, in this order or the other way round."""
    await wipe(store)
    for statement in (MADE, AMONG, NAMED_BY):
        await store.write(statement, {"back": back, "papers": PAPERS, "many": MANY}, within=60)
    await refresh(store, lambda _: None)


async def told(store: Store) -> object:
    """All neighbours of some papers, with scores and reasons."""
    found = await neighbourhoods(store, OBSERVED)
    return {
        paper: [
            (each.id, each.ticks, [(reason.kind, reason.shared.examples(5)) for reason in each.reasons()])
            for each in neighbours_bounded.rank(paper, near, weights(None)).best(1_000)
        ]
        for paper, near in found.items()
    }


async def test_neighbours_are_the_same_in_whatever_order_the_records_came(empty_store: Store) -> None:
    await loaded(empty_store, back=False)
    forward = await told(empty_store)
    await loaded(empty_store, back=True)
    assert await told(empty_store) == forward
