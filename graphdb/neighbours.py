"""The neighbourhood of papers in bounded Cypher: for as long as there is no citation index, and measured against it.

What is rare says most and costs least, so the rarest shared items are followed first: references that few others cite,
citing papers that cite little. A reference that more than `CROWD` papers cite is not followed at all.

Whatever is cut is cut in an order that the records give, never in the store's own, so that the same records have the
same neighbours wherever and however they were loaded. Where an order would mean to read all edges of a hub, its list of
most cited papers stands for them (`top`, see `graphdb.denormalized`).
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from graphdb.composing import Statement
from graphdb.cypher import cypher, join
from graphdb.store import Store

CROWD: Final = 1_000
#: References and citing papers that are followed.
REFERENCES: Final = 60
CITING: Final = 200
#: Citing papers that are looked at to find those that cite little; of a paper with more, those in its `top` alone.
SCANNED: Final = 1_000
#: Citations of which all are looked at for their sum; that of a paper with more is reckoned from `SAMPLE` of its `top`.
SAMPLED: Final = 200
SAMPLE: Final = 50
#: Candidates that each way of sharing papers brings in, and each other part.
MAX_CANDIDATES: Final = 100
OTHERS: Final = 50
#: Authors and topics that are followed, and works of each.
MAX_EVIDENCE: Final = 50
WORKS: Final = 200
#: Papers a statement: it holds the neighbourhoods of all of them in memory.
TOGETHER: Final = 25

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
  CALL (p) {
    MATCH (p)<-[:CITES]-(c)
    WHERE p.top IS NULL OR COUNT { (p)<-[:CITES]-() } <= $scanned
    WITH c ORDER BY c.id LIMIT $scanned
    RETURN c
    UNION ALL
    UNWIND CASE WHEN COUNT { (p)<-[:CITES]-() } > $scanned THEN p.top END AS id
    MATCH (c:Paper {id: id})
    RETURN c
  }
  WITH p, c, COUNT { (c)-[:CITES]->() } AS degree
  ORDER BY degree, c.id LIMIT $citing
  MATCH (c)-[:CITES]->(q)
  WHERE q <> p
  WITH q, sum(1 / log(1 + degree)) AS weight, collect(c.id) AS shared
  ORDER BY round(weight, 9) DESC, q.id LIMIT $kept
  RETURN collect([q, weight, shared]) AS cocited
}
""")
#: The ids of the most cited papers at the far end of `{p}`. What has many and no list of them, because it has just been
#: loaded, brings none in: each of a topic's papers would read all the others.
_MOST_CITED: Final = cypher("""\
  UNWIND coalesce({n}.top, [])[..$works] + COLLECT {
    MATCH {p} WHERE {n}.top IS NULL AND COUNT { {m} } <= $scanned
    RETURN q.id ORDER BY q.citations DESC, q.id DESC LIMIT $works
  } AS id
""")
_MOST_SHARED: Final = cypher("""\
  WITH p, id, count(*) AS shared
  WHERE id <> p.id
  WITH id ORDER BY shared DESC, id LIMIT $others
  MATCH (q:Paper {id: id})
""")
_OTHERS: Final = join("", (
    cypher("""\
CALL (p) {
  MATCH (p)-[:CITES]->(q)
  WHERE q <> p
  WITH q ORDER BY q.citations DESC, q.id DESC LIMIT $others
  RETURN collect(q) AS cited
}
CALL (p) {
"""),
    _MOST_CITED.fill(n=cypher("p"), p=cypher("(p)<-[:CITES]-(q)"), m=cypher("(p)<-[:CITES]-()")),
    cypher("""\
  WITH p, id LIMIT $others
  MATCH (q:Paper {id: id})
  WHERE q <> p
  RETURN collect(q) AS citing
}
CALL (p) {
  MATCH (p)<-[by:AUTHORED]-(a)
  WITH p, a ORDER BY by.position, a.id LIMIT $named
"""),
    _MOST_CITED.fill(n=cypher("a"), p=cypher("(a)-[:AUTHORED]->(q)"), m=cypher("(a)-[:AUTHORED]->()")),
    _MOST_SHARED,
    cypher("""\
  RETURN collect(q) AS written
}
CALL (p) {
  MATCH (p)-[:ABOUT]->(t)
  WITH p, t ORDER BY COUNT { (t)<-[:ABOUT]-() }, t.id LIMIT $named
"""),
    _MOST_CITED.fill(n=cypher("t"), p=cypher("(t)<-[:ABOUT]-(q)"), m=cypher("(t)<-[:ABOUT]-()")),
    _MOST_SHARED,
    cypher("""\
  RETURN collect(q) AS about
}
"""),
))  # fmt: skip
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
#: What the score needs to know of a paper, once for all whose neighbourhood it is in: the fields of `Detail`. Nothing
#: is sorted here, because Neo4j counts all that was found so far as memory of each row that it sorts: sixty times as
#: much in all. Sums are rounded, because their last digits depend on their order. The one cut that is the store's own
#: is that of the citations of a paper that has many and no `top` yet, because it has just been loaded.
_DETAILS: Final = cypher("""\
CALL (rows) {
  UNWIND rows AS row
  UNWIND row[1] AS q
  WITH DISTINCT q
  WITH q, COUNT { (q)-[:CITES]->() } AS references, COUNT { (q)<-[:CITES]-() } AS citations,
    COUNT { (q)<-[:AUTHORED]-() } AS authors
  RETURN collect([
    q.id,
    references,
    COLLECT {
      MATCH (q)-[:CITES]->(r)
      WITH 1 / log(1 + COUNT { (r)<-[:CITES]-() }) AS rarity RETURN [count(*), round(sum(rarity), 9)]
    }[0],
    citations,
    COLLECT {
      CALL (q, citations) {
        MATCH (q)<-[:CITES]-(c)
        WHERE citations <= $sampled OR q.top IS NULL
        RETURN c LIMIT $sampled
        UNION ALL
        UNWIND CASE WHEN citations > $sampled THEN q.top[..$sample] END AS id
        MATCH (c:Paper {id: id})
        RETURN c
      }
      WITH 1 / log(1 + COUNT { (c)-[:CITES]->() }) AS rarity RETURN [count(*), round(sum(rarity), 9)]
    }[0],
    authors,
    COLLECT {
      MATCH (q)<-[by:AUTHORED]-(a)
      WHERE authors <= $named OR by.position <= $named
      RETURN a.id
    },
    COLLECT { MATCH (q)-[e:ABOUT]->(t) RETURN [t.id, coalesce(e.score, 0.0)] }
  ]) AS details
}
""")
_RELATED: Final = join("", (
    cypher("UNWIND $asked.ids AS id\nMATCH (p:Paper {id: id})\n"),
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
] AS answer"""),
))  # fmt: skip
_BOUNDS: Final = {
    "crowd": CROWD, "references": REFERENCES, "citing": CITING, "scanned": SCANNED, "sampled": SAMPLED,
    "sample": SAMPLE, "kept": MAX_CANDIDATES, "others": OTHERS, "named": MAX_EVIDENCE, "works": WORKS,
}  # fmt: skip
_STATEMENT: Final = Statement(_RELATED, _BOUNDS)


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
    found: dict[str, Near] = {}
    for start in range(0, len(ids), TOGETHER):
        asked = _STATEMENT.asking(ids[start : start + TOGETHER])
        rows, rest = await store.read(_STATEMENT.text, asked)
        details = {row[0]: Detail(*row) for row in rest}
        found |= {row[0]: Near({each: details[each] for each in row[1]}, *row[2:]) for row in rows}
    return found
