"""Reads the log positions of papers in batches, because all clients reconnect at once after a restart."""

import asyncio
from typing import Final

from graphdb import activity_log
from graphdb.store import Store

LogPosition = tuple[str, int]
#: Identifiers in one statement.
_MAX_POSITIONS: Final = 1_000


class LogPositions:
    """One statement at a time for each scheme of identifiers; later requests join the next batch."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pending: dict[str, dict[str, asyncio.Future[LogPosition | None]]] = {}
        self._running: dict[str, asyncio.Task[None]] = {}

    async def of(self, scheme: str, key: str) -> LogPosition | None:
        """The id of the paper with an identifier, and the current position of its log; None if it does not exist."""
        pending = self._pending.setdefault(scheme, {})
        if key not in pending:
            pending[key] = asyncio.get_running_loop().create_future()
        position = pending[key]
        if scheme not in self._running:
            self._running[scheme] = asyncio.create_task(self._run(scheme))
        return await asyncio.shield(position)

    async def _run(self, scheme: str) -> None:
        try:
            while pending := self._pending[scheme]:
                batch = {key: pending.pop(key) for key in list(pending)[:_MAX_POSITIONS]}
                await self._batch(scheme, batch)
        finally:
            del self._running[scheme]

    async def _batch(self, scheme: str, batch: dict[str, asyncio.Future[LogPosition | None]]) -> None:
        try:
            positions = await activity_log.log_positions(self._store, scheme, list(batch))
        except BaseException as error:
            for future in batch.values():
                future.set_exception(error)
                # The requester can be cancelled; this marks the exception as retrieved.
                future.exception()
            if not isinstance(error, Exception):
                raise
        else:
            for key, future in batch.items():
                future.set_result(positions.get(key))
