"""Reads the nodes and edges of one kind, in the order of ids: the tables of a complete graph."""

from collections.abc import Sequence
from typing import Any, Final, LiteralString, cast

from graphdb.cypher import Cypher, cypher
from graphdb.store import Store

#: Time limit of one batch in seconds.
LIMIT: Final = 120.0
_NODES: Final = cypher("""\
MATCH (n:{label})
WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN [collect([key IN $keys | n[key]]), max(n.id)]""")
_EDGES: Final = cypher("""\
MATCH (n:{label})
WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN [
  collect(COLLECT { MATCH (n)-[edge:{key}]->(end) RETURN [n.id, end.id] + [key IN $keys | edge[key]] }), max(n.id)
]""")

Row = list[Any]


async def nodes(store: Store, label: str, keys: Sequence[str], after: str, limit: int) -> tuple[list[Row], str | None]:
    """The properties of the next nodes of a label after an id, and the last id."""
    rows, last = await _read(store, _NODES.fill(label=_name(label)), keys, after, limit)
    return rows, last


async def edges(
    store: Store, kind: str, label: str, keys: Sequence[str], after: str, limit: int
) -> tuple[list[Row], str | None]:
    """The edges of a kind of the next nodes of a label after an id: the ids of both ends, and the properties; and the
    last id."""
    rows, last = await _read(store, _EDGES.fill(label=_name(label), key=_name(kind)), keys, after, limit)
    return [row for listed in rows for row in listed], last


async def _read(
    store: Store, statement: Cypher, keys: Sequence[str], after: str, limit: int
) -> tuple[list[Any], str | None]:
    parameters = {"keys": list(keys), "after": after, "limit": limit}
    rows, last = await store.read(statement, parameters, within=LIMIT)
    return rows, last


def _name(name: str) -> Cypher:
    """A name of the model, which is a constant."""
    return cypher(cast("LiteralString", name))
