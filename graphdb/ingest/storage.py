"""Stores one batch. What the store refuses of it is halved until only the faulty records are rejected."""

from dataclasses import replace
from typing import Final

from errors import StoreError, StoreTimeout, StoreUnavailable
from graphdb.ingest import gate
from graphdb.ingest.batch import Outcome, store_batch
from graphdb.ingest.deletions import delete, withhold
from graphdb.ingest.rows import Batch, Reject, excerpt
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
        merges = replace(batch, papers=[], entities=[], deletions=[])
        outcome.join(await _store_part(run, merges, batch.rejects))
    if batch.deletions:
        outcome.deleted = await delete(run, batch.deletions)
    outcome.withheld = await withhold(run, batch)
    outcome.join(await _store_part(run, replace(batch, merges=[], deletions=[]), batch.rejects))
    return outcome


async def _store_part(run: Run, part: Batch, rejects: list[Reject]) -> Outcome:
    """Store records of one part; adds the refused ones to the rejects."""
    try:
        return await store_batch(run, part)
    except _TRANSIENT:
        raise
    except _REFUSALS as error:
        refused: list[Reject] = []
        outcome = await _store_halves(run, part, error, refused)
        size = _size(part)
        if size > 1 and len(refused) == size:
            raise
        rejects += refused
        return outcome


async def _store_halves(run: Run, batch: Batch, error: Exception, refused: list[Reject]) -> Outcome:
    """Store each half of a refused batch."""
    if _size(batch) <= 1:
        refused += _rejects(batch, error)
        return Outcome()
    outcome = Outcome()
    for half in _halves(batch):
        try:
            stored = await store_batch(run, half)
        except _TRANSIENT:
            raise
        except _REFUSALS as half_error:
            stored = await _store_halves(run, half, half_error, refused)
        outcome.join(stored)
    return outcome


def _size(batch: Batch) -> int:
    return len(batch.papers) + len(batch.entities) + len(batch.merges)


def _halves(batch: Batch) -> list[Batch]:
    """Two batches with half the records each; mentions, source lines and rejects are shared."""
    records = [*batch.merges, *batch.entities, *batch.papers]
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
    ids = [*(row.id for row in batch.papers), *(row.id for row in batch.entities), *(row.old for row in batch.merges)]
    return [Reject(*batch.source_lines.get(record, ("", 0)), reason, record, record) for record in ids]
