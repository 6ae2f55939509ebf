"""Shortest undirected paths between two nodes of any research kind.

Inner nodes are papers, authors, institutions and topics, but no hubs: no venue, no topic above the level of topics, and
no node with more than `HUB` papers or citations. The ends can be of any kind. `BROADER` edges are not followed, because
they would connect all topics of a field.
"""

from dataclasses import dataclass
from typing import Any, Final

from errors import StoreTimeout
from graphdb.composing import ParameterNames
from graphdb.cypher import Cypher, cypher, numbered
from graphdb.lookups import LOOKUPS
from graphdb.store import Store

#: Nodes with more papers (or citations, of a paper) can only be ends of a path.
HUB: Final = 1_000
#: Paths that are read before the best are chosen.
MAX_PATHS: Final = 40
#: Time limit of a search for paths in seconds.
SECONDS: Final = 8.0

#: By public id of any label: one text for all pairs of labels, so that Neo4j plans it once.
_ID: Final = cypher("""\
CALL () {
  OPTIONAL MATCH (alias:Alias {id: {p}})
  WITH coalesce(alias.of, {p}) AS key
  MATCH (node:Paper|Author|Institution|Topic|Venue {id: key})
  RETURN node AS {n}
}
""")
_KEY: Final = cypher("CALL () { UNWIND [{p}] AS id {m} RETURN {n} }\n")
_PATHS: Final = cypher("""\
RETURN [source.id, target.id, COLLECT {
  MATCH path = SHORTEST 40 (source)
    (()-[:AUTHORED|CITES|FROM|AFFILIATED_WITH|ABOUT|PUBLISHED_IN]-(next)
      WHERE next = target OR (
        NOT next:Venue AND coalesce(next.level, 'TOPIC') IN ['TOPIC', 'CONCEPT']
        AND coalesce(next.papers, next.citations, 0) <= $hub
      )
    ){1,{n}} (target)
  WHERE source <> target
  RETURN [
    [node IN nodes(path) | [node.id, coalesce(node.papers, node.citations, 0)]],
    [edge IN relationships(path) | [startNode(edge).id, endNode(edge).id, type(edge), edge.score]]
  ]
}]""")

#: A node by `(label, scheme, value)` of `graphdb.lookups`.
End = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a path, in its direction. `type` is the relationship type; `score` that of a topic."""

    source: str
    target: str
    type: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Path:
    """The ids from end to end, the number of papers of each (citations, of a paper), and the edges between them."""

    nodes: tuple[str, ...]
    crowds: tuple[int, ...]
    edges: tuple[Edge, ...]


async def paths(store: Store, source: End, target: End, longest: int) -> list[Path]:
    """At most `MAX_PATHS` of the shortest paths with at most `longest` edges; a path without edges from a node to
    itself; empty if there is none, or an end does not exist. Raises StoreTimeout after `SECONDS`, StoreError."""
    names = ParameterNames()
    text = _entry(source, cypher("source"), names) + _entry(target, cypher("target"), names)
    statement = names.statement(text + _PATHS.fill(n=numbered("", longest)))
    try:
        row: Any = await store.read(statement.text, {**statement.parameters, "hub": HUB}, within=SECONDS)
    except StoreTimeout as error:
        raise StoreTimeout(
            f"The search for paths of up to {longest} edges exceeded its limit of {SECONDS:g} s: use a smaller"
            " `maxLength`."
        ) from error
    if row is None:
        return []
    first, last, rows = row
    return [Path((first,), (0,), ())] if first == last else [_path(*row) for row in rows]


def _entry(end: End, name: Cypher, names: ParameterNames) -> Cypher:
    label, scheme, value = end
    if scheme == "id":
        return _ID.fill(n=name, p=names.parameter(value))
    return _KEY.fill(m=LOOKUPS[label][scheme].match.fill(n=name), n=name, p=names.parameter(value))


def _path(nodes: list[tuple[str, int]], edges: list[tuple[str, str, str, float | None]]) -> Path:
    ids, crowds = zip(*nodes, strict=True)
    return Path(tuple(ids), tuple(crowds), tuple(Edge(*edge) for edge in edges))
