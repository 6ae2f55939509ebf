"""Retention of the log: each process periodically deletes old entries, a few thousand at a time."""

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

#: Seconds between two runs of one process, varied by half so that processes do not run at once.
INTERVAL: Final = 3_600.0
_LOG: Final = logging.getLogger("peergraph")


@asynccontextmanager
async def log_retention(store: Store, days: int) -> AsyncGenerator[None]:
    """Deletes entries older than `days`, as long as the block."""
    running = asyncio.create_task(_prune(store, days))
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def oldest(now: datetime, days: int) -> str:
    """The time of the oldest retained entry, in the stored form, which is compared as text."""
    return timestamps.to_text(now - timedelta(days=days))


async def _prune(store: Store, days: int) -> None:
    while True:
        await asyncio.sleep(INTERVAL * random.uniform(0.5, 1.5))  # noqa: S311
        try:
            await activity_log.prune(store, oldest(timestamps.now(), days))
        except StoreError as error:
            _LOG.warning("Old entries of the log cannot be deleted: %s", error)
