"""The shape step: the records of one part → its tables. A pure map over parts, so that any scheduler can run it.

The tables of a part are one folder, which is complete when it appears (`bulk.part_folder`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import orjson

from bulk.columns import VERSION
from bulk.part_folder import SUMMARY, draft, summary_of
from bulk.part_tables import PartTables
from bulk.parts import Part
from errors import CannotStart
from graphdb.ingest import gate
from graphdb.ingest.rows import Batch, Reject
from ingest import jsonl
from ingest.addresses import Address, is_address
from ingest.chunk_parser import Chunk, parse
from ingest.rejects import Rejects
from ingest.selection import Selection
from ingest.sources import Damaged

REJECTS: Final = "rejects.jsonl"


@dataclass(slots=True)
class Summary:
    """The counts of a part, in the form of `ingest.report.Report`."""

    version: int = VERSION
    path: str = ""
    fingerprint: str | None = None
    size: int = 0
    records: int = 0
    rejected: int = 0
    left_out: int = 0
    #: Works that the filter excludes.
    excluded: int = 0
    #: Whether the file cannot be read to its end.
    damaged: bool = False
    not_stored: dict[str, int] | None = None
    unknown_kinds: dict[str, int] | None = None
    unread: dict[str, int] | None = None


class Task(NamedTuple):
    """A part, the folder or address of all parts' tables, and the filter."""

    part: Part
    folder: str
    selection: Selection | None = None


def read_summary(task: Task) -> Summary | None:
    """The summary of a complete part; None for a part that is not shaped. Raises CannotStart for tables of another
    version."""
    folder = f"{task.folder}/{task.part.key}"
    content = summary_of(task.folder, task.part.key)
    if content is None:
        return None
    try:
        summary = Summary(**orjson.loads(content))
    except (orjson.JSONDecodeError, TypeError) as error:
        raise CannotStart(f"{folder} was not written by this version: remove it and run the import again.") from error
    if summary.version != VERSION:
        raise CannotStart(f"{folder} has tables of version {summary.version}, not {VERSION}: remove it.")
    return summary


def shape(task: Task, progress: Callable[[int, int], None] | None = None) -> Summary:
    """Write the tables of the part, unless they exist. `progress` receives bytes and records since its last call."""
    if (summary := read_summary(task)) is not None:
        return summary
    with draft(task.folder, task.part.key) as folder:
        summary = _write(task, folder, progress or (lambda _bytes, _records: None))
        (folder / SUMMARY).write_bytes(orjson.dumps(summary))
    return summary


def read_part(part: Part) -> Iterator[Chunk]:
    """The records of the part by chunk."""
    if is_address(part.path):
        return Address(part.path).chunks(part.size, csv=part.is_csv)
    return jsonl.chunks(Path(part.path), csv=part.is_csv)


def _write(task: Task, folder: Path, progress: Callable[[int, int], None]) -> Summary:
    part = task.part
    summary = Summary(path=part.path, fingerprint=part.fingerprint, size=part.size)
    choose = None if task.selection is None else task.selection.accepts
    position = 0
    with Rejects(folder / REJECTS) as rejects, PartTables(folder) as tables:
        try:
            for chunk in read_part(part):
                batch = parse(chunk, choose)
                gate.check(batch)
                tables.add(batch)
                _count(summary, batch)
                for reject in batch.rejects:
                    rejects.add(reject)
                summary.records += len(chunk.lines)
                progress(chunk.position - position, len(chunk.lines))
                position = chunk.position
        except Damaged as error:
            rejects.add(Reject(error.source, error.line, str(error), ""))
            summary.damaged = True
        summary.rejected, summary.left_out = rejects.number, rejects.fields
    progress(part.size - position, 0)
    return summary


def _count(summary: Summary, batch: Batch) -> None:
    summary.excluded += batch.excluded
    summary.not_stored = _added(summary.not_stored, batch.skipped)
    summary.unknown_kinds = _added(summary.unknown_kinds, batch.unknown_kinds)
    summary.unread = _added(summary.unread, batch.unread)


def _added(total: dict[str, int] | None, counts: dict[str, int]) -> dict[str, int]:
    total = total or {}
    for name, count in counts.items():
        total[name] = total.get(name, 0) + count
    return total
