"""Batches reads of one turn of the event loop: equal statements run once for the ids of all requests.

A thousand subscribers to one event that select the same of one paper cause one read. While MAX_CONCURRENT batches of a
statement are running, later requests join the next batch: the busier the service, the less each of them costs. In an
idle service nothing waits.
"""

import asyncio
import math
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from cachetools import LRUCache

from graphdb.composing import Statement
from graphdb.store import Store
from telemetry import tracing

if TYPE_CHECKING:
    from opentelemetry.trace import Link

#: Maximum number of ids in a batch, which bounds the size of its result.
MAX_KEYS: Final = 1_000
#: Maximum number of concurrent batches of one statement, and of ids in a merged batch that waits.
MAX_CONCURRENT: Final = 4
MAX_COALESCED: Final = 32
#: Batches wait only if the last one took less than this number of seconds per id. Batches of a slower statement, or of
#: one without a timing, run alone.
QUICK_SECONDS: Final = 0.1
#: Statements with a timing.
MAX_TIMINGS: Final = 1_000

Waiting = dict[str, list[asyncio.Future["list[Any] | None"]]]
BatchKey = tuple[object, ...]


@dataclass(slots=True)
class _Batch:
    """A statement, its viewer, and by id the futures that wait for its values."""

    statement: Statement
    viewer: str | None
    waiting: Waiting = field(default_factory=dict[str, "list[asyncio.Future[list[Any] | None]]"])
    #: Links to the spans that wait for it, while traces are on.
    links: list["Link"] = field(default_factory=list["Link"])

    @property
    def abandoned(self) -> bool:
        """Whether no request waits for it any longer."""
        return all(future.cancelled() for futures in self.waiting.values() for future in futures)

    def merge(self, other: "_Batch") -> bool:
        """Adds the ids of another batch. Returns False if both together are too many."""
        if len(self.waiting) + len(other.waiting) > MAX_COALESCED:
            return False
        for key, futures in other.waiting.items():
            self.waiting.setdefault(key, []).extend(futures)
        self.links += other.links
        return True


@dataclass(slots=True)
class _Queue:
    """The batches of one statement: the number that are running, those that wait, and the timing of the last one."""

    running: int = 0
    waiting: deque[_Batch] = field(default_factory=deque[_Batch])
    seconds_per_id: float = math.inf

    @property
    def full(self) -> bool:
        """Whether the next batch has to wait."""
        return self.running >= MAX_CONCURRENT and self.seconds_per_id < QUICK_SECONDS


class Batcher:
    """Collects reads and starts their batches at the end of the turn of the event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._batches: dict[BatchKey, _Batch] = {}
        self._queues: LRUCache[BatchKey, _Queue] = LRUCache(MAX_TIMINGS)
        self._tasks: dict[asyncio.Task[None], _Batch] = {}

    @classmethod
    def of(cls, store: Store) -> "Batcher":
        """The batcher of a store."""
        if store not in _BATCHERS:
            _BATCHERS[store] = cls(store)
        return _BATCHERS[store]

    def read(self, statement: Statement, viewer: str | None, key: str) -> asyncio.Future["list[Any] | None"]:
        """The values of the node with this key, or None; raises as `Store.read`. Each call returns a separate future,
        which the caller can cancel."""
        loop = asyncio.get_running_loop()
        if not self._batches:
            loop.call_soon(self._start_all)
        batch_key = (*statement.key, viewer if statement.personal else None)
        batch = self._batches.get(batch_key)
        if batch is None or len(batch.waiting) >= MAX_KEYS:
            if batch is not None:
                self._enqueue(batch_key, batch)
            batch = self._batches[batch_key] = _Batch(statement, viewer)
        future: asyncio.Future[list[Any] | None] = loop.create_future()
        batch.waiting.setdefault(key, []).append(future)
        if (link := tracing.link()) is not None:
            batch.links.append(link)
        return future

    def end_abandoned(self) -> None:
        """Ends the statements that no request waits for any longer. Batches that wait for their start never do."""
        for task, batch in self._tasks.items():
            if batch.abandoned:
                task.cancel()

    def _start_all(self) -> None:
        batches, self._batches = self._batches, {}
        for batch_key, batch in batches.items():
            self._enqueue(batch_key, batch)

    def _enqueue(self, batch_key: BatchKey, batch: _Batch) -> None:
        """Starts a batch. In a full queue it waits, merged into the last waiting one where both fit."""
        try:
            queue = self._queues[batch_key]
        except KeyError:
            queue = self._queues[batch_key] = _Queue()
        if not queue.full:
            self._start(queue, batch)
        elif not (queue.waiting and queue.waiting[-1].merge(batch)):
            queue.waiting.append(batch)

    def _start(self, queue: _Queue, batch: _Batch) -> None:
        if batch.abandoned:
            return
        queue.running += 1
        task = asyncio.ensure_future(self._run(queue, batch))
        self._tasks[task] = batch
        task.add_done_callback(self._tasks.pop)

    async def _run(self, queue: _Queue, batch: _Batch) -> None:
        began = asyncio.get_running_loop().time()
        try:
            await self._read(batch)
            queue.seconds_per_id = (asyncio.get_running_loop().time() - began) / len(batch.waiting)
        finally:
            queue.running -= 1
            while queue.waiting and not queue.full:
                self._start(queue, queue.waiting.popleft())

    async def _read(self, batch: _Batch) -> None:
        try:
            parameters = batch.statement.parameters_for(batch.waiting, batch.viewer)
            with tracing.span("fetch", {"peergraph.batch.size": len(batch.waiting)}, links=batch.links):
                values: dict[str, list[Any]] = dict(await self._store.read(batch.statement.text, parameters))
        except Exception as error:
            _fail(batch.waiting, error)
            return
        for key, futures in batch.waiting.items():
            for future in futures:
                if not future.done():
                    future.set_result(values.get(key))


_BATCHERS: Final[WeakKeyDictionary[Store, Batcher]] = WeakKeyDictionary()


def _fail(waiting: Waiting, error: Exception) -> None:
    for future in (future for futures in waiting.values() for future in futures):
        if not future.done():
            future.set_exception(error)
            future.exception()  # Marks it as retrieved: asyncio logs an exception that nobody awaits.
