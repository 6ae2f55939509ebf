"""Stores the last use of sessions and tokens, at most once a minute, in the background of the request."""

import asyncio
import logging
from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Final

from accounts.sessions import Lifetime
from errors import StoreError, StoreFull
from graphdb import access_token, session, timestamps
from graphdb.store import Store

INTERVAL: Final = timedelta(minutes=1)
_LOG: Final = logging.getLogger("peergraph")


class LastUse:
    """The pending writes; `close` waits for them."""

    def __init__(self, store: Store, lifetime: Lifetime) -> None:
        self._store = store
        self._lifetime = lifetime
        self._writing: dict[str, asyncio.Task[None]] = {}

    def of_session(self, id: str, used_at: str, created_at: str) -> None:  # noqa: A002
        """Records the use of a session, which extends it up to its longest lifetime. `used_at`: the stored last use."""
        if now := self._write_time(id, used_at):
            expires = self._lifetime.end(now, timestamps.parse(created_at))
            self._begin(id, session.record_use(self._store, id, timestamps.to_text(now), expires))

    def of_token(self, id: str, used_at: str | None) -> None:  # noqa: A002
        """Records the use of a token. `used_at`: the stored last use, or None."""
        if now := self._write_time(id, used_at):
            self._begin(id, access_token.record_use(self._store, id, timestamps.to_text(now)))

    async def close(self) -> None:
        """Waits for pending writes."""
        await asyncio.gather(*self._writing.values())

    def _write_time(self, id: str, used_at: str | None) -> datetime | None:  # noqa: A002
        now = timestamps.now()
        recent = used_at is not None and now - timestamps.parse(used_at) < INTERVAL
        return None if recent or id in self._writing else now

    def _begin(self, id: str, write: Awaitable[None]) -> None:  # noqa: A002
        self._writing[id] = asyncio.create_task(self._write(id, write))

    async def _write(self, id: str, write: Awaitable[None]) -> None:  # noqa: A002
        try:
            await write
        except StoreFull:
            pass  # The log says that the disk is full.
        except StoreError as error:
            # The next request repeats the write.
            _LOG.warning("The last use of %s was not written: %s", id, error)
        finally:
            del self._writing[id]
