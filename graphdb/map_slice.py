"""Reads the nodes of maps and all edges between them, in one statement for any number of maps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.maps import LABELS, by_label
from graphdb.store import Store

#: Columns of a node: id, name, three values for its subtitle, DOI, size, topics; a paper also has whether it is
#: retracted.
_NODES: Final = cypher("""\
  COLLECT { UNWIND $papers AS id MATCH (n:Paper {id: id}) RETURN [id, n.title,
    COLLECT { MATCH (n)<-[r:AUTHORED|ALSO_AUTHORED]-(m) WHERE r.position = 1
      RETURN coalesce(r.name, m.name) ORDER BY m.id LIMIT 1 }[0],
    COUNT { (n)<-[:AUTHORED|ALSO_AUTHORED]-() }, n.year, n.doi, n.citations,
    COLLECT { MATCH (n)-[r:ABOUT]->(m) RETURN [m.name, r.score] ORDER BY coalesce(r.score, 0.0) DESC, m.id LIMIT 4 },
    n.retracted] },
  COLLECT { UNWIND $authors AS id MATCH (n:Author {id: id}) RETURN [id, n.name,
    COLLECT { MATCH (n)-[r:AFFILIATED_WITH]->(m) RETURN m.name ORDER BY coalesce(r.lastYear, 0) DESC, m.id LIMIT 1 }[0],
    n.papers, null, null, n.papers, []] },
  COLLECT { UNWIND $institutions AS id MATCH (n:Institution {id: id})
    RETURN [id, n.name, n.city, n.country, n.papers, null, n.papers, []] },
  COLLECT { UNWIND $topics AS id MATCH (n:Topic {id: id})
    RETURN [id, n.name, n.level, n.papers, null, null, n.papers, []] },
  COLLECT { UNWIND $venues AS id MATCH (n:Venue {id: id})
    RETURN [id, n.name, n.kind, n.papers, null, null, n.papers, []] }""")
#: Each kind of edge is read from the side where nodes have few.
_EDGES: Final = cypher("""\
  COLLECT { UNWIND $papers AS id MATCH (:Paper {id: id})-[:CITES]->(m)
    WHERE m.id IN $papers RETURN ['CITES', id, m.id, 1.0] },
  COLLECT { UNWIND $authors AS id MATCH (:Author {id: id})-[:AUTHORED]->(m)
    WHERE m.id IN $papers RETURN ['AUTHORED', id, m.id, 1.0] },
  COLLECT { UNWIND $papers AS id MATCH (:Paper {id: id})-[:FROM]->(m)
    WHERE m.id IN $institutions RETURN ['FROM', id, m.id, 1.0] },
  COLLECT { UNWIND $authors AS id MATCH (:Author {id: id})-[:AFFILIATED_WITH]->(m)
    WHERE m.id IN $institutions RETURN ['AFFILIATED_WITH', id, m.id, 1.0] },
  COLLECT { UNWIND $papers AS id MATCH (:Paper {id: id})-[r:ABOUT]->(m)
    WHERE m.id IN $topics RETURN ['ABOUT', id, m.id, coalesce(r.score, 1.0)] },
  COLLECT { UNWIND $papers AS id MATCH (:Paper {id: id})-[:WITHIN]->(m)
    WHERE m.id IN $topics RETURN ['WITHIN', id, m.id, 1.0] },
  COLLECT { UNWIND $topics AS id MATCH (:Topic {id: id})-[:BROADER]->(m)
    WHERE m.id IN $topics RETURN ['BROADER', id, m.id, 1.0] },
  COLLECT { UNWIND $papers AS id MATCH (:Paper {id: id})-[:PUBLISHED_IN]->(m)
    WHERE m.id IN $venues RETURN ['PUBLISHED_IN', id, m.id, 1.0] }""")
SLICE: Final = cypher("RETURN [[\n") + _NODES + cypher("\n], [\n") + _EDGES + cypher("\n]]")


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node of a map. `details`: the values for its subtitle and the DOI, in the order of `SLICE`."""

    id: str
    label: str
    name: str | None
    details: tuple[Any, Any, Any, Any]
    size: int
    topics: tuple[tuple[str, float], ...]
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """An edge between two nodes of the slice."""

    type: str
    source: str
    target: str
    weight: float


async def read_slice(store: Store, nodes: Mapping[str, str]) -> tuple[list[NodeRow], list[EdgeRow]]:
    """The nodes (label by id) and all edges between them."""
    node_lists, edge_lists = await store.read(SLICE, by_label(dict(sorted(nodes.items()))))
    return (
        [_node_row(label, row) for label, rows in zip(LABELS, node_lists, strict=True) for row in rows],
        [EdgeRow(*row) for rows in edge_lists for row in rows],
    )


def _node_row(label: str, row: Sequence[Any]) -> NodeRow:
    node, name, first, second, third, fourth, size, topics, *flags = row
    scored = tuple((topic, 1.0 if score is None else float(score)) for topic, score in topics)
    return NodeRow(node, label, name, (first, second, third, fourth), size or 0, scored, any(flags))
