"""The neighbourhood of papers in bounded Cypher: for as long as there is no citation index, and measured against it.

What is rare says most and costs least, so the rarest shared items are followed first: references that few others cite,
citing papers that cite little. A reference that more than `CROWD` papers cite is not followed at all.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from graphdb.cypher import Cypher, cypher, join
from graphdb.store import Store

CROWD: Final = 1_000
#: References and citing papers that are followed.
REFERENCES: Final = 60
CITING: Final = 200
#: Citing papers that are looked at to find those that cite little.
SCANNED: Final = 1_000
#: Edges from which the sum of all of a paper's is reckoned.
SAMPLED: Final = 200
#: Candidates that each way of sharing papers brings in, and each other part.
KEPT: Final = 100
OTHERS: Final = 50
#: Authors, topics, and works of either, that are followed.
NAMED: Final = 50
WORKS: Final = 2_000

_COUPLED: Final = cypher("""\
CALL (p) {
  MATCH (p)-[:CITES]->(r)
  WITH p, r, COUNT { (r)<-[:CITES]-() } AS degree
  WHERE degree <= $crowd
  WITH p, r, degree ORDER BY degree, r.id LIMIT $references
  MATCH (r)<-[:CITES]-(q)
  WHERE q <> p
  WITH q, sum(1 / log(1 + degree)) AS weight, collect(r.id) AS shared
  ORDER BY round(weight, 9) DESC, q.id LIMIT $kept
  RETURN collect([q, weight, shared]) AS coupled
}
""")
_COCITED: Final = cypher("""\
CALL (p) {
  MATCH (p)<-[:CITES]-(c)
  WITH p, c LIMIT $scanned
  WITH p, c, COUNT { (c)-[:CITES]->() } AS degree
  ORDER BY degree, c.id LIMIT $citing
  MATCH (c)-[:CITES]->(q)
  WHERE q <> p
  WITH q, sum(1 / log(1 + degree)) AS weight, collect(c.id) AS shared
  ORDER BY round(weight, 9) DESC, q.id LIMIT $kept
  RETURN collect([q, weight, shared]) AS cocited
}
""")
_OTHERS: Final = cypher("""\
CALL (p) {
  MATCH (p)-[:CITES]->(q)
  WHERE q <> p
  WITH q LIMIT $others
  RETURN collect(q) AS cited
}
CALL (p) {
  MATCH (p)<-[:CITES]-(q)
  WHERE q <> p
  WITH q LIMIT $others
  RETURN collect(q) AS citing
}
CALL (p) {
  MATCH (p)<-[:AUTHORED]-(a)
  WITH p, a LIMIT $named
  MATCH (a)-[:AUTHORED]->(q)
  WHERE q <> p
  WITH q LIMIT $works
  WITH q, count(*) AS shared ORDER BY shared DESC, q.id LIMIT $others
  RETURN collect(q) AS written
}
CALL (p) {
  MATCH (p)-[:ABOUT]->(t)
  WITH p, t ORDER BY COUNT { (t)<-[:ABOUT]-() }, t.id LIMIT $named
  MATCH (t)<-[:ABOUT]-(q)
  WHERE q <> p
  WITH q LIMIT $works
  WITH q, count(*) AS shared ORDER BY shared DESC, q.id LIMIT $others
  RETURN collect(q) AS about
}
""")
#: Of the paper and every candidate: number of references, how many were looked at and their rarities' sum; the same of
#: citations; number of authors and some of their ids; topics with scores; whether the paper cites it, it the paper.
_NEAR: Final = cypher("""\
CALL (p, coupled, cocited, cited, citing, written, about) {
  UNWIND [row IN coupled | row[0]] + [row IN cocited | row[0]] + cited + citing + written + about + [p] AS q
  WITH DISTINCT p, q
  RETURN collect(q) AS near,
    collect(CASE WHEN EXISTS { (p)-[:CITES]->(q) } THEN q.id END) AS cites,
    collect(CASE WHEN EXISTS { (q)-[:CITES]->(p) } THEN q.id END) AS citedBy
}
""")
#: What the score needs to know of a paper, once for all whose neighbourhood it is in: the fields of `Detail`.
_DETAILS: Final = cypher("""\
CALL (rows) {
  UNWIND rows AS row
  UNWIND row[1] AS q
  WITH DISTINCT q
  RETURN collect([
    q.id,
    COUNT { (q)-[:CITES]->() },
    COLLECT {
      MATCH (q)-[:CITES]->(r) WITH r LIMIT $sampled
      WITH 1 / log(1 + COUNT { (r)<-[:CITES]-() }) AS rarity RETURN [count(*), sum(rarity)]
    }[0],
    COUNT { (q)<-[:CITES]-() },
    COLLECT {
      MATCH (q)<-[:CITES]-(c) WITH c LIMIT $sampled
      WITH 1 / log(1 + COUNT { (c)-[:CITES]->() }) AS rarity RETURN [count(*), sum(rarity)]
    }[0],
    COUNT { (q)<-[:AUTHORED]-() },
    COLLECT { MATCH (q)<-[:AUTHORED]-(a) RETURN a.id LIMIT $named },
    COLLECT { MATCH (q)-[e:ABOUT]->(t) RETURN [t.id, coalesce(e.score, 0.0)] }
  ]) AS details
}
""")
RELATED: Final[Cypher] = join("", (
    cypher("UNWIND $ids AS id\nMATCH (p:Paper {id: id})\n"),
    _COUPLED, _COCITED, _OTHERS, _NEAR,
    cypher("""\
WITH collect([id, near, coupled, cocited, cites, citedBy]) AS rows
"""),
    _DETAILS,
    cypher("""\
RETURN [
  [row IN rows | [
    row[0], [q IN row[1] | q.id], [one IN row[2] | [one[0].id, one[1], one[2]]],
    [one IN row[3] | [one[0].id, one[1], one[2]]], row[4], row[5]
  ]],
  details
]"""),
))  # fmt: skip
_BOUNDS: Final = {
    "crowd": CROWD, "references": REFERENCES, "citing": CITING, "scanned": SCANNED, "sampled": SAMPLED, "kept": KEPT,
    "others": OTHERS, "named": NAMED, "works": WORKS,
}  # fmt: skip


class Detail(NamedTuple):
    """What the score needs to know of one paper. `references` and `citations`: how many were looked at, and the sum of
    their rarities. `authors`: some ids. `topics`: ids and scores."""

    id: str
    reference_count: int
    references: tuple[int, float]
    citation_count: int
    citations: tuple[int, float]
    author_count: int
    authors: list[str]
    topics: list[tuple[str, float]]


class Near(NamedTuple):
    """The neighbourhood of a paper: its candidates and itself. `coupled` and `cocited`: a candidate's id, the sum
    of the rarities of what is shared, and the ids of it, rarest first. `cites` and `cited_by`: ids of candidates."""

    details: dict[str, Detail]
    coupled: list[tuple[str, float, list[str]]]
    cocited: list[tuple[str, float, list[str]]]
    cites: list[str]
    cited_by: list[str]


async def related(store: Store, ids: Sequence[str]) -> dict[str, Near]:
    """The neighbourhoods of papers, by id."""
    rows, rest = await store.read(RELATED, {**_BOUNDS, "ids": list(ids)})
    details = {row[0]: Detail(*row) for row in rest}
    return {found: Near({each: details[each] for each in near}, *more) for found, near, *more in rows}
