"""One batch into the graph, and what to do where the store refuses it: one record never costs the others."""

from typing import Final

from errors import StoreError, StoreTimeout, StoreUnavailable
from graphdb.ingest.batch import Outcome, store_batch
from graphdb.ingest.rows import Batch, Reject, excerpt
from graphdb.ingest.run import Run, Superseded

#: What says nothing of the records: no smaller batch would help.
_PASSING: Final = (StoreUnavailable, StoreTimeout, Superseded)
#: What a record can cause, in Neo4j, in the driver or on the way there.
_REFUSALS: Final = (StoreError, ValueError, TypeError, LookupError, ArithmeticError)


async def store_records(run: Run, batch: Batch) -> Outcome:
    """Store the batch. A batch that is refused is halved until the records are found that cause it: these are listed in
    `batch.rejects`, all others are stored.

    Raises the error of the whole where every record is refused, because then the records are not the reason.
    """
    try:
        return await store_batch(run, batch)
    except _PASSING:
        raise
    except _REFUSALS as error:
        refused: list[Reject] = []
        outcome = await _apart(run, batch, error, refused)
        size = _size(batch)
        if size > 1 and len(refused) == size:
            raise
        batch.rejects += refused
        return outcome


async def _apart(run: Run, batch: Batch, error: Exception, refused: list[Reject]) -> Outcome:
    """Store each half of a batch that was refused."""
    if _size(batch) <= 1:
        refused += _rejects(batch, error)
        return Outcome()
    outcome = Outcome()
    for half in _halves(batch):
        try:
            stored = await store_batch(run, half)
        except _PASSING:
            raise
        except _REFUSALS as again:
            stored = await _apart(run, half, again, refused)
        outcome.join(stored)
    return outcome


def _size(batch: Batch) -> int:
    return len(batch.papers) + len(batch.entities) + len(batch.merges)


def _halves(batch: Batch) -> list[Batch]:
    """Two batches of half the records each; what papers mention, places and rejects are shared."""
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
            places=batch.places,
        ))  # fmt: skip
    return halves


def _rejects(batch: Batch, error: Exception) -> list[Reject]:
    reason = f"the store refuses it: {excerpt(str(error) or type(error).__name__)}"
    named = [*(row.id for row in batch.papers), *(row.id for row in batch.entities), *(row.old for row in batch.merges)]
    return [Reject(*batch.places.get(found, ("", 0)), reason, found, found) for found in named]
