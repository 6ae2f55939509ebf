"""Completes a graph that Neo4j's offline import wrote: texts of zero length, counts, and the mark of an incomplete
one."""

from collections.abc import Mapping, Sequence
from typing import Final, LiteralString, cast

from graphdb.cypher import Cypher, cypher
from graphdb.model import EDGES, NODES
from graphdb.store import Store

#: Time limit of a statement in seconds.
LIMIT: Final = 600.0
#: Nodes of one transaction.
BATCH: Final = 5_000

PENDING: Final = cypher("OPTIONAL MATCH (meta:Meta {id: 'import'}) RETURN meta.tables")
FINISH: Final = cypher("MATCH (meta:Meta {id: 'import'}) DELETE meta")
IS_EMPTY: Final = cypher("RETURN NOT EXISTS { MATCH (n) WHERE NOT n:Meta }")
#: Neo4j's import drops texts of zero length, which a property that is never null has for an unknown value.
FILL: Final = cypher("UNWIND $ids AS id MATCH (n:{label} {id: id}) SET n[$property] = ''")
NODE_COUNT: Final = cypher("RETURN COUNT { (:{label}) }")
EDGE_COUNT: Final = cypher("RETURN COUNT { ()-[:{label}]->() }")

_LABELS: Final = frozenset(kind.label for kind in NODES)
_TYPES: Final = frozenset(kind.type for kind in EDGES)


async def is_empty(store: Store) -> bool:
    """Whether the graph has no nodes except those that a first start creates."""
    return bool(await store.read(IS_EMPTY, {}))


async def pending_tables(store: Store) -> str | None:
    """The digest of the tables of an incomplete import; None if the graph is complete."""
    return cast("str | None", await store.read(PENDING, {}))


async def finish(store: Store) -> None:
    """Mark the import as complete."""
    await store.write(FINISH, {})


async def fill_empty_texts(store: Store, label: str, name: str, ids: Sequence[str]) -> None:
    """Set the property to a text of zero length on the nodes with these ids. Can be repeated."""
    statement = _statement(FILL, label, _LABELS)
    for first in range(0, len(ids), BATCH):
        await store.write(statement, {"ids": ids[first : first + BATCH], "property": name}, within=LIMIT)


async def differing_counts(store: Store, nodes: Mapping[str, int], edges: Mapping[str, int]) -> list[str]:
    """The labels and types whose number in the graph is not the expected one, one phrase each."""
    kinds = [(_statement(NODE_COUNT, label, _LABELS), label, number) for label, number in nodes.items()]
    kinds += [(_statement(EDGE_COUNT, name, _TYPES), name, number) for name, number in edges.items()]
    counts = [(name, int(await store.read(statement, {}, within=LIMIT)), number) for statement, name, number in kinds]
    return [f"{count:,} {name} instead of {number:,}" for name, count, number in counts if count != number]


def _statement(statement: Cypher, name: str, names: frozenset[str]) -> Cypher:
    """The statement for a label or type of the model. Raises KeyError for another one."""
    if name not in names:
        raise KeyError(name)
    return statement.fill(label=cypher(cast("LiteralString", name)))
