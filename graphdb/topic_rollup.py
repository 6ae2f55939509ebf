"""Papers within broader topics: `(:Paper)-[:WITHIN]->(:Topic)`, derived from `ABOUT` and `BROADER`.

A paper is `WITHIN` each topic broader than one that it is `ABOUT`, once, unless it is `ABOUT` that topic itself. So
`[:ABOUT|WITHIN]` reaches each paper of a topic and of all narrower topics once, and their number is a degree.

A write that changes `ABOUT` edges labels the paper `Unplaced` in the same transaction; a write that changes `BROADER`
edges labels the topic and all narrower topics. `refresh` derives the edges of both in bounded transactions, so that it
can be ended at any time and continues later; topics whose papers change become `Stale` (`graphdb.denormalized`). Cycles
in `BROADER` are no problem, because no path contains an edge twice.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from graphdb import denormalized
from graphdb.cypher import Cypher, cypher
from graphdb.store import Store

#: Papers in one transaction.
BATCH: Final = 5_000
#: Papers that are labelled in one transaction; labelling is cheaper.
MARKED: Final = 20_000
#: Time limit of one transaction, in seconds.
LIMIT: Final = 120.0

COUNT: Final = cypher("RETURN COUNT { (:Unplaced) }")
#: Topics whose broader topics changed, each with its number of papers.
UNPLACED: Final = cypher("MATCH (t:Topic&Unplaced) RETURN collect([t.id, COUNT { (t)<-[:ABOUT]-() }])")
#: Labels the papers of these topics. A topic keeps its label until all its papers have it.
MARK: Final = cypher("""\
UNWIND $ids AS id
MATCH (t:Topic {id: id})
CALL (t) {
  MATCH (t)<-[:ABOUT]-(p)
  WHERE NOT p:Unplaced
  WITH p LIMIT $limit
  SET p:Unplaced
  RETURN count(*) AS marked
}
FOREACH (_ IN CASE WHEN marked < $limit THEN [1] ELSE [] END | REMOVE t:Unplaced)
RETURN sum(marked)""")
#: The first lines lock: two services that derive edges of the same papers concurrently would create them twice. The
#: edges of a paper are read once and compared as lists: a pattern between the paper and a topic reads all of them for
#: each topic. `BROADER` is followed upwards, because a broad topic has thousands below it.
SET_AREA: Final = cypher("""\
MERGE (turn:Meta {id: 'rollup'})
SET turn.at = timestamp()
WITH turn
MATCH (p:Paper&Unplaced)
WITH p LIMIT $limit
REMOVE p:Unplaced
WITH collect(p) AS papers
CALL (papers) {
  UNWIND papers AS p
  MATCH (p)-[edge:WITHIN]->(above)
  WITH p, collect([edge, above]) AS pairs
  WITH pairs, COLLECT { MATCH (p)-[:ABOUT]->(topic) RETURN topic } AS about,
    COLLECT { MATCH (p)-[:ABOUT]->()-[:BROADER]->+(above) RETURN DISTINCT above } AS reached
  UNWIND pairs AS pair
  WITH pair[0] AS edge, pair[1] AS above, about, reached
  WHERE above IN about OR NOT above IN reached
  DELETE edge
  WITH DISTINCT above
  SET above:Stale
}
CALL (papers) {
  UNWIND papers AS p
  MATCH (p)-[edge:ABOUT|WITHIN]->(topic)
  WITH p, collect(topic) AS present, collect(CASE WHEN type(edge) = 'ABOUT' THEN topic END) AS about
  UNWIND about AS topic
  WITH topic, collect([p, present]) AS pairs
  MATCH (topic)-[:BROADER]->+(above)
  UNWIND pairs AS pair
  WITH pair[0] AS p, pair[1] AS present, above
  WHERE NOT above IN present
  WITH DISTINCT p, above
  CREATE (p)-[:WITHIN]->(above)
  WITH DISTINCT above
  SET above:Stale
}
RETURN size(papers)""")
#: For graphs of versions without these edges.
EVERY: Final = cypher("MATCH (t:Topic) WHERE EXISTS { (t)-[:BROADER]->() } SET t:Unplaced RETURN count(t)")


async def unplaced(store: Store) -> int:
    """The number of papers and topics whose edges are outdated."""
    return await store.read(COUNT, {})


async def refresh(store: Store, progress: Callable[[int], None]) -> int:
    """Derives the edges of all `Unplaced` papers and returns their number. `progress` receives that of each batch."""
    for ids in _batches(await store.read(UNPLACED, {}, within=LIMIT)):
        await _run_until_done(store, MARK, {"ids": ids, "limit": MARKED}, lambda _: None)
    return await _run_until_done(store, SET_AREA, {"limit": BATCH}, progress)


async def migrate(store: Store) -> None:
    """Derives the edges in a graph without them, and the counts that depend on them."""
    await store.write(EVERY, {}, within=LIMIT)
    await refresh(store, lambda _: None)
    await denormalized.refresh(store, lambda _: None)


async def _run_until_done(
    store: Store, statement: Cypher, parameters: dict[str, object], progress: Callable[[int], None]
) -> int:
    """Runs the statement until it returns 0; returns the sum of its results."""
    done = 0
    while count := await store.write(statement, parameters, within=LIMIT):
        done += count
        progress(count)
    return done


def _batches(topics: Sequence[tuple[str, int]]) -> Iterator[list[str]]:
    """Groups topics so that each group has at most `MARKED` papers, or is a single topic."""
    group: list[str] = []
    size = 0
    for topic, papers in topics:
        if group and size + papers > MARKED:
            yield group
            group, size = [], 0
        group.append(topic)
        size += papers
    if group:
        yield group
