"""A data dump of ROR → what the institutions of the graph are called and where they are."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from graphdb.ingest.registry import Outcome, store_organisations
from graphdb.ingest.rows import Batch, Reject
from graphdb.ingest.run import Run
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import Progress
from ingest.rejects import Rejects
from ingest.ror.record import organisations
from ingest.sources import Damaged


@dataclass(slots=True)
class Report:
    """What an ingest of ROR did."""

    outcome: Outcome
    rejected: int = 0
    left_out: int = 0
    rejects: Path | None = None

    def sentences(self) -> list[str]:
        """What happened, as a person reads it."""
        facts = (
            (self.outcome.changed, "institutions changed."),
            (self.outcome.unchanged, "institutions are as they were."),
            (self.outcome.older, "records are older than what is stored and were left out."),
            (self.outcome.withdrawn, "organisations are withdrawn: their successors are found by the old ids."),
            (self.outcome.absent, "organisations are on no paper of this graph and were left out."),
            (self.rejected, f"records rejected: see {self.rejects}."),
            (self.left_out, f"values do not fit their fields and were left out: see {self.rejects}."),
        )
        listed = [f"{number:,} {fact}" for number, fact in facts if number]
        return listed if self.outcome.changed else [*listed, "Nothing changed."]


async def ingest_ror(store: Store, path: Path, *, rejects: Path | None = None, progress: Progress) -> Report:
    """Describe the institutions of the graph by a data dump. Withdrawn ids go first, so that the descriptions of their
    successors meet the institutions that carried them."""
    run = await Run.begin(store)
    report = Report(Outcome(), rejects=rejects)
    with Rejects(rejects) as rejected:
        for withdrawn in (True, False):
            await _pass(run, path, withdrawn, report.outcome, rejected, progress)
        report.rejected, report.left_out = rejected.number, rejected.fields
    return report


async def _pass(run: Run, path: Path, withdrawn: bool, outcome: Outcome, rejects: Rejects, progress: Progress) -> None:
    source = file_source(path)
    progress.stage("Reading withdrawn organisations" if withdrawn else "Describing institutions", source.size)
    position = 0
    try:
        async for chunk in source.chunks():
            batch = Batch()
            listed = await asyncio.to_thread(organisations, chunk, batch)
            chosen = [each for each in listed if each.withdrawn == withdrawn]
            outcome.add(await store_organisations(run, chosen, batch))
            # The second pass reads every record again: faults are listed once.
            for fault in batch.rejects if not withdrawn else ():
                rejects.add(fault)
            progress.step(max(chunk.position - position, 0), len(chosen))
            position = chunk.position
    except Damaged as error:
        if not withdrawn:
            rejects.add(Reject(error.source, error.line, str(error), ""))
