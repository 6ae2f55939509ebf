"""The parts of a snapshot that are stored completely."""

from typing import Final

from graphdb.cypher import cypher, join
from graphdb.ingest.run import FENCE, Run

STORED: Final = cypher("MATCH (part:IngestedPart) RETURN collect(part.id)")
WAITING: Final = cypher("MATCH (p:Paper) WHERE p.awaits IS NOT NULL RETURN sum(size(p.awaits))")
MARK: Final = join("", (FENCE, cypher("MERGE (part:IngestedPart {id: $part}) SET part.at = $now RETURN true")))


async def stored_parts(run: Run) -> set[str]:
    """The ids of all stored parts."""
    return set(await run.read(STORED, {}))


async def mark(run: Run, part: str) -> None:
    """Mark the part as stored."""
    await run.write(MARK, {"part": part})
