"""From sources to final tables: the shape step in as many processes as there are cores, then the global step.

Everything is below one work folder, and what is complete is not done again: `shape/<part>` for each part (which other
machines write to `Options.shared` first), `global` for
the database of the global step, `tables` for the result. The manifest of the tables is written last.
"""

import gc
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from os import cpu_count
from pathlib import Path
from typing import Final

from bulk.global_step import GlobalStep, Result, write_manifest
from bulk.part_folder import fetch, remove_drafts
from bulk.parts import Part, list_sources
from bulk.shape import REJECTS, Summary, Task, read_summary, shape
from bulk.workers import run_tasks
from errors import CannotStart
from graphdb import timestamps
from graphdb.embedded.locks import try_lock
from ingest.addresses import is_address
from ingest.partitions import Snapshot
from ingest.pipeline import NoProgress, Progress
from ingest.report import Report
from ingest.selection import Selection

#: Memory of the database of the global step, beside that of Python.
MEMORY: Final = "1GB"
#: Name of the file with the digest of the parts that the tables are made of.
_KEY: Final = "key"


@dataclass(frozen=True, slots=True)
class Options:
    """`processes`: of the shape step, by default one a core; `memory`: of DuckDB; `rejects`: file for rejected
    records. `scheduler`: of a Dask cluster for the shape step, whose workers write to the folder or address `shared`,
    by default to the work folder."""

    selection: Selection | None = None
    processes: int | None = None
    memory: str = MEMORY
    rejects: Path | None = None
    scheduler: str | None = None
    shared: str | None = None
    now: str = field(default_factory=timestamps.to_text)


def make_tables(
    sources: Iterable[str | Path], work: Path, options: Options | None = None, progress: Progress | None = None
) -> Report:
    """Write the final tables of the sources to `work / "tables"`, as ingest of the sources into an empty graph would
    store them; returns the report of that ingest.

    Raises CannotStart if a source cannot be read or another import uses the work folder.
    """
    options, progress = options or Options(), progress or NoProgress()
    report = Report(rejects=options.rejects)
    work.mkdir(parents=True, exist_ok=True)
    lock = try_lock(work / "lock")
    if lock is None:
        raise CannotStart(f"Another import uses {work}: wait for its end, or choose another work folder.")
    with lock:
        listed = list_sources(sources, str(options.selection or ""))
        parts = _distinct(listed.parts)
        if not parts:
            raise CannotStart("Name a file or a snapshot folder.")
        remove_drafts(work / "shape")
        shared = options.shared or str((work / "shape").absolute())
        tasks = [Task(part, shared, options.selection) for part in parts]
        summaries = _shape(tasks, options, progress, report)
        folders = _local_folders(tasks, work / "shape", options, progress)
        step = _global_step(folders, work, options)
        progress.stage("Linking records", None)
        result = step.run(lambda name: progress.stage(name, None))
        _collect_rejects(options.rejects, [*(folder / REJECTS for folder in folders), step.rejects])
        _fill(report, summaries, result)
        complete = [summary.fingerprint for summary in summaries if summary.fingerprint and not summary.rejected]
        days = _days(listed.snapshots, report)
        write_manifest(work / "tables", result, complete, days, str(options.selection) if options.selection else None)
    return report


def _distinct(parts: Iterable[Part]) -> list[Part]:
    """The parts without those that are listed twice."""
    return list({part.key: part for part in parts}.values())


def _days(snapshots: Iterable[Snapshot], report: Report) -> dict[str, str]:
    """Entity → the day up to which the snapshots are complete. Adds what they lack to the report."""
    days: dict[str, str] = {}
    for snapshot in snapshots:
        report.inventory.add(snapshot.inventory)
        days |= snapshot.newest() if snapshot.complete else {}
    return {} if report.damaged else days


def _shape(tasks: list[Task], options: Options, progress: Progress, report: Report) -> list[Summary]:
    """Shape all parts, the largest first; returns their summaries in the order of the tasks."""
    processes = options.processes or cpu_count() or 1
    summaries = {task.part.key: summary for task in tasks if (summary := read_summary(task)) is not None}
    report.parts_done = len(summaries)
    pending = sorted((task for task in tasks if task.part.key not in summaries), key=lambda task: -task.part.size)
    progress.stage("Reading", sum(task.part.size for task in pending))
    if options.scheduler is None and (processes == 1 or len(pending) <= 1):
        summaries |= {task.part.key: shape(task, progress.step) for task in pending}
    else:

        def done(shaped: tuple[str, Summary]) -> None:
            key, summary = shaped
            summaries[key] = summary
            progress.step(summary.size, summary.records)

        run_tasks(_shape_part, pending, done, scheduler=options.scheduler, processes=processes, prepare=gc.disable)
    return [summaries[task.part.key] for task in tasks]


def _shape_part(task: Task) -> tuple[str, Summary]:
    """The key of the part and its summary."""
    return task.part.key, shape(task)


def _local_folders(tasks: list[Task], folder: Path, options: Options, progress: Progress) -> list[Path]:
    """The folders of the parts' tables on this machine."""
    if options.shared is not None and is_address(options.shared):
        progress.stage("Copying tables", len(tasks))
        for task in tasks:
            fetch(task.folder, task.part.key, folder)
            progress.step(1, 0)
        return [folder / task.part.key for task in tasks]
    return [Path(task.folder, task.part.key) for task in tasks]


def _global_step(folders: list[Path], work: Path, options: Options) -> GlobalStep:
    """The global step of these parts; what is left of one with other parts is removed."""
    key = blake2b(" ".join(folder.name for folder in folders).encode(), digest_size=12).hexdigest()
    state, tables = work / "global", work / "tables"
    if not (state / _KEY).exists() or (state / _KEY).read_text() != key:
        shutil.rmtree(state, ignore_errors=True)
        shutil.rmtree(tables, ignore_errors=True)
        state.mkdir(parents=True)
        (state / _KEY).write_text(key)
    tables.mkdir(exist_ok=True)
    return GlobalStep(
        folders, state, tables,
        now=options.now, memory=options.memory, threads=options.processes or cpu_count() or 1,
        named_by_papers=options.selection is not None,
    )  # fmt: skip


def _collect_rejects(target: Path | None, files: Iterable[Path]) -> None:
    existing = [path for path in files if path.exists()]
    if target is not None and existing:
        with target.open("wb") as file:
            for path in existing:
                file.write(path.read_bytes())


def _fill(report: Report, summaries: Iterable[Summary], result: Result) -> None:
    """Add the counts of all steps to the report."""
    for summary in summaries:
        report.rejected += summary.rejected
        report.left_out += summary.left_out
        report.excluded += summary.excluded
        report.damaged += summary.damaged
        for total, counts in (
            (report.not_stored, summary.not_stored), (report.unknown_kinds, summary.unknown_kinds),
            (report.unread, summary.unread),
        ):  # fmt: skip
            for name, count in (counts or {}).items():
                total[name] = total.get(name, 0) + count
    for label, outcomes in result.outcomes.items():
        for outcome, count in outcomes.items():
            report.counts[label, outcome] = report.counts.get((label, outcome), 0) + count
    report.rejected += result.refused
    report.merged, report.withheld = result.merged, result.withheld
    report.citations = result.edges.get("CITES", 0)
