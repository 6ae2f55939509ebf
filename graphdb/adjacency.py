"""The edges of the graph as the citation index reads them, and which graph they are of."""

from typing import Any, Final, LiteralString, NamedTuple

from graphdb.cypher import cypher
from graphdb.store import Store

#: Seconds that one batch may take.
LIMIT: Final = 120.0

STAMP: Final = cypher("""\
OPTIONAL MATCH (graph:Meta {id: 'graph'})
RETURN [graph.epoch, graph.updatedAt, COUNT { (:Paper) }, COUNT { ()-[:CITES]->() }, COUNT { ()-[:AUTHORED]->() },
  COUNT { ()-[:ABOUT]->() }]""")
#: Nodes are named by Neo4j's own numbers: two numbers an edge, and no look at the node at its far end.
PAPERS: Final = cypher("""\
MATCH (p:Paper)
WHERE p.id > $after
WITH p ORDER BY p.id LIMIT $limit
RETURN [
  collect(p.id), collect(id(p)),
  collect(COLLECT { MATCH (p)-[:CITES]->(cited) RETURN id(cited) }),
  collect(COLLECT { MATCH (p)<-[:AUTHORED]-(author) RETURN id(author) }),
  collect(COLLECT { MATCH (p)-[:ABOUT]->(topic) RETURN id(topic) }),
  collect(COLLECT { MATCH (p)-[about:ABOUT]->() RETURN coalesce(about.score, 0.0) })
]""")
NODES: Final = cypher("""\
MATCH (n:{label})
WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN [collect(n.id), collect(id(n))]""")


class Stamp(NamedTuple):
    """Which graph: ingest's count of its writes and the time of the last one, and how much of each there is. The
    numbers are kept by Neo4j, so that asking costs the same in a graph of any size."""

    epoch: int | None
    updated: str | None
    papers: int
    citations: int
    authorships: int
    subjects: int


class Batch(NamedTuple):
    """Papers in the order of their ids. `numbers` are Neo4j's, as are those in the lists, one a paper, of what it
    cites, of its authors and of its topics; `scores` are the topics'."""

    ids: list[str]
    numbers: list[int]
    cited: list[list[int]]
    authors: list[list[int]]
    topics: list[list[int]]
    scores: list[list[float]]


async def stamp(store: Store) -> Stamp:
    """Which graph the store holds now."""
    return Stamp(*await store.read(STAMP, {}))


async def papers(store: Store, after: str, limit: int) -> Batch:
    """The next papers behind an id, with their edges."""
    return Batch(*await store.read(PAPERS, {"after": after, "limit": limit}, within=LIMIT))


async def nodes(store: Store, label: LiteralString, after: str, limit: int) -> tuple[list[str], list[int]]:
    """Ids and numbers of the next nodes of a label behind an id."""
    found: list[Any] = await store.read(NODES.fill(label=cypher(label)), {"after": after, "limit": limit}, within=LIMIT)
    return found[0], found[1]
