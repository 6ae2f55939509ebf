"""What one turn of the event loop asks of a store: equal statements are one trip, whichever requests they are of.

A thousand subscribers that hear of one event and select the same of one paper ask once.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakKeyDictionary

from graphdb.composing import Statement
from graphdb.store import Store

#: Ids of one trip, so that nobody waits for very much that others want.
MOST: Final = 1_000
Waiting = dict[str, list[asyncio.Future["list[Any] | None"]]]


@dataclass(slots=True)
class _Trip:
    """A statement, its parameters, and who waits for which id."""

    statement: Statement
    parameters: Mapping[str, Any]
    waiting: Waiting = field(default_factory=dict[str, "list[asyncio.Future[list[Any] | None]]"])


class Turn:
    """The trips that begin when this turn of the event loop is over."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._trips: dict[tuple[object, ...], _Trip] = {}
        self._running: set[asyncio.Task[None]] = set()

    @classmethod
    def of(cls, store: Store) -> "Turn":
        """The one of a store."""
        if store not in _TURNS:
            _TURNS[store] = cls(store)
        return _TURNS[store]

    def ask(self, statement: Statement, viewer: str | None, key: str) -> asyncio.Future["list[Any] | None"]:
        """The values of a node, or None where there is none; what the store raises. A future of the caller's own."""
        loop = asyncio.get_running_loop()
        if not self._trips:
            loop.call_soon(self._begin)
        same = (*statement.key, viewer if statement.personal else None)
        if same not in self._trips or len(self._trips[same].waiting) >= MOST:
            if same in self._trips:
                self._start(self._trips.pop(same))
            self._trips[same] = _Trip(statement, statement.values(viewer))
        future: asyncio.Future[list[Any] | None] = loop.create_future()
        self._trips[same].waiting.setdefault(key, []).append(future)
        return future

    def _begin(self) -> None:
        trips, self._trips = self._trips, {}
        for trip in trips.values():
            self._start(trip)

    def _start(self, trip: _Trip) -> None:
        task = asyncio.ensure_future(self._run(trip))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run(self, trip: _Trip) -> None:
        try:
            parameters = {**trip.parameters, "ids": list(trip.waiting)}
            found: dict[str, list[Any]] = dict(await self._store.read(trip.statement.text, parameters))
        except Exception as error:
            _fail(trip.waiting, error)
            return
        for key, futures in trip.waiting.items():
            for future in futures:
                if not future.done():
                    future.set_result(found.get(key))


_TURNS: Final[WeakKeyDictionary[Store, Turn]] = WeakKeyDictionary()


def _fail(waiting: Waiting, error: Exception) -> None:
    for future in (each for futures in waiting.values() for each in futures):
        if not future.done():
            future.set_exception(error)
            future.exception()  # Heard, even where nobody waits any more.
