"""Where the logs of papers stand, for all who ask at the same time: after a restart everybody comes at once."""

import asyncio
from typing import Final

from graphdb import activity_log
from graphdb.store import Store

Standing = tuple[str, int]
#: Identifiers of one statement.
_MAX_POSITIONS: Final = 1_000


class LogPositions:
    """One statement at a time for each scheme of identifiers; whoever asks while it runs is in the next."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked: dict[str, dict[str, asyncio.Future[Standing | None]]] = {}
        self._running: dict[str, asyncio.Task[None]] = {}

    async def of(self, scheme: str, key: str) -> Standing | None:
        """The id of the paper that an identifier names, and the position of its newest entry now; None where there is
        no such paper."""
        asked = self._asked.setdefault(scheme, {})
        if key not in asked:
            asked[key] = asyncio.get_running_loop().create_future()
        answer = asked[key]
        if scheme not in self._running:
            self._running[scheme] = asyncio.create_task(self._answer(scheme))
        return await asyncio.shield(answer)

    async def _answer(self, scheme: str) -> None:
        try:
            while asked := self._asked[scheme]:
                batch = {key: asked.pop(key) for key in list(asked)[:_MAX_POSITIONS]}
                await self._batch(scheme, batch)
        finally:
            del self._running[scheme]

    async def _batch(self, scheme: str, batch: dict[str, asyncio.Future[Standing | None]]) -> None:
        try:
            found = await activity_log.standings(self._store, scheme, list(batch))
        except BaseException as error:
            for answer in batch.values():
                answer.set_exception(error)
                # Who asked may have gone, and then nobody looks at it.
                answer.exception()
            if not isinstance(error, Exception):
                raise
        else:
            for key, answer in batch.items():
                answer.set_result(found.get(key))
