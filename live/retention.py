"""How long the log is kept: entries older than some days go, a few thousand at a time, by any process."""

import asyncio
import logging
import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

from errors import StoreError
from graphdb import activity_log, timestamps
from graphdb.store import Store

#: Seconds between two rounds of one process, varied by half so that many processes do not come at once.
EVERY: Final = 3_600.0
_LOG: Final = logging.getLogger("peergraph")


@asynccontextmanager
async def pruned(store: Store, days: int) -> AsyncGenerator[None]:
    """As long as the block, the log is kept to so many days."""
    running = asyncio.create_task(_prune(store, days))
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def oldest(now: datetime, days: int) -> str:
    """The earliest moment that is kept, in the form that entries have: it is compared with theirs as text."""
    return timestamps.written(now - timedelta(days=days))


async def _prune(store: Store, days: int) -> None:
    while True:
        await asyncio.sleep(EVERY * random.uniform(0.5, 1.5))  # noqa: S311
        try:
            await activity_log.prune(store, oldest(timestamps.now(), days))
        except StoreError as error:
            _LOG.warning("Old entries of the log cannot be taken away now: %s", error)
