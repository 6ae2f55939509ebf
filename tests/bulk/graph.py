"""The whole graph as plain values, to compare two graphs node by node and edge by edge."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final, NamedTuple

import orjson

from graphdb.cypher import Cypher, cypher
from graphdb.store import Store

Properties = dict[str, Any]

#: Nodes and edges of one statement.
BATCH: Final = 2_000
LABELS: Final = cypher("CALL db.labels() YIELD label RETURN collect(label)")
#: In the order of the ids, which is that of an index on most labels.
NODES: Final = cypher("""\
MATCH (n:{label}) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN collect([n.id, id(n), labels(n), properties(n)])""")
EDGES: Final = cypher("""\
MATCH (n:{label}) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN collect([n.id, id(n), COLLECT { MATCH (n)-[r]->(m) RETURN [type(r), id(m), properties(r)] }])""")
#: Times of the run itself, which differ between two loads of the same records.
VOLATILE: Final = frozenset({"readAt", "addedAt", "at", "epoch", "updatedAt", "ingest"})


class Node(NamedTuple):
    """A node: Neo4j's internal id, its labels in order, and its properties."""

    number: int
    labels: tuple[str, ...]
    properties: Properties

    @property
    def key(self) -> str:
        """The label and the id, which identify the node in every graph."""
        return f"{':'.join(self.labels)} {self.properties.get('id')}"


class Edge(NamedTuple):
    """An edge: its type, the internal ids of both ends, and its properties."""

    type: str
    start: int
    end: int
    properties: Properties


async def nodes(store: Store) -> AsyncIterator[Node]:
    """Every node of a graph whose nodes have one label each."""
    async for _, number, labels, properties in _rows(store, NODES):
        yield Node(number, tuple(sorted(labels)), properties)


async def edges(store: Store) -> AsyncIterator[Edge]:
    """Every edge of a graph whose nodes have one label each."""
    async for _, start, targets in _rows(store, EDGES):
        for kind, end, properties in targets:
            yield Edge(kind, start, end, properties)


async def _rows(store: Store, template: Cypher) -> AsyncIterator[list[Any]]:
    """The rows of the statement for each label, whose first value is the id that the next page begins after."""
    for label in await store.read(LABELS, {}):
        statement = template.fill(label=cypher(label))
        after = ""
        while rows := await store.read(statement, {"after": after, "limit": BATCH}, within=120):
            for row in rows:
                yield row
            after = rows[-1][0]


class Graph(NamedTuple):
    """The nodes by key, and the edges as texts with their number; both without volatile properties."""

    nodes: dict[str, bytes]
    edges: Counter[bytes]

    def differences(self, other: "Graph") -> Iterator[str]:
        """Every difference from the other graph."""
        for key in sorted({*self.nodes, *other.nodes}):
            mine, theirs = self.nodes.get(key), other.nodes.get(key)
            if mine is None or theirs is None:
                yield f"{key}: only in the {'second' if mine is None else 'first'} graph"
            elif mine != theirs:
                yield f"{key}: {_changes(orjson.loads(mine), orjson.loads(theirs))}"
        yield from (f"edge only in the first graph: {edge.decode()}" for edge in (self.edges - other.edges).elements())
        yield from (f"edge only in the second graph: {edge.decode()}" for edge in (other.edges - self.edges).elements())


def _changes(mine: Properties, theirs: Properties) -> Properties:
    names = sorted(name for name in {*mine, *theirs} if _text(mine.get(name)) != _text(theirs.get(name)))
    return {name: (mine.get(name), theirs.get(name)) for name in names}


async def read_graph(store: Store) -> Graph:
    """The whole graph, without what describes it and the log of commands. Values are compared as text, so that 1 and
    1.0 differ."""
    keys: dict[int, str] = {}
    texts: dict[str, bytes] = {}
    async for node in nodes(store):
        if node.labels in {("Meta",), ("AuditEntry",)}:
            continue
        assert node.key not in texts, f"{node.key} twice"
        keys[node.number] = node.key
        texts[node.key] = _text(node.properties)
    edge_texts = Counter[bytes]()
    async for edge in edges(store):
        edge_texts[_text([edge.type, keys[edge.start], keys[edge.end], edge.properties])] += 1
    return Graph(texts, edge_texts)


def _text(value: Any) -> bytes:
    return orjson.dumps(_stable(value), option=orjson.OPT_SORT_KEYS)


def _stable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: item for name, item in value.items() if name not in VOLATILE}  # pyright: ignore
    if isinstance(value, list):
        return [_stable(item) for item in value]  # pyright: ignore
    return value
