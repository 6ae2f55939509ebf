"""Sources in, graph out: read, parse, store, link, sum up.

Reading and unpacking run in a thread, parsing in a process of its own, and the store's work beside both; the chunks on
their way are few, so that memory stays flat.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Final, Protocol

from graphdb import author_claim, denormalized, rollup
from graphdb.ingest import parts
from graphdb.ingest.batch import settle
from graphdb.ingest.links import count as unlinked
from graphdb.ingest.links import link
from graphdb.ingest.rows import Batch, Reject
from graphdb.ingest.run import Run
from graphdb.ingest.storing import store_records
from graphdb.store import Store
from ingest.parser import Parser
from ingest.parsing import Chunk
from ingest.rejects import Rejects
from ingest.report import Report
from ingest.sources import Damaged, Source

#: Chunks that are parsed or wait for the store.
AHEAD: Final = 2
#: Sources of fewer bytes than this are parsed in a thread: a process takes longer to start.
WORTHWHILE: Final = 4 * 2**20


class Progress(Protocol):
    """Who hears how far it is."""

    def stage(self, name: str, total: int | None) -> None:
        """A new stage begins, of so many steps (bytes, records or nodes)."""
        ...

    def step(self, steps: int, records: int) -> None:
        """So many steps of the stage are done, with so many records in them."""
        ...


class Silent:
    """Progress that nobody hears of."""

    def stage(self, name: str, total: int | None) -> None:
        """Nothing."""

    def step(self, steps: int, records: int) -> None:
        """Nothing."""


async def ingest(
    store: Store, sources: Iterable[Source], *, rejects: Path | None = None, progress: Progress | None = None
) -> Report:
    """Bring what the sources hold into the graph and say what became of it. It may be ended at any time and run again.

    Raises StoreError and its kin when the store fails, PeergraphError when a source does; what was stored stays.
    """
    listening = progress or Silent()
    listed = list(sources)
    report = Report(rejects=rejects)
    run = await Run.begin(store)
    large = sum(source.size or 0 for source in listed) >= WORTHWHILE
    with Rejects(rejects) as rejected, Parser(apart=large) as parser:
        try:
            await _read(run, listed, parser, rejected, report, listening)
        finally:
            report.rejected, report.left_out = rejected.number, rejected.fields
    await finish(run, report, listening)
    return report


async def finish(run: Run, report: Report, progress: Progress) -> None:
    """Combine claims that wait for it, link citations, place papers within topics, refresh what is stale, also what an
    earlier run left, and give people the authors that they are."""
    await settle(run)
    progress.stage("Linking citations", await unlinked(run))
    report.citations, report.uncited = await link(run, lambda papers: progress.step(papers, papers))
    progress.stage("Placing papers within topics", await rollup.unplaced(run.store))
    await rollup.refresh(run.store, lambda papers: progress.step(papers, papers))
    progress.stage("Summing up", await denormalized.count_stale(run.store))
    report.refreshed = await denormalized.refresh(run.store, lambda nodes: progress.step(nodes, nodes))
    await author_claim.keep(run.store)


async def _read(
    run: Run, sources: list[Source], parser: Parser, rejects: Rejects, report: Report, progress: Progress
) -> None:
    done = await parts.stored_parts(run) if any(source.part for source in sources) else set[str]()
    fresh = [source for source in sources if source.part not in done]
    report.parts_done = len(sources) - len(fresh)
    sizes = [source.size for source in fresh]
    progress.stage("Reading", None if None in sizes else sum(size or 0 for size in sizes))
    for source in fresh:
        before = rejects.number
        try:
            await _store(run, source, parser, rejects, report, progress)
        except Damaged as error:
            rejects.add(Reject(error.source, error.line, str(error), ""))
        # A part with rejects is read again by the next run, which so reports them again.
        if source.part is not None and rejects.number == before:
            await parts.mark(run, source.part)


async def _store(
    run: Run, source: Source, parser: Parser, rejects: Rejects, report: Report, progress: Progress
) -> None:
    position = 0
    async for chunk, batch in parsed(source.chunks(), parser):
        outcome = await store_records(run, batch)
        report.add(outcome)
        for name, number in batch.skipped.items():
            report.outside[name] = report.outside.get(name, 0) + number
        for name, number in batch.unknown_kinds.items():
            report.unknown_kinds[name] = report.unknown_kinds.get(name, 0) + number
        for name, number in batch.unread.items():
            report.unread[name] = report.unread.get(name, 0) + number
        for reject in batch.rejects:
            rejects.add(reject)
        for found, reason in outcome.refused.items():
            rejects.add(Reject(*batch.places.get(found, (source.name, 0)), reason, found))
        progress.step(chunk.position - position, len(chunk.lines))
        position = chunk.position
    progress.step((source.size or position) - position, 0)


async def parsed(chunks: AsyncIterator[Chunk], parser: Parser) -> AsyncIterator[tuple[Chunk, Batch]]:
    """Every chunk with what it says, in order, the next ones being parsed meanwhile."""
    waiting: deque[tuple[Chunk, asyncio.Future[Batch]]] = deque()
    failure: Damaged | None = None
    try:
        async for chunk in chunks:
            waiting.append((chunk, parser.submit(chunk)))
            if len(waiting) > AHEAD:
                first, future = waiting.popleft()
                yield first, await future
    except Damaged as error:
        failure = error
    for first, future in waiting:
        yield first, await future
    if failure is not None:
        raise failure
