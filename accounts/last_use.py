"""When sessions and tokens were last used: written at most once a minute, beside the request that used them."""

import asyncio
import logging
from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Final

from errors import StoreError
from graphdb import access_token, session, timestamps
from graphdb.store import Store

EVERY: Final = timedelta(minutes=1)
_LOG: Final = logging.getLogger("peergraph")


class LastUse:
    """The writes that are under way; `close` waits for them."""

    def __init__(self, store: Store, session_days: int) -> None:
        self._store = store
        self._session_days = session_days
        self._writing: dict[str, asyncio.Task[None]] = {}

    def of_session(self, id: str, used_at: str) -> None:  # noqa: A002
        """A session was used, which lets it live on; it was so last at `used_at`."""
        if now := self._due(id, used_at):
            expires = timestamps.later(now, days=self._session_days)
            self._begin(id, session.used(self._store, id, timestamps.written(now), expires))

    def of_token(self, id: str, used_at: str | None) -> None:  # noqa: A002
        """A token was used, last at `used_at` or never."""
        if now := self._due(id, used_at):
            self._begin(id, access_token.used(self._store, id, timestamps.written(now)))

    async def close(self) -> None:
        """Waits for what is being written."""
        await asyncio.gather(*self._writing.values())

    def _due(self, id: str, used_at: str | None) -> datetime | None:  # noqa: A002
        now = timestamps.now()
        recent = used_at is not None and now - timestamps.read(used_at) < EVERY
        return None if recent or id in self._writing else now

    def _begin(self, id: str, write: Awaitable[None]) -> None:  # noqa: A002
        self._writing[id] = asyncio.create_task(self._write(id, write))

    async def _write(self, id: str, write: Awaitable[None]) -> None:  # noqa: A002
        try:
            await write
        except StoreError as error:
            # The next request says it again.
            _LOG.warning("The last use of %s was not written: %s", id, error)
        finally:
            del self._writing[id]
