"""The parts of a snapshot that are stored completely, and for each entity the day up to which all parts are."""

from collections.abc import Mapping
from typing import Final

from graphdb.cypher import cypher, join
from graphdb.ingest.run import FENCE, Run
from graphdb.store import Store

STORED: Final = cypher("MATCH (part:IngestedPart) RETURN collect(part.id)")
WAITING: Final = cypher("MATCH (p:Paper) WHERE p.awaits IS NOT NULL RETURN sum(size(p.awaits))")
MARK: Final = join("", (FENCE, cypher("MERGE (part:IngestedPart {id: $part}) SET part.at = $now RETURN true")))
DAYS: Final = cypher("MATCH (part:IngestedPart) WHERE part.day IS NOT NULL RETURN collect([part.entity, part.day])")
EXIST: Final = cypher("RETURN EXISTS { (:Paper) } OR EXISTS { (:IngestedPart) }")
MARK_DAYS: Final = join("", (
    FENCE,
    cypher("""\
CALL () {
  UNWIND $days AS row
  MERGE (part:IngestedPart {id: 'day:' + row[0]})
  SET part.at = $now, part.entity = row[0],
    part.day = CASE WHEN part.day > row[1] THEN part.day ELSE row[1] END
}
RETURN true"""),
))  # fmt: skip


async def stored_parts(run: Run) -> set[str]:
    """The ids of all stored parts."""
    return set(await run.read(STORED, {}))


async def mark(run: Run, part: str) -> None:
    """Mark the part as stored."""
    await run.write(MARK, {"part": part})


async def stored_days(store: Store) -> dict[str, str]:
    """Entity → the day up to which all parts are stored (ISO 8601)."""
    return dict(await store.read(DAYS, {}))


async def is_empty(store: Store) -> bool:
    """Whether the graph has no papers and no parts of a snapshot."""
    return not await store.read(EXIST, {})


async def mark_days(run: Run, days: Mapping[str, str]) -> None:
    """Mark all parts up to these days as stored. A later day is not replaced."""
    if days:
        await run.write(MARK_DAYS, {"days": [[*pair] for pair in days.items()]})
