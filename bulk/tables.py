"""From sources to final tables: the shape step in as many processes as there are cores, then the global step.

Everything is below one work folder, and what is complete is not done again: `shape/<part>` for each part, `global` for
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
from bulk.parts import Part, list_parts
from bulk.selection import Selection
from bulk.shape import REJECTS, Summary, Task, part_folder, read_summary, shape
from bulk.workers import run_tasks
from errors import CannotStart
from graphdb import timestamps
from graphdb.embedded.locks import try_lock
from ingest.pipeline import NoProgress, Progress
from ingest.report import Report

#: Memory of the database of the global step, beside that of Python.
MEMORY: Final = "1GB"
#: Name of the file with the digest of the parts that the tables are made of.
_KEY: Final = "key"


@dataclass(frozen=True, slots=True)
class Options:
    """`processes`: of the shape step, by default one a core; `memory`: of DuckDB; `rejects`: file for rejected
    records."""

    selection: Selection | None = None
    processes: int | None = None
    memory: str = MEMORY
    rejects: Path | None = None
    now: str = field(default_factory=timestamps.to_text)


def make_tables(
    sources: Iterable[Path], work: Path, options: Options | None = None, progress: Progress | None = None
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
        parts = _distinct(list_parts(sources, str(options.selection or "")))
        if not parts:
            raise CannotStart("Name a file or a snapshot folder.")
        tasks = [Task(part, work / "shape", options.selection) for part in parts]
        summaries = _shape(tasks, options.processes or cpu_count() or 1, progress, report)
        step = _global_step(tasks, work, options)
        progress.stage("Linking records", None)
        result = step.run(lambda name: progress.stage(name, None))
        _collect_rejects(options.rejects, [*(part_folder(task) / REJECTS for task in tasks), step.rejects])
        _fill(report, summaries, result)
        # With a filter, ingest of the same parts adds the other works.
        complete = [
            summary.fingerprint
            for summary in summaries
            if summary.fingerprint and not summary.rejected and options.selection is None
        ]
        write_manifest(work / "tables", result, complete)
    return report


def _distinct(parts: Iterable[Part]) -> list[Part]:
    """The parts without those that are listed twice."""
    return list({part.key: part for part in parts}.values())


def _shape(tasks: list[Task], processes: int, progress: Progress, report: Report) -> list[Summary]:
    """Shape all parts, the largest first; returns their summaries in the order of the tasks."""
    summaries = {task.part.key: summary for task in tasks if (summary := read_summary(part_folder(task))) is not None}
    report.parts_done = len(summaries)
    pending = sorted((task for task in tasks if task.part.key not in summaries), key=lambda task: -task.part.size)
    progress.stage("Reading", sum(task.part.size for task in pending))
    if processes == 1 or len(pending) <= 1:
        summaries |= {task.part.key: shape(task, progress.step) for task in pending}
    else:

        def done(shaped: tuple[str, Summary]) -> None:
            key, summary = shaped
            summaries[key] = summary
            progress.step(summary.size, summary.records)

        run_tasks(_shape_part, pending, done, processes=processes, prepare=gc.disable)
    return [summaries[task.part.key] for task in tasks]


def _shape_part(task: Task) -> tuple[str, Summary]:
    """The key of the part and its summary."""
    return task.part.key, shape(task)


def _global_step(tasks: list[Task], work: Path, options: Options) -> GlobalStep:
    """The global step of these parts; what is left of one with other parts is removed."""
    key = blake2b(" ".join(task.part.key for task in tasks).encode(), digest_size=12).hexdigest()
    state, tables = work / "global", work / "tables"
    if not (state / _KEY).exists() or (state / _KEY).read_text() != key:
        shutil.rmtree(state, ignore_errors=True)
        shutil.rmtree(tables, ignore_errors=True)
        state.mkdir(parents=True)
        (state / _KEY).write_text(key)
    tables.mkdir(exist_ok=True)
    return GlobalStep(
        [part_folder(task) for task in tasks], state, tables,
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
