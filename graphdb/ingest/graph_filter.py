"""The filter of a graph that holds a part of the works, as text (`ingest.selection`), and what it leaves out.

An import with a filter stores it, so that later days of the snapshot are read with the same filter.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, LiteralString, cast

from graphdb.cypher import cypher, join
from graphdb.ingest.rows import EntityRow
from graphdb.ingest.run import FENCE, Run
from graphdb.ingest.state import LABELS, aliases
from graphdb.store import Store

STORED: Final = cypher("OPTIONAL MATCH (part:IngestedPart {id: 'filter'}) RETURN part.filter")
MARK: Final = join("", (
    FENCE,
    cypher("MERGE (part:IngestedPart {id: 'filter'}) SET part.at = $now, part.filter = $filter RETURN true"),
))  # fmt: skip
EXISTING: Final = cypher("RETURN ") + join(" +\n  ", [
    cypher("COLLECT { UNWIND ${label} AS id MATCH (n:{label} {id: id}) RETURN n.id }").fill(
        label=cypher(cast("LiteralString", label))
    )
    for label in LABELS
])  # fmt: skip


async def stored_filter(store: Store) -> str | None:
    """The filter of the graph; None if it takes every work."""
    return cast("str | None", await store.read(STORED, {}))


async def mark_filter(run: Run, text: str) -> None:
    """Store the filter of the graph."""
    await run.write(MARK, {"filter": text})


async def named(run: Run, rows: Sequence[EntityRow]) -> list[EntityRow]:
    """The records of entities that the graph has, under their ids or those of their successors. The others are of no
    work of the filter."""
    if not rows:
        return []
    successors = await aliases(run, [row.id for row in rows])
    ids: dict[str, list[str]] = defaultdict(list, {label: [] for label in LABELS})
    for row in rows:
        ids[row.label].append(successors.get(row.id, row.id))
    existing = {*await run.read(EXISTING, ids)}
    return [row for row in rows if successors.get(row.id, row.id) in existing]
