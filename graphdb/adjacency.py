"""Reads the edges for the citation index, and the stamp of the graph."""

from typing import Any, Final, LiteralString, NamedTuple

from graphdb.cypher import cypher
from graphdb.store import Store

#: Time limit of one batch in seconds.
LIMIT: Final = 120.0

STAMP: Final = cypher("""\
OPTIONAL MATCH (graph:Meta {id: 'graph'})
RETURN [graph.epoch, graph.updatedAt, COUNT { (:Paper) }, COUNT { ()-[:CITES]->() }, COUNT { ()-[:AUTHORED]->() },
  COUNT { ()-[:ABOUT]->() }]""")
#: Nodes are identified by Neo4j's internal ids: two integers for each edge, without reading the node at its end.
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
    """The version of the graph: the number of ingest writes, the time of the last one, and counts of nodes and edges.
    Neo4j maintains the counts, so that reading them costs the same in a graph of any size."""

    epoch: int | None
    updated: str | None
    papers: int
    citations: int
    authorships: int
    subjects: int


class Batch(NamedTuple):
    """Papers in the order of their ids. `numbers`: Neo4j's internal ids; `cited`, `authors`, `topics`: a list of
    internal ids for each paper; `scores`: of the topics."""

    ids: list[str]
    numbers: list[int]
    cited: list[list[int]]
    authors: list[list[int]]
    topics: list[list[int]]
    scores: list[list[float]]


async def stamp(store: Store) -> Stamp:
    """The current stamp of the graph."""
    return Stamp(*await store.read(STAMP, {}))


async def papers(store: Store, after: str, limit: int) -> Batch:
    """The next papers after an id, with their edges."""
    return Batch(*await store.read(PAPERS, {"after": after, "limit": limit}, within=LIMIT))


async def nodes(store: Store, label: LiteralString, after: str, limit: int) -> tuple[list[str], list[int]]:
    """Ids and internal ids of the next nodes of a label after an id."""
    statement = NODES.fill(label=cypher(label))
    row: list[Any] = await store.read(statement, {"after": after, "limit": limit}, within=LIMIT)
    return row[0], row[1]
