"""Bootstrap on a real Neo4j: made once, unchanged by a second run, refused on a newer graph, indexes that work."""

import asyncio
from collections.abc import AsyncIterator
from typing import LiteralString, cast

import pytest
import pytest_asyncio
from neo4j import GraphDatabase

from errors import CannotStart, StoreError
from graphdb.bootstrap import VERSION, bootstrap, required_indexes
from graphdb.cypher import cypher
from graphdb.denormalized import CROWDED
from graphdb.embedded.server import Address
from graphdb.store import Store

SCHEMA = cypher("""\
SHOW INDEXES YIELD id, name, state, labelsOrTypes, properties
RETURN collect([id, name, state, labelsOrTypes, properties])""")
#: A field and a topic below it with so many papers, and another topic with fewer. A1 wrote these, A2 all.
AREA = cypher("""\
CREATE (topic:Topic {id: 'T1', papers: $papers}), (field:Topic {id: 'F1', papers: $papers}),
  (topic)-[:BROADER]->(field), (small:Topic {id: 'T2', papers: $few}), (a:Author {id: 'A1'}), (b:Author {id: 'A2'})
WITH *
UNWIND range(1, $papers) AS number
CREATE (p:Paper {id: 'W' + number, citations: 0}), (p)-[:ABOUT]->(topic), (p)-[:WITHIN]->(field), (b)-[:AUTHORED]->(p)
FOREACH (_ IN CASE WHEN number <= $few THEN [1] ELSE [] END |
  CREATE (p)-[:ABOUT]->(small), (a)-[:AUTHORED]->(p))
RETURN count(*)""")
LISTS = cypher("""\
MATCH (t:Topic) WITH t ORDER BY t.id
RETURN collect([t.id, t.topAuthors, t.topAuthorPapers, t.authorCount, labels(t)])""")
AWAITING = cypher("CALL db.index.fulltext.queryNodes('awaited', $query) YIELD node RETURN collect(node.id)")


@pytest_asyncio.fixture
async def bare(empty_store: Store) -> AsyncIterator[Store]:
    yield empty_store
    await bootstrap(empty_store)


async def test_twice_changes_nothing(bare: Store) -> None:
    await bootstrap(bare)
    first = await bare.read(SCHEMA, {})
    await bootstrap(bare)
    assert await bare.read(SCHEMA, {}) == first
    assert set(required_indexes()) <= {name for _, name, *_ in first}
    assert {state for _, _, state, *_ in first} == {"ONLINE"}


async def test_what_is_missing_is_made_again(bare: Store) -> None:
    await bare.write(cypher("DROP INDEX Paper_doi"), {})
    await bootstrap(bare)
    assert "Paper_doi" in {name for _, name, *_ in await bare.read(SCHEMA, {})}


async def test_two_services_may_start_at_once(bare: Store) -> None:
    await bare.write(cypher("DROP INDEX Paper_doi"), {})
    await bare.write(cypher("DROP CONSTRAINT Paper_id"), {})
    await asyncio.gather(*(bootstrap(bare) for _ in range(3)))
    assert set(required_indexes()) <= {name for _, name, *_ in await bare.read(SCHEMA, {})}


async def test_a_second_node_of_an_id_is_refused(bare: Store) -> None:
    await bare.write(cypher("CREATE (:Paper {id: 'W1'})"), {})
    with pytest.raises(StoreError, match="already exists"):
        await bare.write(cypher("CREATE (:Paper {id: 'W1'})"), {})


async def test_a_newer_graph_is_refused(bare: Store) -> None:
    await bare.write(cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = $v"), {"v": VERSION + 1})
    with pytest.raises(CannotStart, match=f"version {VERSION + 1}"):
        await bootstrap(bare)
    await bare.write(cypher("MATCH (m:Meta {id: 'schema'}) DELETE m"), {})


async def test_a_graph_of_an_older_version_is_brought_up_to_date(bare: Store) -> None:
    kinds = ["ABSTRACT", "ABSTRACT", "ABSTRACT", "ABSTRACT", "SUMMARY"]
    old = cypher("UNWIND range(0, 4) AS i CREATE (:Paper {id: 'W' + i, abstractKind: $kinds[i]})")
    await bare.write(old, {"kinds": kinds})
    await bare.write(cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = 2"), {})
    await bootstrap(bare)
    stored = cypher("MATCH (p:Paper) WITH p ORDER BY p.id RETURN collect(p.abstractKind)")
    assert await bare.read(stored, {}) == ["ORIGINAL"] * 4 + ["SUMMARY"]
    assert await bare.read(cypher("MATCH (m:Meta {id: 'schema'}) RETURN m.version"), {}) == VERSION


async def test_deleted_papers_of_an_older_version_leave_the_lists(bare: Store) -> None:
    old = cypher(
        "CREATE (:Paper {id: 'W8', deletedOn: '2026-01-01'}), (:Deleted {id: 'W8', at: '2026-01-01'}),"
        " (:Deleted {id: 'W9', at: '2026-01-01'}), (:Paper {id: 'W10'})"
    )
    await bare.write(old, {})
    await bare.write(cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = 4"), {})
    await bootstrap(bare)
    ids = cypher("RETURN [COLLECT { MATCH (p:Paper) RETURN p.id }, COLLECT { MATCH (p:DeletedPaper) RETURN p.id }]")
    assert await bare.read(ids, {}) == [["W10"], ["W8"]]


async def test_topics_of_an_older_version_get_their_lists_of_authors(bare: Store) -> None:
    """Version 6 stored such a list only when a topic's papers changed."""
    await bare.write(AREA, {"papers": CROWDED + 1, "few": CROWDED})
    await bare.write(cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = 6"), {})
    await bootstrap(bare)
    ids, written = ["A2", "A1"], [CROWDED + 1, CROWDED]
    assert await bare.read(LISTS, {}) == [
        ["F1", ids, written, 2, ["Topic"]], ["T1", ids, written, 2, ["Topic"]], ["T2", None, None, None, ["Topic"]],
    ]  # fmt: skip
    assert await bare.read(cypher("MATCH (m:Meta {id: 'schema'}) RETURN m.version"), {}) == VERSION


async def test_awaited_identifiers_find_their_papers(bare: Store) -> None:
    rows = [["W1", ["W123", "doi:10.1/A-b"]], ["W2", ["W456"]], ["W3", ["W1234"]]]
    await bare.write(cypher("UNWIND $rows AS row CREATE (:Paper {id: row[0], awaits: row[1]})"), {"rows": rows})
    assert sorted(await bare.read(AWAITING, {"query": "W123 OR W456"})) == ["W1", "W2"]
    assert await bare.read(AWAITING, {"query": '"doi:10.1/A-b"'}) == ["W1"]
    await bare.write(cypher("MATCH (n:Paper {id: 'W1'}) REMOVE n.awaits"), {})
    assert await bare.read(AWAITING, {"query": "W123 OR W456"}) == ["W2"]


@pytest.mark.parametrize("condition", ["IS NOT NULL", "<= 7 AND (n.citations < 7 OR n.id < 'W5')"])
async def test_the_most_cited_are_read_in_order(bare: Store, neo4j: Address, condition: LiteralString) -> None:
    await bare.write(cypher("UNWIND range(1, 9999) AS i CREATE (:Paper {id: 'W' + i, citations: i % 99})"), {})
    await bare.read(cypher("CALL db.prepareForReplanning(60)"), {})
    order = "WITH n ORDER BY n.citations DESC, n.id DESC LIMIT 9 RETURN n.id"
    with GraphDatabase.driver(neo4j.uri, auth=neo4j.auth) as driver:  # pyright: ignore[reportUnknownMemberType]
        answer = driver.execute_query(
            f"EXPLAIN MATCH (n:Paper) WHERE n.id IS NOT NULL AND n.citations {condition} {order}"
        )
    plan = str(cast("object", answer.summary.plan))
    assert "n:Paper(citations, id)" in plan
    assert "Top" not in plan
    assert "Sort" not in plan
