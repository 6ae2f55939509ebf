"""The ingest pipeline: read, parse, store, link citations, update aggregates.

Reading and decompression run in a thread, parsing in a separate process, and the store works in parallel; the number of
chunks in flight is bounded, and so is memory.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path
from typing import Final, Protocol

from graphdb import author_claim, denormalized, topic_rollup
from graphdb.ingest import snapshot_parts
from graphdb.ingest.batch import combine_contested
from graphdb.ingest.graph_filter import named
from graphdb.ingest.links import count as unlinked
from graphdb.ingest.links import link
from graphdb.ingest.rows import Batch, Reject
from graphdb.ingest.run import Run
from graphdb.ingest.storage import store_records
from graphdb.store import Store
from ingest.chunk_parser import Chunk
from ingest.parser_process import Parser
from ingest.rejects import Rejects
from ingest.report import Report
from ingest.selection import Selection
from ingest.sources import Damaged, Source

#: Maximum number of chunks that are being parsed or wait for the store.
MAX_PARSED_AHEAD: Final = 2
#: Smaller ingests, in bytes, are parsed in a thread, because a process takes longer to start.
MIN_PROCESS_BYTES: Final = 4 * 2**20


class Progress(Protocol):
    """Receives the progress of an ingest."""

    def stage(self, name: str, total: int | None) -> None:
        """A new stage begins, of `total` steps (bytes, records or nodes); None for an unknown number."""
        ...

    def step(self, steps: int, records: int) -> None:
        """Further steps of the stage are done, with this number of records."""
        ...


class NoProgress:
    """Ignores progress."""

    def stage(self, name: str, total: int | None) -> None:
        """Do nothing."""

    def step(self, steps: int, records: int) -> None:
        """Do nothing."""


async def ingest(
    store: Store,
    sources: Iterable[Source],
    *,
    rejects: Path | None = None,
    progress: Progress | None = None,
    days: Mapping[str, str] | None = None,
    repeat_rejects: bool = True,
    selection: Selection | None = None,
) -> Report:
    """Store the records of the sources in the graph. It can be interrupted at any time and run again.

    `days`: entity → day up to which the graph has all partitions of a snapshot when all sources are stored. Without
    `repeat_rejects` a part with rejected records is read only once. `selection`: the works to store; of other entities,
    those that the graph has then.

    Raises StoreError or a subclass when the store fails, PeergraphError when a source fails; stored records stay.
    """
    progress = progress or NoProgress()
    all_sources = list(sources)
    report = Report(rejects=rejects)
    run = await Run.begin(store)
    large = sum(source.size or 0 for source in all_sources) >= MIN_PROCESS_BYTES
    with Rejects(rejects) as reject_file, Parser(use_process=large, selection=selection) as parser:
        try:
            await _read(run, all_sources, parser, reject_file, report, progress, repeat_rejects=repeat_rejects)
        finally:
            report.rejected, report.left_out = reject_file.number, reject_file.fields
    await finish(run, report, progress)
    if not report.damaged:
        await snapshot_parts.mark_days(run, days or {})
    return report


async def finish(run: Run, report: Report, progress: Progress) -> None:
    """Combine pending claims, link citations, roll topics up, refresh stale aggregates, including those of an
    interrupted run, and restore the authors that users have claimed."""
    await combine_contested(run)
    progress.stage("Linking citations", await unlinked(run))
    report.citations, report.uncited = await link(run, lambda papers: progress.step(papers, papers))
    progress.stage("Rolling topics up", await topic_rollup.unplaced(run.store))
    await topic_rollup.refresh(run.store, lambda papers: progress.step(papers, papers))
    progress.stage("Updating aggregates", await denormalized.count_stale(run.store))
    report.refreshed = await denormalized.refresh(run.store, lambda nodes: progress.step(nodes, nodes))
    await author_claim.update_claims(run.store)


async def _read(
    run: Run,
    sources: list[Source],
    parser: Parser,
    rejects: Rejects,
    report: Report,
    progress: Progress,
    *,
    repeat_rejects: bool,
) -> None:
    stored = await snapshot_parts.stored_parts(run) if any(source.part for source in sources) else set[str]()
    pending = [source for source in sources if source.part not in stored]
    report.parts_done = len(sources) - len(pending)
    sizes = [source.size for source in pending]
    progress.stage("Reading", None if None in sizes else sum(size or 0 for size in sizes))
    for source in pending:
        count_before = rejects.number
        try:
            await _store(run, source, parser, rejects, report, progress)
        except Damaged as error:
            rejects.add(Reject(error.source, error.line, str(error), ""))
            report.damaged += 1
            continue
        # The next run reads a part with rejects again, and reports them again.
        if source.part is not None and (rejects.number == count_before or not repeat_rejects):
            await snapshot_parts.mark(run, source.part)


async def _store(
    run: Run, source: Source, parser: Parser, rejects: Rejects, report: Report, progress: Progress
) -> None:
    position = 0
    async for chunk, batch in parse_chunks(source.chunks(), parser):
        if parser.selection is not None:
            batch.entities = await named(run, batch.entities)
        outcome = await store_records(run, batch)
        report.add(outcome)
        report.excluded += batch.excluded
        for name, count in batch.skipped.items():
            report.not_stored[name] = report.not_stored.get(name, 0) + count
        for name, count in batch.unknown_kinds.items():
            report.unknown_kinds[name] = report.unknown_kinds.get(name, 0) + count
        for name, count in batch.unread.items():
            report.unread[name] = report.unread.get(name, 0) + count
        for reject in batch.rejects:
            rejects.add(reject)
        for record_id, reason in outcome.refused.items():
            rejects.add(Reject(*batch.source_lines.get(record_id, (source.name, 0)), reason, record_id))
        progress.step(chunk.position - position, len(chunk.lines))
        position = chunk.position
    progress.step((source.size or position) - position, 0)


async def parse_chunks(chunks: AsyncIterator[Chunk], parser: Parser) -> AsyncIterator[tuple[Chunk, Batch]]:
    """Every chunk with its batch, in order, while the next chunks are parsed."""
    queue: deque[tuple[Chunk, asyncio.Future[Batch]]] = deque()
    failure: Damaged | None = None
    try:
        async for chunk in chunks:
            queue.append((chunk, parser.submit(chunk)))
            if len(queue) > MAX_PARSED_AHEAD:
                oldest, future = queue.popleft()
                yield oldest, await future
    except Damaged as error:
        failure = error
    for oldest, future in queue:
        yield oldest, await future
    if failure is not None:
        raise failure
