"""Reads prior and derivative works of maps while there is no citation index: one statement for any number of maps.

A paper with more than `MAX_CITING` citations counts for its most cited ones alone (`top`, see `graphdb.denormalized`).
"""

from collections.abc import Sequence
from typing import Final

from graphdb.cypher import cypher
from graphdb.store import Store

#: Citations of a paper that are all read.
MAX_CITING: Final = 1_000
_BEST: Final = cypher("""\
  WHERE NOT m.id IN papers
  WITH m, count(*) AS linked
  ORDER BY linked DESC, m.citations DESC, m.id LIMIT $first
  RETURN [m.id, linked] } }""")
PRIOR: Final = (
    cypher("""\
RETURN COLLECT { UNWIND $maps AS papers RETURN COLLECT {
  UNWIND papers AS id
  MATCH (p:Paper {id: id})-[:CITES]->(m)
""")
    + _BEST
)
DERIVATIVE: Final = (
    cypher("""\
RETURN COLLECT { UNWIND $maps AS papers RETURN COLLECT {
  UNWIND papers AS id
  MATCH (p:Paper {id: id})
  CALL (p) {
    MATCH (p)<-[:CITES]-(m)
    WHERE COUNT { (p)<-[:CITES]-() } <= $mostRead OR p.top IS NULL
    RETURN m
    UNION ALL
    UNWIND CASE WHEN COUNT { (p)<-[:CITES]-() } > $mostRead THEN p.top END AS citing
    MATCH (m:Paper {id: citing})
    RETURN m
  }
  WITH papers, m
""")
    + _BEST
)


async def prior_works(store: Store, maps: Sequence[Sequence[str]], first: int) -> list[list[tuple[str, int]]]:
    """For each list of papers: the papers that most of them cite, without these papers, and by how many each is
    cited."""
    return _works(await store.read(PRIOR, {"maps": [list(papers) for papers in maps], "first": first}))


async def derivative_works(store: Store, maps: Sequence[Sequence[str]], first: int) -> list[list[tuple[str, int]]]:
    """For each list of papers: the papers that cite most of them, without these papers, and how many each cites."""
    parameters = {"maps": [list(papers) for papers in maps], "first": first, "mostRead": MAX_CITING}
    return _works(await store.read(DERIVATIVE, parameters))


def _works(answer: list[list[list[object]]]) -> list[list[tuple[str, int]]]:
    return [[(str(work), int(str(count))) for work, count in works] for works in answer]
