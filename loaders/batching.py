"""What one turn of the event loop asks of a store: equal statements are one trip, whichever requests they are of.

A thousand subscribers that hear of one event and select the same of one paper ask once. While as many trips of one
statement are under way as the store has use for, those who come later travel together: the busier the service, the less
each of them costs, and where it is not busy nobody waits.
"""

import asyncio
import math
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakKeyDictionary

from graphdb.composing import Statement
from graphdb.store import Store
from loaders.recent import Recent

#: Ids of one turn that make one trip, so that nobody waits for very much that others want.
MAX_KEYS: Final = 1_000
#: Trips of one statement that are under way before others wait, and ids of those who wait that travel together.
MAX_CONCURRENT: Final = 4
MAX_COALESCED: Final = 32
#: Seconds that an id of a statement may have taken last for others to wait: for a slow one, or one that nobody knows
#: yet, each goes alone.
QUICK_SECONDS: Final = 0.1
#: Statements whose pace is remembered.
MAX_TIMINGS: Final = 1_000

Waiting = dict[str, list[asyncio.Future["list[Any] | None"]]]
Same = tuple[object, ...]


@dataclass(slots=True)
class _Batch:
    """A statement, who asks, and who waits for which id."""

    statement: Statement
    viewer: str | None
    waiting: Waiting = field(default_factory=dict[str, "list[asyncio.Future[list[Any] | None]]"])

    def takes(self, other: "_Batch") -> bool:
        """Whether the other's ids come along, which they then do."""
        if len(self.waiting) + len(other.waiting) > MAX_COALESCED:
            return False
        for key, futures in other.waiting.items():
            self.waiting.setdefault(key, []).extend(futures)
        return True


@dataclass(slots=True)
class _Queue:
    """The trips of one statement: how many are under way, who waits to go, and seconds that an id took last."""

    under_way: int = 0
    queue: deque[_Batch] = field(default_factory=deque[_Batch])
    pace: float = math.inf

    @property
    def full(self) -> bool:
        """Whether the next trip has to wait."""
        return self.under_way >= MAX_CONCURRENT and self.pace < QUICK_SECONDS


class Batcher:
    """The trips that begin when this turn of the event loop is over."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._trips: dict[Same, _Batch] = {}
        self._lines: Recent[Same, _Queue] = Recent(MAX_TIMINGS)
        self._running: set[asyncio.Task[None]] = set()

    @classmethod
    def of(cls, store: Store) -> "Batcher":
        """The one of a store."""
        if store not in _BATCHERS:
            _BATCHERS[store] = cls(store)
        return _BATCHERS[store]

    def ask(self, statement: Statement, viewer: str | None, key: str) -> asyncio.Future["list[Any] | None"]:
        """The values of a node, or None where there is none; what the store raises. A future of the caller's own."""
        loop = asyncio.get_running_loop()
        if not self._trips:
            loop.call_soon(self._begin)
        same = (*statement.key, viewer if statement.personal else None)
        trip = self._trips.get(same)
        if trip is None or len(trip.waiting) >= MAX_KEYS:
            if trip is not None:
                self._depart(same, trip)
            trip = self._trips[same] = _Batch(statement, viewer)
        future: asyncio.Future[list[Any] | None] = loop.create_future()
        trip.waiting.setdefault(key, []).append(future)
        return future

    def _begin(self) -> None:
        trips, self._trips = self._trips, {}
        for same, trip in trips.items():
            self._depart(same, trip)

    def _depart(self, same: Same, trip: _Batch) -> None:
        """Starts a trip, or lets it wait, with those who wait already where there is room."""
        line = self._lines.get(same) or self._lines.put(same, _Queue())
        if not line.full:
            self._start(line, trip)
        elif not (line.queue and line.queue[-1].takes(trip)):
            line.queue.append(trip)

    def _start(self, line: _Queue, trip: _Batch) -> None:
        line.under_way += 1
        task = asyncio.ensure_future(self._run(line, trip))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run(self, line: _Queue, trip: _Batch) -> None:
        began = asyncio.get_running_loop().time()
        try:
            await self._travel(trip)
        finally:
            line.pace = (asyncio.get_running_loop().time() - began) / len(trip.waiting)
            line.under_way -= 1
            while line.queue and not line.full:
                self._start(line, line.queue.popleft())

    async def _travel(self, trip: _Batch) -> None:
        try:
            parameters = trip.statement.asking(trip.waiting, trip.viewer)
            found: dict[str, list[Any]] = dict(await self._store.read(trip.statement.text, parameters))
        except Exception as error:
            _fail(trip.waiting, error)
            return
        for key, futures in trip.waiting.items():
            for future in futures:
                if not future.done():
                    future.set_result(found.get(key))


_BATCHERS: Final[WeakKeyDictionary[Store, Batcher]] = WeakKeyDictionary()


def _fail(waiting: Waiting, error: Exception) -> None:
    for future in (each for futures in waiting.values() for each in futures):
        if not future.done():
            future.set_exception(error)
            future.exception()  # Heard, even where nobody waits any more.
