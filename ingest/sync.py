"""Brings a graph to the newest day of a snapshot: the partitions that it lacks, with merged and deleted ids."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from errors import BadInput
from graphdb.ingest import graph_filter, snapshot_parts
from graphdb.ingest.run import Run
from graphdb.store import Store
from ingest.kinds import WORKS
from ingest.partitions import Part, Snapshot
from ingest.pipeline import Progress, ingest
from ingest.report import Report
from ingest.selection import Selection

_FIRST_DAY: Final = ""


@dataclass(frozen=True, slots=True)
class Synced:
    """`report`: of the records that were read, None if the graph had all of them; `days`: entity → its newest day;
    `selection`: the filter of the graph."""

    report: Report | None
    days: dict[str, str]
    selection: Selection | None = None


async def sync(
    store: Store,
    snapshot: Snapshot,
    *,
    since: str | None = None,
    selection: Selection | None = None,
    rejects: Path | None = None,
    progress: Progress | None = None,
) -> Synced:
    """Read the partitions that the graph lacks. It can be interrupted at any time and run again.

    `since`: the first day for entities of which the graph has no snapshot. `selection`: the filter, for an empty graph;
    a graph keeps the filter that it has. Raises BadInput if the snapshot is incomplete, if it is unknown which
    partitions the graph lacks, or if the graph has another filter; then nothing has been changed.
    """
    if not snapshot.is_whole:
        raise BadInput(f"{snapshot.name} is one partition: name the folder of the snapshot.")
    stored = await snapshot_parts.stored_days(store)
    is_empty = await snapshot_parts.is_empty(store)
    selection = _chosen(selection, await graph_filter.stored_filter(store), is_empty=is_empty)
    if not stored and since is None and not is_empty:
        raise BadInput(
            "It is unknown which partitions of a snapshot this graph has: pass --since with the day of its newest"
            " records, or run `peergraph ingest openalex` with the whole snapshot."
        )
    first = since or _FIRST_DAY
    newest = snapshot.newest()
    faults = snapshot.inventory.since(stored, first).sentences()
    if faults:
        raise BadInput(f"{snapshot.name} is incomplete, nothing was changed. {' '.join(faults)}")
    parts = snapshot.since(stored, first)
    sources = [part.source() for part in (parts if selection is None else _works_first(parts))]
    run = await Run.begin(store)
    if selection is not None:
        await graph_filter.mark_filter(run, str(selection))
    # The first day, so that an interrupted first run can continue.
    await snapshot_parts.mark_days(run, {entity: first for entity in newest if entity not in stored})
    days = {entity: day for entity, day in newest.items() if day > stored.get(entity, "")}
    report = await ingest(
        store, sources, rejects=rejects, progress=progress, days=days, repeat_rejects=False, selection=selection
    )
    is_read = report.parts_done < len(sources)
    return Synced(report if is_read or report.changed else None, newest, selection)


def _chosen(selection: Selection | None, stored: str | None, *, is_empty: bool) -> Selection | None:
    """The filter to read with. Raises BadInput if it is not that of the graph."""
    if stored is None:
        if selection is not None and not is_empty:
            raise BadInput(f"The graph was loaded without a filter, so it cannot be read with {str(selection)!r}.")
        return selection
    if selection is not None and selection != Selection.parse(stored):
        raise BadInput(f"The graph holds the works of the filter {stored!r}, not of {str(selection)!r}.")
    return Selection.parse(stored)


def _works_first(parts: list[Part]) -> list[Part]:
    """The logs, then works, then the other entities, of which only those that a work names are stored."""
    return sorted(parts, key=lambda part: (bool(part.day), part.entity != WORKS))
