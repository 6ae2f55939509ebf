"""Papers within the topics above theirs: `(:Paper)-[:WITHIN]->(:Topic)`, derived from `ABOUT` and `BROADER`.

A paper is `WITHIN` each topic above one that it is `ABOUT`, once, and not where it is `ABOUT` that topic itself. So
`[:ABOUT|WITHIN]` reaches each paper of a topic and of all topics below it once, and their number is a degree.

Whatever changes what a paper is about gives the paper the label `Unplaced` in the same transaction, and whatever
changes what is above a topic gives it to that topic and to all below it. `refresh` derives the edges of both in bounded
transactions, so that it can be ended at any time and continues later; the topics whose papers change become `Stale`
(`graphdb.denormalized`). Circles in `BROADER` end where they began: no path takes one edge twice.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from graphdb import denormalized
from graphdb.cypher import Cypher, cypher
from graphdb.store import Store

#: Papers in one transaction.
BATCH: Final = 5_000
#: Papers that are marked in one transaction, which costs less.
MARKED: Final = 20_000
#: Seconds that one transaction may take.
LIMIT: Final = 120.0

COUNT: Final = cypher("RETURN COUNT { (:Unplaced) }")
#: Topics that are moved, each with its number of papers.
UNPLACED: Final = cypher("MATCH (t:Topic&Unplaced) RETURN collect([t.id, COUNT { (t)<-[:ABOUT]-() }])")
#: The papers of moved topics are placed again. A topic keeps its label until all its papers have it.
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
#: Two services that place the same papers at once would make their edges twice: they wait for each other here.
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
  WHERE EXISTS { (p)-[:ABOUT]->(above) } OR NOT EXISTS { (p)-[:ABOUT]->()-[:BROADER]->+(above) }
  DELETE edge
  WITH DISTINCT above
  SET above:Stale
}
CALL (papers) {
  UNWIND papers AS p
  MATCH (p)-[:ABOUT]->(topic)
  WITH topic, collect(p) AS about
  MATCH (topic)-[:BROADER]->+(above)
  UNWIND about AS p
  WITH DISTINCT p, above
  WHERE NOT EXISTS { (p)-[:ABOUT|WITHIN]->(above) }
  CREATE (p)-[:WITHIN]->(above)
  WITH DISTINCT above
  SET above:Stale
}
RETURN size(papers)""")
#: For graphs that were written before there were such edges.
EVERY: Final = cypher("MATCH (t:Topic) WHERE EXISTS { (t)-[:BROADER]->() } SET t:Unplaced RETURN count(t)")


async def unplaced(store: Store) -> int:
    """How many papers and topics wait to be placed."""
    return await store.read(COUNT, {})


async def refresh(store: Store, progress: Callable[[int], None]) -> int:
    """Place every paper that waits for it; how many there were. `progress` receives each batch's number of papers."""
    for ids in _batches(await store.read(UNPLACED, {}, within=LIMIT)):
        await _repeated(store, MARK, {"ids": ids, "limit": MARKED}, lambda _: None)
    return await _repeated(store, SET_AREA, {"limit": BATCH}, progress)


async def migrate(store: Store) -> None:
    """Place all papers of a graph that has no such edges yet, and count them."""
    await store.write(EVERY, {}, within=LIMIT)
    await refresh(store, lambda _: None)
    await denormalized.refresh(store, lambda _: None)


async def _repeated(
    store: Store, statement: Cypher, parameters: dict[str, object], progress: Callable[[int], None]
) -> int:
    """Run the statement until it has nothing to do; how much there was."""
    done = 0
    while count := await store.write(statement, parameters, within=LIMIT):
        done += count
        progress(count)
    return done


def _batches(moved: Sequence[tuple[str, int]]) -> Iterator[list[str]]:
    """The topics in groups of no more than `MARKED` papers; one of more stands alone."""
    group: list[str] = []
    size = 0
    for topic, papers in moved:
        if group and size + papers > MARKED:
            yield group
            group, size = [], 0
        group.append(topic)
        size += papers
    if group:
        yield group
