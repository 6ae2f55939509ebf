"""Bootstrap on a real Neo4j: idempotent, rejects newer graphs, migrates older ones, and creates working indexes."""

import asyncio
from collections.abc import AsyncIterator
from typing import LiteralString, cast

import pytest
import pytest_asyncio
from neo4j import GraphDatabase

from errors import CannotStart, StoreError
from graphdb import migration_lock as locking
from graphdb.bootstrap import bootstrap
from graphdb.cypher import cypher
from graphdb.denormalized import CROWDED
from graphdb.embedded.server import Address
from graphdb.indexes import required
from graphdb.migration_lock import migration_lock
from graphdb.migrations import VERSION
from graphdb.store import Store

SCHEMA = cypher("""\
SHOW INDEXES YIELD id, name, state, labelsOrTypes, properties
RETURN collect([id, name, state, labelsOrTypes, properties])""")
#: A field and a narrower topic with `$papers` papers, and a topic with the first `$few`. A1 wrote these, A2 all.
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
AWAITING = cypher("CALL db.index.fulltext.queryNodes('peergraph_awaited', $query) YIELD node RETURN collect(node.id)")


@pytest_asyncio.fixture
async def empty(empty_store: Store) -> AsyncIterator[Store]:
    yield empty_store
    await bootstrap(empty_store)


async def test_twice_changes_nothing(empty: Store) -> None:
    await bootstrap(empty)
    first = await empty.read(SCHEMA, {})
    await bootstrap(empty)
    assert await empty.read(SCHEMA, {}) == first
    assert {index.name for index in required()} <= {name for _, name, *_ in first}
    assert {state for _, _, state, *_ in first} == {"ONLINE"}


async def test_what_is_missing_is_made_again(empty: Store) -> None:
    await empty.write(cypher("DROP INDEX peergraph_Paper_doi"), {})
    await bootstrap(empty)
    assert "peergraph_Paper_doi" in {name for _, name, *_ in await empty.read(SCHEMA, {})}


async def test_two_services_may_start_at_once(empty: Store) -> None:
    await empty.write(cypher("DROP INDEX peergraph_Paper_doi"), {})
    await empty.write(cypher("DROP CONSTRAINT peergraph_Paper_id"), {})
    await asyncio.gather(*(bootstrap(empty) for _ in range(3)))
    assert {index.name for index in required()} <= {name for _, name, *_ in await empty.read(SCHEMA, {})}


async def test_a_second_node_of_an_id_is_refused(empty: Store) -> None:
    await empty.write(cypher("CREATE (:Paper {id: 'W1'})"), {})
    with pytest.raises(StoreError, match="already exists"):
        await empty.write(cypher("CREATE (:Paper {id: 'W1'})"), {})


async def test_a_newer_graph_is_refused(empty: Store) -> None:
    await empty.write(cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = $v"), {"v": VERSION + 1})
    with pytest.raises(CannotStart, match=f"version {VERSION + 1}"):
        await bootstrap(empty)
    await empty.write(cypher("MATCH (m:Meta {id: 'schema'}) DELETE m"), {})


async def test_a_graph_of_an_older_version_is_brought_up_to_date(empty: Store) -> None:
    kinds = ["ABSTRACT", "ABSTRACT", "ABSTRACT", "ABSTRACT", "SUMMARY"]
    old = cypher("UNWIND range(0, 4) AS i CREATE (:Paper {id: 'W' + i, abstractKind: $kinds[i]})")
    await empty.write(old, {"kinds": kinds})
    await empty.write(cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = 2"), {})
    await bootstrap(empty)
    stored = cypher("MATCH (p:Paper) WITH p ORDER BY p.id RETURN collect(p.abstractKind)")
    assert await empty.read(stored, {}) == ["ORIGINAL"] * 4 + ["SUMMARY"]
    assert await empty.read(cypher("MATCH (m:Meta {id: 'schema'}) RETURN m.version"), {}) == VERSION


async def test_deleted_papers_of_an_older_version_leave_the_lists(empty: Store) -> None:
    old = cypher(
        "CREATE (:Paper {id: 'W8', deletedOn: '2026-01-01'}), (:Deleted {id: 'W8', at: '2026-01-01'}),"
        " (:Deleted {id: 'W9', at: '2026-01-01'}), (:Paper {id: 'W10'})"
    )
    await empty.write(old, {})
    await empty.write(cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = 4"), {})
    await bootstrap(empty)
    ids = cypher("RETURN [COLLECT { MATCH (p:Paper) RETURN p.id }, COLLECT { MATCH (p:DeletedPaper) RETURN p.id }]")
    assert await empty.read(ids, {}) == [["W10"], ["W8"]]


async def test_topics_of_an_older_version_get_their_lists_of_authors(empty: Store) -> None:
    """Version 6 stored such a list only when a topic's papers changed."""
    await empty.write(AREA, {"papers": CROWDED + 1, "few": CROWDED})
    await empty.write(cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = 6"), {})
    await bootstrap(empty)
    ids, written = ["A2", "A1"], [CROWDED + 1, CROWDED]
    assert await empty.read(LISTS, {}) == [
        ["F1", ids, written, 2, ["Topic"]], ["T1", ids, written, 2, ["Topic"]], ["T2", None, None, None, ["Topic"]],
    ]  # fmt: skip
    assert await empty.read(cypher("MATCH (m:Meta {id: 'schema'}) RETURN m.version"), {}) == VERSION


async def test_identities_of_an_older_version_get_the_orcid_that_they_verified(empty: Store) -> None:
    await bootstrap(empty)
    old = cypher("""\
UNWIND $users AS row
CREATE (user:User {id: row.id, handleKey: row.id, orcid: row.orcid})
FOREACH (each IN row.identities |
  CREATE (:Identity {id: each[0] + ' ' + each[1], issuer: each[0], subject: each[1]})-[:OF]->(user)
)""")
    orcid = "https://orcid.org"
    users = [
        {"id": "one", "orcid": "0000-0001", "identities": [["https://uni.example", "1"]]},
        {"id": "two", "orcid": "0000-0002", "identities": [["https://uni.example", "2"], [orcid, "0000-0002"]]},
        {
            "id": "unsure",
            "orcid": "0000-0003",
            "identities": [["https://uni.example", "3"], ["https://b.example", "3"]],
        },
        {"id": "none", "orcid": None, "identities": [["https://uni.example", "4"]]},
    ]
    await empty.write(old, {"users": users})
    await empty.write(cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = 7"), {})
    await bootstrap(empty)
    stored = cypher("MATCH (i:Identity) WHERE i.orcid IS NOT NULL WITH i ORDER BY i.id RETURN collect([i.id, i.orcid])")
    assert await empty.read(stored, {}) == [
        ["https://orcid.org 0000-0002", "0000-0002"], ["https://uni.example 1", "0000-0001"],
    ]  # fmt: skip


async def test_indexes_of_others_are_compared_by_what_they_are(empty: Store) -> None:
    """Names of others are no obstacle, and an equal range index serves under any name."""
    for statement in (
        cypher("DROP INDEX peergraph_search"),
        cypher("CREATE FULLTEXT INDEX search FOR (n:Product) ON EACH [n.title]"),
        cypher("DROP INDEX peergraph_Paper_doi"),
        cypher("CREATE INDEX theirs FOR (n:Paper) ON (n.doi)"),
    ):
        await empty.write(statement, {})
    await bootstrap(empty)
    names = {name for _, name, *_ in await empty.read(SCHEMA, {})}
    assert names >= {"search", "theirs", "peergraph_search"}
    assert "peergraph_Paper_doi" not in names
    await empty.write(cypher("DROP INDEX search"), {})
    await empty.write(cypher("DROP INDEX theirs"), {})


@pytest.mark.parametrize(
    ("dropped", "created", "name"),
    [
        (
            "DROP CONSTRAINT peergraph_Topic_id",
            "CREATE INDEX theirs FOR (n:Topic) ON (n.id)",
            "a uniqueness constraint on :Topic(id)",
        ),
        (
            "DROP INDEX peergraph_awaited",
            "CREATE FULLTEXT INDEX theirs FOR (n:Paper) ON EACH [n.awaits]",
            "the index peergraph_awaited on :Paper(awaits)",
        ),
    ],
)
async def test_an_index_that_prevents_ours_is_one_sentence(
    empty: Store, dropped: LiteralString, created: LiteralString, name: str
) -> None:
    await empty.write(cypher(dropped), {})
    await empty.write(cypher(created), {})
    try:
        with pytest.raises(CannotStart, match=r"^The index theirs on .*`DROP INDEX theirs`") as raised:
            await bootstrap(empty)
        assert name in str(raised.value)
    finally:
        await empty.write(cypher("DROP INDEX theirs"), {})


async def test_a_search_index_of_an_older_model_is_created_again(empty: Store) -> None:
    await empty.write(cypher("DROP INDEX peergraph_search"), {})
    await empty.write(cypher("CREATE FULLTEXT INDEX peergraph_search FOR (n:Paper) ON EACH [n.title]"), {})
    await bootstrap(empty)
    (labels,) = [row[3] for row in await empty.read(SCHEMA, {}) if row[1] == "peergraph_search"]
    assert set(labels) >= {"Paper", "Author"}


async def test_full_text_indexes_of_an_older_version_give_way(empty: Store) -> None:
    for statement in (
        cypher("DROP INDEX peergraph_awaited"),
        cypher("DROP INDEX peergraph_search"),
        cypher("CREATE FULLTEXT INDEX awaited FOR (n:Paper) ON EACH [n.awaits]"),
        cypher("CREATE FULLTEXT INDEX search FOR (n:Paper|Author) ON EACH [n.title, n.name]"),
        cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = 8"),
    ):
        await empty.write(statement, {})
    await bootstrap(empty)
    names = {name for _, name, *_ in await empty.read(SCHEMA, {})}
    assert names >= {"peergraph_awaited", "peergraph_search"}
    assert not names & {"awaited", "search"}


async def test_a_migration_that_was_recorded_is_not_run_again(empty: Store) -> None:
    await empty.write(cypher("CREATE (:Paper {id: 'W1', abstractKind: 'ABSTRACT'})"), {})
    await empty.write(cypher("MERGE (m:Meta {id: 'schema'}) SET m.version = 2, m.migrations = [3, 4, 6, 7]"), {})
    await bootstrap(empty)
    assert await empty.read(cypher("MATCH (p:Paper) RETURN p.abstractKind"), {}) == "ABSTRACT"
    stored = cypher("MATCH (m:Meta {id: 'schema'}) RETURN [m.version, m.migrations]")
    assert await empty.read(stored, {}) == [VERSION, None]


async def test_one_service_at_a_time_migrates(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "ATTEMPT_SECONDS", 0.01)
    entered: list[int] = []
    inside = 0

    async def enter(number: int) -> None:
        nonlocal inside
        async with migration_lock(empty):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0.02)
            inside -= 1
            entered.append(number)

    await asyncio.gather(*(enter(number) for number in range(4)))
    assert sorted(entered) == [0, 1, 2, 3]


async def test_the_lock_of_a_service_that_was_killed_expires(empty: Store) -> None:
    gone = cypher("MERGE (lock:Meta {id: 'migration'}) SET lock.holder = 'gone', lock.until = timestamp() - 1")
    await empty.write(gone, {})
    async with migration_lock(empty):
        pass
    assert await empty.read(cypher("MATCH (lock:Meta {id: 'migration'}) RETURN lock.holder"), {}) is None


async def test_awaited_identifiers_find_their_papers(empty: Store) -> None:
    rows = [["W1", ["W123", "doi:10.1/A-b"]], ["W2", ["W456"]], ["W3", ["W1234"]]]
    await empty.write(cypher("UNWIND $rows AS row CREATE (:Paper {id: row[0], awaits: row[1]})"), {"rows": rows})
    assert sorted(await empty.read(AWAITING, {"query": "W123 OR W456"})) == ["W1", "W2"]
    assert await empty.read(AWAITING, {"query": '"doi:10.1/A-b"'}) == ["W1"]
    await empty.write(cypher("MATCH (n:Paper {id: 'W1'}) REMOVE n.awaits"), {})
    assert await empty.read(AWAITING, {"query": "W123 OR W456"}) == ["W2"]


@pytest.mark.parametrize("condition", ["IS NOT NULL", "<= 7 AND (n.citations < 7 OR n.id < 'W5')"])
async def test_the_most_cited_are_read_in_order(empty: Store, neo4j: Address, condition: LiteralString) -> None:
    await empty.write(cypher("UNWIND range(1, 9999) AS i CREATE (:Paper {id: 'W' + i, citations: i % 99})"), {})
    await empty.read(cypher("CALL db.prepareForReplanning(60)"), {})
    order = "WITH n ORDER BY n.citations DESC, n.id DESC LIMIT 9 RETURN n.id"
    with GraphDatabase.driver(neo4j.uri, auth=neo4j.auth) as driver:  # pyright: ignore[reportUnknownMemberType]
        answer = driver.execute_query(
            f"EXPLAIN MATCH (n:Paper) WHERE n.id IS NOT NULL AND n.citations {condition} {order}"
        )
    plan = str(cast("object", answer.summary.plan))
    assert "n:Paper(citations, id)" in plan
    assert "Top" not in plan
    assert "Sort" not in plan
