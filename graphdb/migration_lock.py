"""A lock in the graph, so that one of several services that start at the same time migrates it.

The holder renews it. That of a holder which was killed expires after `SECONDS`, by the clock of Neo4j.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final
from uuid import uuid4

from errors import PeergraphError
from graphdb.cypher import cypher
from graphdb.store import Store, Transaction

#: Seconds after which a lock that is not renewed expires, between two renewals, and between two attempts to take it.
SECONDS: Final = 60.0
RENEWAL_SECONDS: Final = 15.0
ATTEMPT_SECONDS: Final = 0.5
#: Takes Neo4j's lock of the node, which another statement of the transaction then reads.
LOCK: Final = cypher("MERGE (lock:Meta {id: 'migration'}) SET lock.attempted = timestamp()")
TAKE: Final = cypher("""\
MATCH (lock:Meta {id: 'migration'})
WHERE lock.holder IS NULL OR lock.holder = $holder OR lock.until < timestamp()
SET lock.holder = $holder, lock.until = timestamp() + $milliseconds
RETURN true""")
RELEASE: Final = cypher(
    "MATCH (lock:Meta {id: 'migration'}) WHERE lock.holder = $holder REMOVE lock.holder, lock.until"
)
_LOG: Final = logging.getLogger("peergraph")


@asynccontextmanager
async def migration_lock(store: Store) -> AsyncGenerator[None]:
    """Holds the lock for the block; waits for another service that holds it."""
    holder = uuid4().hex
    while not await _take(store, holder):  # noqa: ASYNC110 - another process holds it
        await asyncio.sleep(ATTEMPT_SECONDS)
    renewal = asyncio.create_task(_renew(store, holder))
    try:
        yield
    finally:
        renewal.cancel()
        await asyncio.gather(renewal, return_exceptions=True)
        await store.write(RELEASE, {"holder": holder})


async def _take(store: Store, holder: str) -> bool:
    """Takes or renews the lock; false if another service holds it."""

    async def take(transaction: Transaction) -> bool:
        await transaction.run(LOCK, {})
        parameters = {"holder": holder, "milliseconds": int(1_000 * SECONDS)}
        return bool(await transaction.run(TAKE, parameters))

    return await store.transact(take)


async def _renew(store: Store, holder: str) -> None:
    while True:
        await asyncio.sleep(RENEWAL_SECONDS)
        try:
            await _take(store, holder)
        except PeergraphError as error:
            _LOG.warning("The lock of the migration is not renewed: %s", error)
