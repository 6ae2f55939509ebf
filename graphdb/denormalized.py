"""Derived properties: counts and first papers of a list, kept on the node so that no ordered list reads all edges.

Whoever changes edges gives the nodes at their ends the label `Stale` in the same transaction; `refresh` recomputes
these and what depends on them, each batch one transaction, so that it can be ended at any time and goes on later.

- Paper: `citations`, how many papers cite it. All other research kinds and awards: `papers`, how many; Institution:
  `authors`; Author and Institution: `citations`, the sum over their papers.
  A topic's papers are those about it or about a topic below it (`graphdb.rollup`); a publisher's are those of its
  venues, and of the publishers that are part of it.
- `top`, on nodes with more than `CROWDED` such papers: the ids of the `TOP` with most citations, then the greatest id,
  of the papers that cite a Paper, of the papers of any other.
- `topAuthors`, `topAuthorPapers` and `authorCount`, on topics with more than `CROWDED` papers: the ids of the `TOP`
  authors of most of them, then the greatest id; how many each wrote; and how many authors there are. Whoever changes
  the bylines of a topic's papers makes it stale.

A paper whose number of citations has changed moves in the lists of all that it belongs to: its authors, institutions,
topics and venue, and the papers that it cites. These become stale in turn, papers with the label `Reordered`, because
their own number of citations is right.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.store import Store

#: Nodes with at most this many papers have no list: reading their edges is as fast.
CROWDED: Final = 100
#: How many papers a list holds.
TOP: Final = 200
#: Nodes in one transaction. Of topics, fewer: each reads all its papers and their bylines.
BATCH: Final = 2_000
TOPICS_BATCH: Final = 100
#: Seconds that one transaction may take: a node of a million papers reads them all.
LIMIT: Final = 300.0

COUNT: Final = cypher("RETURN COUNT { (:Stale) } + COUNT { (:Reordered) }")
PAPERS: Final = cypher("""\
MATCH (p:Paper&Stale)
WITH p LIMIT $limit
REMOVE p:Stale
WITH p, COUNT { (p)<-[:CITES]-() } AS citations
FOREACH (_ IN CASE WHEN citations > $crowded OR p.top IS NOT NULL THEN [1] ELSE [] END | SET p:Reordered)
WITH p, citations, p.citations IS NULL OR p.citations <> citations AS moved
SET p.citations = citations
WITH count(*) AS seen, collect(CASE WHEN moved THEN p END) AS moving
CALL (moving) {
  UNWIND moving AS p
  MATCH (p)<-[:AUTHORED]-(author)
  SET author:Stale
}
CALL (moving) {
  UNWIND moving AS p
  MATCH (p)-[:FROM]->(institution)
  SET institution:Stale
}
CALL (moving) {
  UNWIND moving AS p
  MATCH (p)-[:ABOUT|WITHIN|PUBLISHED_IN|FUNDED_BY|SUPPORTED_BY]->(far)
  WITH DISTINCT far
  WHERE far.papers > $crowded
  SET far:Stale
}
CALL (moving) {
  UNWIND moving AS p
  MATCH (p)-[:PUBLISHED_IN]->()-[:PUBLISHED_BY]->(far)
  WITH DISTINCT far
  WHERE far.papers > $crowded
  SET far:Stale
}
CALL (moving) {
  UNWIND moving AS p
  MATCH (p)-[:CITES]->(cited)
  WITH DISTINCT cited
  WHERE COUNT { (cited)<-[:CITES]-() } > $crowded
  SET cited:Reordered
}
RETURN seen""")
_TOP: Final = cypher("""\
n.top = CASE WHEN papers > $crowded
    THEN COLLECT { MATCH {p} RETURN p.id ORDER BY p.citations DESC, p.id DESC LIMIT $top } END
""")
REORDERED: Final = cypher("""\
MATCH (n:Paper&Reordered)
WITH n LIMIT $limit
REMOVE n:Reordered
WITH n, n.citations AS papers
SET """) + _TOP.fill(p=cypher("(n)<-[:CITES]-(p)")) + cypher("RETURN count(*)")  # fmt: skip
_BEGIN: Final = cypher("""\
MATCH (n:{label}&Stale)
WITH n LIMIT $limit
REMOVE n:Stale
{r}WITH n, COUNT { {p} } AS papers
SET n.papers = papers, """)
_NOTHING: Final = cypher("")
_SUM: Final = cypher(" n.citations = COLLECT { MATCH {p} RETURN sum(p.citations) }[0],\n")
#: The authors of most papers of a topic, and how many authors there are.
_AUTHORS: Final = cypher("""\
WITH n, papers
CALL (n, papers) {
  MATCH (n)<-[:ABOUT|WITHIN]-()<-[:AUTHORED]-(author)
  WHERE papers > $crowded
  WITH author, count(*) AS written
  ORDER BY written DESC, author.id DESC LIMIT $top
  RETURN collect(author.id) AS authors, collect(written) AS written
}
SET n.topAuthors = CASE WHEN papers > $crowded THEN authors END,
    n.topAuthorPapers = CASE WHEN papers > $crowded THEN written END,
    n.authorCount = CASE WHEN papers > $crowded THEN COUNT {
      MATCH (n)<-[:ABOUT|WITHIN]-()<-[:AUTHORED]-(author) WHERE papers > $crowded RETURN DISTINCT author } END
""")
_END: Final = cypher("RETURN count(*)")


def _statement(
    label: Cypher,
    papers: Cypher,
    near: Cypher,
    *more: Cypher,
    marks: Cypher = _NOTHING,
    after: Cypher = _NOTHING,
) -> Cypher:
    """The statement for one label: `papers` is the pattern of its papers, `near` the same with no name. `marks` sets
    the label `Stale` on other nodes that depend on these; `after` follows what is set."""
    begin = _BEGIN.fill(label=label, p=near, r=marks)
    parts = (begin, *(piece.fill(p=papers) for piece in (*more, _TOP)), after, _END)
    return join("", parts)


OTHERS: Final = (
    _statement(cypher("Author"), cypher("(n)-[:AUTHORED]->(p)"), cypher("(n)-[:AUTHORED]->()"), _SUM),
    _statement(
        cypher("Institution"), cypher("(n)<-[:FROM]-(p)"), cypher("(n)<-[:FROM]-()"),
        _SUM, cypher(" n.authors = COUNT { (n)<-[:AFFILIATED_WITH]-() },\n"),
    ),
    _statement(
        cypher("Venue"), cypher("(n)<-[:PUBLISHED_IN]-(p)"), cypher("(n)<-[:PUBLISHED_IN]-()"),
        marks=cypher(
            "FOREACH (far IN COLLECT { MATCH (n)-[:PUBLISHED_BY]->(far) RETURN far } | SET far:Stale)\n"
        ),
    ),
    _statement(cypher("Funder"), cypher("(n)<-[:FUNDED_BY]-(p)"), cypher("(n)<-[:FUNDED_BY]-()")),
    _statement(cypher("Award"), cypher("(n)<-[:SUPPORTED_BY]-(p)"), cypher("(n)<-[:SUPPORTED_BY]-()")),
)  # fmt: skip
TOPICS: Final = _statement(
    cypher("Topic"), cypher("(n)<-[:ABOUT|WITHIN]-(p)"), cypher("(n)<-[:ABOUT|WITHIN]-()"), after=_AUTHORS
)
#: Topics of graphs that were written before topics had lists of authors.
UNLISTED: Final = cypher("""\
MATCH (t:Topic)
WHERE COUNT { (t)<-[:ABOUT|WITHIN]-() } > $crowded AND t.topAuthors IS NULL AND NOT t:Stale
WITH t LIMIT $limit
SET t:Stale
RETURN count(*)""")
#: The publishers above one that is stale.
ABOVE: Final = cypher("""\
MATCH (:Publisher&Stale)-[:PART_OF]->+(n)
WHERE NOT n:Stale
WITH DISTINCT n LIMIT $limit
SET n:Stale
RETURN count(*)""")
PUBLISHERS: Final = _statement(
    cypher("Publisher"),
    cypher("(n)<-[:PART_OF]-*()<-[:PUBLISHED_BY]-()<-[:PUBLISHED_IN]-(p)"),
    cypher("(n)<-[:PART_OF]-*()<-[:PUBLISHED_BY]-()<-[:PUBLISHED_IN]-()"),
)
#: What works alone name, and no longer do: no record describes it, and nothing of the graph leads to it. People of
#: bylines (`author:…`) go with the last byline, also where a record describes them.
_ORPHANS: Final = cypher("""\
MATCH (n:{label}&Stale)
WHERE (n.id STARTS WITH 'author:' OR n.source IS NULL AND n.sources IS NULL)
  AND COUNT { (n)--() } = COUNT { (n)-[:{r}]->() }
WITH n LIMIT $limit
FOREACH (far IN COLLECT { MATCH (n)-[:{r}]->(far) RETURN far } | SET far:Stale)
FOREACH (alias IN COLLECT { MATCH (alias:Alias {of: n.id}) WHERE alias.id STARTS WITH 'issn:' RETURN alias } |
  DELETE alias)
DETACH DELETE n
RETURN count(*)""")
#: Each before what it belongs to: authors before institutions, venues before publishers, awards before funders.
ORPHANS: Final = tuple(
    _ORPHANS.fill(label=label, r=up)
    for label, up in (
        (cypher("Author"), cypher("AFFILIATED_WITH")), (cypher("Institution"), cypher("AFFILIATED_WITH")),
        (cypher("Topic"), cypher("BROADER")), (cypher("Venue"), cypher("PUBLISHED_BY")),
        (cypher("Award"), cypher("GRANTED_BY")), (cypher("Funder"), cypher("GRANTED_BY")),
        (cypher("Publisher"), cypher("PART_OF")),
    )
)  # fmt: skip


async def count_stale(store: Store) -> int:
    """How many nodes wait to be refreshed."""
    return await store.read(COUNT, {})


async def refresh(store: Store, progress: Callable[[int], None]) -> int:
    """Bring every stale node up to date; how many there were. `progress` hears of each batch's number of nodes."""
    # Papers first, because the others sum up their citations; orphans before they are counted.
    before = await _refreshed(store, progress, PAPERS, *ORPHANS)
    # From here on each statement writes to nodes that no other one touches.
    others = (_refreshed(store, progress, statement) for statement in (*OTHERS, REORDERED))
    after = await asyncio.gather(*others, _refreshed(store, progress, TOPICS, limit=TOPICS_BATCH))
    # A publisher's papers are those of its venues.
    last = await _refreshed(store, progress, ABOVE, PUBLISHERS)
    return before + sum(after) + last


async def migrate(store: Store) -> None:
    """List the authors of the topics of a graph that has no such lists yet."""
    await _refreshed(store, lambda _: None, UNLISTED)
    await refresh(store, lambda _: None)


async def _refreshed(store: Store, progress: Callable[[int], None], *statements: Cypher, limit: int = BATCH) -> int:
    """Run each statement until it finds nothing more, one after another; how many nodes there were."""
    done = 0
    for statement in statements:
        while count := await store.write(statement, {"limit": limit, "crowded": CROWDED, "top": TOP}, within=LIMIT):
            done += count
            progress(count)
    return done
