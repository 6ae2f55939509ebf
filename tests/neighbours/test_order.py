"""Without an index, too, neighbours depend on the records and not on the order of their import."""

from typing import Final

import pytest

from citations import neighbours_bounded
from citations.ranking import reasons
from citations.weights import weights
from graphdb.cypher import cypher
from graphdb.denormalized import TOP, refresh
from graphdb.neighbours import MAX_CITING, MAX_EVIDENCE, MAX_OTHERS, MAX_SCANNED, SAMPLED, neighbourhoods
from graphdb.store import Store
from tests.conftest import wipe

#: More papers than every bound around `hub`, which cites and is cited by all of them, with shared authors and topics.
PAPERS: Final = 1_100
MANY: Final = 300
CREATE_PAPERS: Final = cypher("""\
CREATE (hub:Paper:Stale {id: 'hub'})
WITH hub
UNWIND CASE WHEN $back THEN range($papers, 1, -1) ELSE range(1, $papers) END AS n
CREATE (p:Paper:Stale {id: 'W' + n})
CREATE (p)-[:CITES]->(hub)
FOREACH (_ IN CASE WHEN n % 3 = 0 THEN [1] ELSE [] END | CREATE (hub)-[:CITES]->(p))
RETURN count(*)""")
CITE_EACH_OTHER: Final = cypher("""\
UNWIND CASE WHEN $back THEN range($papers, 1, -1) ELSE range(1, $papers) END AS n
MATCH (p:Paper {id: 'W' + n})
UNWIND CASE WHEN $back THEN range(n % 7, 0, -1) ELSE range(0, n % 7) END AS k
MATCH (q:Paper {id: 'W' + toString(1 + (n * (k + 3) + k) % (20 + n % $papers))})
WHERE q <> p
MERGE (p)-[:CITES]->(q)
RETURN count(*)""")
CREATE_AUTHORS_AND_TOPICS: Final = cypher("""\
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
    """The records, in this order or in reverse."""
    await wipe(store)
    for statement in (CREATE_PAPERS, CITE_EACH_OTHER, CREATE_AUTHORS_AND_TOPICS):
        await store.write(statement, {"back": back, "papers": PAPERS, "many": MANY}, within=60)
    await refresh(store, lambda _: None)


async def describe(store: Store) -> object:
    """All neighbours of the observed papers, with scores and reasons."""
    neighbours_by_paper = await neighbourhoods(store, OBSERVED)
    ranked = {
        paper: neighbours_bounded.rank(paper, near, weights(None)).best(1_000)
        for paper, near in neighbours_by_paper.items()
    }
    return {
        paper: [
            (each.id, each.ticks, [(reason.kind, reason.shared.examples(5)) for reason in named])
            for each, named in zip(neighbours, reasons(neighbours), strict=True)
        ]
        for paper, neighbours in ranked.items()
    }


async def test_neighbours_do_not_depend_on_the_order_of_records(empty_store: Store) -> None:
    await loaded(empty_store, back=False)
    forward = await describe(empty_store)
    await loaded(empty_store, back=True)
    assert await describe(empty_store) == forward
