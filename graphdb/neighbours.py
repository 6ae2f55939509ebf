"""Reads the neighbourhoods of papers in bounded Cypher, while there is no citation index.

The rarest shared items carry most weight and cost least, so they are followed first: references with few citations,
citing papers with few references. A reference with more than `MAX_DEGREE` citations is not followed.

Every limit applies in an order that the records determine, so that the same records have the same neighbours in every
store. Where an order would read all edges of a hub, its list of most cited papers (`top`, see `graphdb.denormalized`)
replaces them.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from graphdb.composing import Statement
from graphdb.cypher import cypher, join
from graphdb.store import Store

MAX_DEGREE: Final = 1_000
#: Followed references and citing papers.
MAX_REFERENCES: Final = 60
MAX_CITING: Final = 200
#: Citing papers that are scanned for those with few references; for a paper with more, only those in its `top`.
MAX_SCANNED: Final = 1_000
#: Citations that are all summed; the sum of a paper with more is estimated from `SAMPLE` of its `top`.
SAMPLED: Final = 200
SAMPLE: Final = 50
#: Candidates from each kind of shared papers, and from each other part.
MAX_CANDIDATES: Final = 100
MAX_OTHERS: Final = 50
#: Followed authors and topics, and works of each.
MAX_EVIDENCE: Final = 50
MAX_WORKS: Final = 200
#: Papers of one statement, which holds all their neighbourhoods in memory.
BATCH: Final = 25

_COUPLED: Final = cypher("""\
CALL (p) {
  MATCH (p)-[:CITES]->(r)
  WITH p, r, COUNT { (r)<-[:CITES]-() } AS degree
  WHERE degree <= $crowd
  WITH p, r, degree ORDER BY degree, r.id LIMIT $references
  MATCH (r)<-[:CITES]-(q)
  WHERE q <> p
  WITH q, sum(1 / log(1 + degree)) AS weight, collect(r.id) AS shared
  ORDER BY round(weight, 9) DESC, q.id LIMIT $candidates
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
  ORDER BY round(weight, 9) DESC, q.id LIMIT $candidates
  RETURN collect([q, weight, shared]) AS cocited
}
""")
#: The ids of the most cited papers at the far end of `{p}`. A node with many papers and no list, which has just been
#: loaded, gives none: each of a topic's papers would read all the others.
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
  WITH p, a ORDER BY by.position, a.id LIMIT $evidence
"""),
    _MOST_CITED.fill(n=cypher("a"), p=cypher("(a)-[:AUTHORED]->(q)"), m=cypher("(a)-[:AUTHORED]->()")),
    _MOST_SHARED,
    cypher("""\
  RETURN collect(q) AS written
}
CALL (p) {
  MATCH (p)-[:ABOUT]->(t)
  WITH p, t ORDER BY COUNT { (t)<-[:ABOUT]-() }, t.id LIMIT $evidence
"""),
    _MOST_CITED.fill(n=cypher("t"), p=cypher("(t)<-[:ABOUT]-(q)"), m=cypher("(t)<-[:ABOUT]-()")),
    _MOST_SHARED,
    cypher("""\
  RETURN collect(q) AS about
}
"""),
))  # fmt: skip
#: All candidates and the paper; the ids of the candidates that the paper cites, and of those that cite it.
_NEAR: Final = cypher("""\
CALL (p, coupled, cocited, cited, citing, written, about) {
  UNWIND [row IN coupled | row[0]] + [row IN cocited | row[0]] + cited + citing + written + about + [p] AS q
  WITH DISTINCT p, q
  RETURN collect(q) AS near,
    collect(CASE WHEN EXISTS { (p)-[:CITES]->(q) } THEN q.id END) AS cites,
    collect(CASE WHEN EXISTS { (q)-[:CITES]->(p) } THEN q.id END) AS citedBy
}
""")
#: The fields of `Detail`, once for each paper of all neighbourhoods. Nothing is sorted here, because Neo4j charges the
#: memory of all previous results to each sorted row: sixty times as much in total. Sums are rounded, because their last
#: digits depend on the order. Only the limit on citations of a paper with many and without `top` (just loaded) applies
#: in the order of the store.
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
      WHERE authors <= $evidence OR by.position <= $evidence
      RETURN a.id
    },
    COLLECT { MATCH (q)-[e:ABOUT]->(t) RETURN [t.id, coalesce(e.score, 0.0)] }
  ]) AS details
}
""")
_NEIGHBOURHOODS: Final = join("", (
    cypher("UNWIND $keys.ids AS id\nMATCH (p:Paper {id: id})\n"),
    _COUPLED, _COCITED, _OTHERS, _NEAR,
    cypher("""\
WITH collect([id, near, coupled, cocited, cites, citedBy]) AS rows
"""),
    _DETAILS,
    cypher("""\
RETURN [
  [row IN rows | [
    row[0], [q IN row[1] | q.id], [item IN row[2] | [item[0].id, item[1], item[2]]],
    [item IN row[3] | [item[0].id, item[1], item[2]]], row[4], row[5]
  ]],
  details
] AS result"""),
))  # fmt: skip
_BOUNDS: Final = {
    "crowd": MAX_DEGREE, "references": MAX_REFERENCES, "citing": MAX_CITING, "scanned": MAX_SCANNED, "sampled": SAMPLED,
    "sample": SAMPLE, "candidates": MAX_CANDIDATES, "others": MAX_OTHERS, "evidence": MAX_EVIDENCE, "works": MAX_WORKS,
}  # fmt: skip
_STATEMENT: Final = Statement(_NEIGHBOURHOODS, _BOUNDS)


class Detail(NamedTuple):
    """The data of one paper for the score. `references` and `citations`: how many were read, and the sum of their
    rarities. `authors`: some ids. `topics`: ids and scores."""

    id: str
    reference_count: int
    references: tuple[int, float]
    citation_count: int
    citations: tuple[int, float]
    author_count: int
    authors: list[str]
    topics: list[tuple[str, float]]


class Neighbourhood(NamedTuple):
    """The neighbourhood of a paper: its candidates and itself. `coupled` and `cocited`: the id of a candidate, the sum
    of the rarities of the shared items, and their ids, rarest first. `cites` and `cited_by`: ids of candidates."""

    details: dict[str, Detail]
    coupled: list[tuple[str, float, list[str]]]
    cocited: list[tuple[str, float, list[str]]]
    cites: list[str]
    cited_by: list[str]


async def neighbourhoods(store: Store, ids: Sequence[str]) -> dict[str, Neighbourhood]:
    """The neighbourhoods of papers, by id."""
    result: dict[str, Neighbourhood] = {}
    for start in range(0, len(ids), BATCH):
        parameters = _STATEMENT.parameters_for(ids[start : start + BATCH])
        rows, detail_rows = await store.read(_STATEMENT.text, parameters)
        details = {row[0]: Detail(*row) for row in detail_rows}
        result |= {row[0]: Neighbourhood({paper: details[paper] for paper in row[1]}, *row[2:]) for row in rows}
    return result
