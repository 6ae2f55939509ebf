"""A data dump of ROR → names, places, relations and status of the graph's institutions."""

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
    """The outcome of an ingest of ROR."""

    outcome: Outcome
    rejected: int = 0
    left_out: int = 0
    rejects: Path | None = None

    def sentences(self) -> list[str]:
        """The outcome, one sentence per result."""
        facts = (
            (self.outcome.changed, "institutions changed."),
            (self.outcome.unchanged, "institutions unchanged."),
            (self.outcome.older, "records left out, because newer ones are stored."),
            (self.outcome.withdrawn, "organisations withdrawn; their ids lead to the successors."),
            (self.outcome.absent, "organisations left out, because no paper of the graph has them."),
            (self.rejected, f"records rejected: see {self.rejects}."),
            (self.left_out, f"invalid values left out: see {self.rejects}."),
        )
        listed = [f"{number:,} {fact}" for number, fact in facts if number]
        return listed if self.outcome.changed else [*listed, "Nothing changed."]


async def ingest_ror(store: Store, path: Path, *, rejects: Path | None = None, progress: Progress) -> Report:
    """Describe the institutions of the graph by a data dump. The first pass redirects withdrawn ids, so that the second
    applies the records of their successors to the institutions with these ids."""
    run = await Run.begin(store)
    report = Report(Outcome(), rejects=rejects)
    with Rejects(rejects) as reject_file:
        for withdrawn in (True, False):
            await _pass(run, path, withdrawn, report.outcome, reject_file, progress)
        report.rejected, report.left_out = reject_file.number, reject_file.fields
    return report


async def _pass(run: Run, path: Path, withdrawn: bool, outcome: Outcome, rejects: Rejects, progress: Progress) -> None:
    source = file_source(path)
    progress.stage("Reading withdrawn organisations" if withdrawn else "Describing institutions", source.size)
    position = 0
    try:
        async for chunk in source.chunks():
            batch = Batch()
            listed = await asyncio.to_thread(organisations, chunk, batch)
            chosen = [organisation for organisation in listed if organisation.withdrawn == withdrawn]
            outcome.add(await store_organisations(run, chosen, batch))
            # Both passes read every record: only the second lists rejects.
            for fault in batch.rejects if not withdrawn else ():
                rejects.add(fault)
            progress.step(max(chunk.position - position, 0), len(chosen))
            position = chunk.position
    except Damaged as error:
        if not withdrawn:
            rejects.add(Reject(error.source, error.line, str(error), ""))
