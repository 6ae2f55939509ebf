"""Stores one batch. What the store refuses of it is halved until only the faulty records are rejected."""

from dataclasses import replace
from typing import Final

from errors import StoreError, StoreTimeout, StoreUnavailable
from graphdb.ingest import gate
from graphdb.ingest.batch import Outcome, store_batch
from graphdb.ingest.deletions import delete, withhold
from graphdb.ingest.merges import merge
from graphdb.ingest.rows import Batch, EntityRow, Merge, PaperRow, Reject, excerpt
from graphdb.ingest.run import Run, Superseded

#: Errors that the records do not cause: a smaller batch would not help.
_TRANSIENT: Final = (StoreUnavailable, StoreTimeout, Superseded)
#: Errors that a record can cause, in Neo4j or in the driver.
_REFUSALS: Final = (StoreError, ValueError, TypeError, LookupError, ArithmeticError)


async def store_records(run: Run, batch: Batch) -> Outcome:
    """Store the batch: merges first, then deletions, then records. A refused part is halved until the faulty records
    are isolated: they are added to `batch.rejects`, all others are stored.

    Raises the original error if every record of a part is refused, because then the records are not the cause, and if
    the deletions are refused.
    """
    gate.check(batch)
    outcome = Outcome()
    if batch.merges:
        outcome.join(await _store_part(run, replace(batch, papers=[], entities=[], deletions=[]), batch.rejects))
    if batch.deletions:
        outcome.deleted = await delete(run, batch.deletions)
    outcome.withheld = await withhold(run, batch)
    outcome.join(await _store_part(run, replace(batch, merges=[], deletions=[]), batch.rejects))
    return outcome


async def _store_part(run: Run, part: Batch, rejects: list[Reject]) -> Outcome:
    """Store merges or records; adds the refused ones to the rejects."""
    refused: list[Reject] = []
    outcome, error = await _store_halves(run, part, refused)
    if error is not None and 1 < len(_records(part)) == len(refused):
        raise error
    rejects += refused
    return outcome


async def _store_halves(run: Run, part: Batch, refused: list[Reject]) -> tuple[Outcome, Exception | None]:
    """Store a part, or each half of one that the store refuses. Returns the error of the whole part, too."""
    try:
        return await _store(run, part), None
    except _TRANSIENT:
        raise
    except _REFUSALS as error:
        outcome = Outcome()
        if len(_records(part)) <= 1:
            refused += _rejects(part, error)
        else:
            for half in _halves(part):
                outcome.join((await _store_halves(run, half, refused))[0])
        return outcome, error


async def _store(run: Run, part: Batch) -> Outcome:
    if part.merges:
        return Outcome(merged=await merge(run, part.merges))
    return await store_batch(run, part)


def _records(batch: Batch) -> list[Merge | EntityRow | PaperRow]:
    return [*batch.merges, *batch.entities, *batch.papers]


def _halves(batch: Batch) -> list[Batch]:
    """Two batches with half the records each; mentions, source lines and rejects are shared."""
    records = _records(batch)
    halves: list[Batch] = []
    for part in (records[: len(records) // 2], records[len(records) // 2 :]):
        chosen = {id(record) for record in part}
        halves.append(Batch(
            papers=[row for row in batch.papers if id(row) in chosen],
            entities=[row for row in batch.entities if id(row) in chosen],
            merges=[row for row in batch.merges if id(row) in chosen],
            mentions=batch.mentions,
            rejects=batch.rejects,
            source_lines=batch.source_lines,
        ))  # fmt: skip
    return halves


def _rejects(batch: Batch, error: Exception) -> list[Reject]:
    reason = f"the store refuses it: {excerpt(str(error) or type(error).__name__)}"
    ids = [record.old if isinstance(record, Merge) else record.id for record in _records(batch)]
    return [Reject(*batch.source_lines.get(record, ("", 0)), reason, record, record) for record in ids]
