"""Derived properties: counts and top papers, stored on nodes so that ordered lists do not read all edges.

A write that changes edges labels the nodes at their ends `Stale` in the same transaction. `refresh` recomputes these
and the nodes that depend on them, one transaction per batch, so that it can be ended at any time and continues later.

- Paper: `citations`, the number of citing papers. Other research kinds and awards: `papers`, the number of papers;
  Institution: `authors`; Author and Institution: `citations`, the sum over their papers. The papers of a topic are
  those about it or about a narrower topic (`graphdb.topic_rollup`); those of a publisher are the papers of its venues
  and of its child publishers.
- `top`, on nodes with more than `CROWDED` papers: the ids of the `TOP` most cited papers, ties by descending id. On a
  Paper these are its citing papers.
- `topAuthors`, `topAuthorPapers` and `authorCount`, on topics with more than `CROWDED` papers: the ids of the `TOP`
  authors with most of these papers, ties by descending id; the number of papers of each; and the number of all authors.
  A write that changes the bylines of a topic's papers labels the topic `Stale`.

When the number of citations of a paper changes, its position changes in the lists of its authors, institutions, topics
and venue, and of the papers that it cites. These are labelled in turn: nodes `Stale`, papers `Reordered`, because their
numbers of citations are still correct.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.store import Store

#: Nodes with at most this many papers have no list, because reading their edges is as fast.
CROWDED: Final = 100
#: Number of papers or authors in a list.
TOP: Final = 200
#: Nodes in one transaction; fewer topics, because each reads all its papers and their bylines.
BATCH: Final = 2_000
TOPICS_BATCH: Final = 100
#: Time limit of one transaction, in seconds: a node with a million papers reads all of them.
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
#: The authors with most papers of a topic, and the number of its authors.
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
    """The statement for one label: `papers` is the pattern of its papers, `near` the same without a variable. `marks`
    labels other nodes that depend on these `Stale`; `after` follows the `SET` clause."""
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
#: Topics in graphs of versions without lists of authors.
UNLISTED: Final = cypher("""\
MATCH (t:Topic)
WHERE COUNT { (t)<-[:ABOUT|WITHIN]-() } > $crowded AND t.topAuthors IS NULL AND NOT t:Stale
WITH t LIMIT $limit
SET t:Stale
RETURN count(*)""")
#: The parents of stale publishers.
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
#: Deletes nodes that only works named, and no longer do: no record describes them, and no other node has an edge to
#: them. Authors without record (`author:…`) are deleted with their last byline, even if a source describes them.
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
#: Children before parents: authors before institutions, venues before publishers, awards before funders.
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
    """The number of nodes whose derived properties are outdated."""
    return await store.read(COUNT, {})


async def refresh(store: Store, progress: Callable[[int], None]) -> int:
    """Recomputes all stale nodes and returns their number. `progress` receives that of each batch."""
    # Papers first, because other nodes sum their citations; then orphans, so that they are not counted.
    first = await _run_until_done(store, progress, PAPERS, *ORPHANS)
    # The following statements write to disjoint sets of nodes, so they run concurrently.
    others = (_run_until_done(store, progress, statement) for statement in (*OTHERS, REORDERED))
    second = await asyncio.gather(*others, _run_until_done(store, progress, TOPICS, limit=TOPICS_BATCH))
    # Publishers last, because their papers are those of their venues.
    last = await _run_until_done(store, progress, ABOVE, PUBLISHERS)
    return first + sum(second) + last


async def migrate(store: Store) -> None:
    """Adds the lists of authors to the topics of a graph without them."""
    await _run_until_done(store, lambda _: None, UNLISTED)
    await refresh(store, lambda _: None)


async def _run_until_done(
    store: Store, progress: Callable[[int], None], *statements: Cypher, limit: int = BATCH
) -> int:
    """Runs the statements in sequence, each until it returns 0; returns the sum of their results."""
    done = 0
    for statement in statements:
        while count := await store.write(statement, {"limit": limit, "crowded": CROWDED, "top": TOP}, within=LIMIT):
            done += count
            progress(count)
    return done
