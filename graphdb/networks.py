"""Reads co-citation and co-authorship networks while there is no citation index: one statement for any number of maps.

A paper with more than `MAX_READ` citations counts for its most cited ones alone (`top`, see `graphdb.denormalized`), an
author for the first papers.
"""

from collections.abc import Sequence
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.store import Store

#: Citations of a paper, and papers of an author, that are read.
MAX_READ: Final = 1_000
_CITING: Final = cypher("""\
  CALL (p) {
    MATCH (p)<-[:CITES]-(c)
    WHERE COUNT { (p)<-[:CITES]-() } <= $mostRead OR p.top IS NULL
    RETURN c
    UNION ALL
    UNWIND CASE WHEN COUNT { (p)<-[:CITES]-() } > $mostRead THEN p.top END AS citing
    MATCH (c:Paper {id: citing})
    RETURN c
  }
""")
CO_CITED: Final = (
    cypher("RETURN COLLECT { UNWIND $papers AS id MATCH (p:Paper {id: id}) RETURN COLLECT {\n")
    + _CITING
    + cypher("""\
  MATCH (c)-[:CITES]->(q)
  WHERE q <> p
  WITH q, count(*) AS together
  ORDER BY together DESC, q.citations DESC, q.id
  WITH collect(q.id) AS ids
  RETURN [p.id, size(ids), ids[..$length]] }[0] }""")
)
CO_AUTHORS: Final = cypher("""\
RETURN COLLECT { UNWIND $lists AS papers RETURN COLLECT {
  UNWIND papers AS id
  MATCH (:Paper {id: id})<-[:AUTHORED]-(a:Author)
  WITH a, count(*) AS together
  ORDER BY together DESC, a.papers DESC, a.id
  WITH collect(a.id) AS ids
  RETURN [size(ids), ids[..$length]] }[0] }""")
CITING: Final = (
    cypher("RETURN COLLECT { UNWIND $papers AS id MATCH (p:Paper {id: id}) RETURN [p.id, COLLECT {\n")
    + _CITING
    + cypher("  RETURN c.id }] }")
)
WORKS: Final = cypher("""\
RETURN COLLECT { UNWIND $authors AS id MATCH (a:Author {id: id})
  RETURN [a.id, COLLECT { MATCH (a)-[:AUTHORED]->(p:Paper) RETURN p.id LIMIT $mostRead }] }""")

Candidates = tuple[int, list[str]]
"""The number of candidates, and the ids of the first."""


async def co_cited(store: Store, papers: Sequence[str], length: int) -> dict[str, Candidates]:
    """For each paper, those that are cited together with it, by most papers first."""
    parameters = {"papers": list(papers), "length": length, "mostRead": MAX_READ}
    return {paper: (total, ids) for paper, total, ids in await store.read(CO_CITED, parameters)}


async def co_authors(store: Store, lists: Sequence[Sequence[str]], length: int) -> list[Candidates]:
    """For each list of papers their authors, of most papers first."""
    answer: list[list[Any]] = await store.read(CO_AUTHORS, {"lists": [list(each) for each in lists], "length": length})
    return [(total, ids) for total, ids in answer]


async def citing_papers(store: Store, papers: Sequence[str]) -> dict[str, list[str]]:
    """The papers that cite each of these papers."""
    return dict(await store.read(CITING, {"papers": list(papers), "mostRead": MAX_READ}))


async def works(store: Store, authors: Sequence[str]) -> dict[str, list[str]]:
    """The papers of each of these authors."""
    return dict(await store.read(WORKS, {"authors": list(authors), "mostRead": MAX_READ}))
