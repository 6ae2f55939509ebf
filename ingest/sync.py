"""Brings a graph to the newest day of a snapshot: the partitions that it lacks, with merged and deleted ids."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from errors import BadInput
from graphdb.ingest import snapshot_parts
from graphdb.ingest.run import Run
from graphdb.store import Store
from ingest.partitions import Snapshot
from ingest.pipeline import Progress, ingest
from ingest.report import Report

_FIRST_DAY: Final = ""


@dataclass(frozen=True, slots=True)
class Synced:
    """`report`: of the records that were read, None if the graph had all of them; `days`: entity → its newest day."""

    report: Report | None
    days: dict[str, str]


async def sync(
    store: Store,
    snapshot: Snapshot,
    *,
    since: str | None = None,
    rejects: Path | None = None,
    progress: Progress | None = None,
) -> Synced:
    """Read the partitions that the graph lacks. It can be interrupted at any time and run again.

    `since`: the first day for entities of which the graph has no snapshot. Raises BadInput if the snapshot is
    incomplete or if it is unknown which partitions the graph lacks; then nothing has been changed.
    """
    if not snapshot.is_whole:
        raise BadInput(f"{snapshot.name} is one partition: name the folder of the snapshot.")
    stored = await snapshot_parts.stored_days(store)
    if not stored and since is None and not await snapshot_parts.is_empty(store):
        raise BadInput(
            "It is unknown which partitions of a snapshot this graph has: pass --since with the day of its newest"
            " records, or run `peergraph ingest openalex` with the whole snapshot."
        )
    first = since or _FIRST_DAY
    newest = snapshot.newest()
    faults = snapshot.inventory.since(stored, first).sentences()
    if faults:
        raise BadInput(f"{snapshot.name} is incomplete, nothing was changed. {' '.join(faults)}")
    sources = [part.source() for part in snapshot.since(stored, first)]
    # The first day, so that an interrupted first run can continue.
    await snapshot_parts.mark_days(await Run.begin(store), {entity: first for entity in newest if entity not in stored})
    days = {entity: day for entity, day in newest.items() if day > stored.get(entity, "")}
    report = await ingest(store, sources, rejects=rejects, progress=progress, days=days, repeat_rejects=False)
    is_read = report.parts_done < len(sources)
    return Synced(report if is_read or report.changed else None, newest)
