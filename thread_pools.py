"""Bounded thread pools for synchronous work that takes more than 20 ms, which would block the event loop.

A pool has few threads, because each busy one delays the event loop by a switch of the interpreter's lock (5 ms), and a
bounded queue. A request runs one job at a time and long lists of work are split into slices, so that requests take
turns. A cancelled job that is waiting never starts; one that is running ends at its next `checkpoint`, and its caller
waits for that: when `run` ends, no thread works for it any longer.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TypeVar

from prometheus_client import Gauge

from errors import Overloaded
from telemetry.metrics import POOL_JOBS, POOL_LIMIT

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Seconds of work of one request before the next request has its turn.
SLICE_SECONDS: Final = 0.05
#: Seconds after which a client can try again when the queue of a pool is full.
RETRY_SECONDS: Final = 5

_thread = threading.local()
_turn: ContextVar[asyncio.Lock | None] = ContextVar("turn", default=None)


class JobCancelled(Exception):
    """The job of this thread was cancelled. Raised by `checkpoint` only."""


@dataclass(slots=True)
class _Job:
    function: Callable[[], Any]
    cancelled: bool = False

    def __call__(self) -> Any:
        _thread.job = self
        try:
            return self.function()
        finally:
            _thread.job = None


@dataclass(slots=True)
class ThreadPool:
    """A pool of `threads` threads whose queue holds `queue` jobs at most."""

    name: str
    threads: int
    queue: int
    pending: int = 0
    _executor: ThreadPoolExecutor = field(init=False)
    _jobs: Gauge = field(init=False)

    def __post_init__(self) -> None:
        self._executor = ThreadPoolExecutor(self.threads, self.name)
        POOL_LIMIT.labels(self.name).set(self.threads + self.queue)
        self._jobs = POOL_JOBS.labels(self.name)

    async def run(self, function: Callable[[], Result]) -> Result:
        """The result of a function that runs in a thread. Raises Overloaded if the queue is full."""
        turn = _turn.get()
        if turn is None:
            return await self._run(function)
        async with turn:
            return await self._run(function)

    async def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
        """The result of each item, in slices of `SLICE_SECONDS`. Raises as `run`."""
        results: list[Result] = []
        while len(results) < len(items):
            results += await self.run(partial(_slice, function, items, len(results)))
        return results

    async def _run(self, function: Callable[[], Result]) -> Result:
        if self.pending >= self.threads + self.queue:
            raise Overloaded("The service is busy: try again in a moment.", RETRY_SECONDS)
        job = _Job(function)
        work = self._executor.submit(copy_context().run, job)
        future = asyncio.wrap_future(work)
        self.pending += 1
        self._jobs.inc()
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            job.cancelled = True
            if not work.cancel():
                await _end(future)
            raise
        finally:
            self.pending -= 1
            self._jobs.dec()


def checkpoint() -> None:
    """Ends the job of this thread if it was cancelled. Loops of long work call it; elsewhere it does nothing."""
    job: _Job | None = getattr(_thread, "job", None)
    if job is not None and job.cancelled:
        raise JobCancelled


@contextmanager
def serialize_jobs() -> Generator[None]:
    """Runs the jobs of one request and its tasks one at a time."""
    token = _turn.set(asyncio.Lock())
    try:
        yield
    finally:
        _turn.reset(token)


def _slice(function: Callable[[Item], Result], items: Sequence[Item], start: int) -> list[Result]:
    until, results = time.monotonic() + SLICE_SECONDS, list[Result]()
    for index in range(start, len(items)):
        checkpoint()
        results.append(function(items[index]))
        if time.monotonic() > until:
            break
    return results


async def _end(future: "asyncio.Future[Any]") -> None:
    """Waits for a job that ends at its next checkpoint, even if the caller is cancelled again."""
    while not future.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait({future})
    if not future.cancelled():
        future.exception()  # Marks it as retrieved: asyncio logs an exception that nobody awaits.


#: Citations, Markdown, neighbours: jobs of some milliseconds, or slices of longer ones.
RENDERING: Final = ThreadPool("rendering", threads=2, queue=200)
#: Maps and their files: jobs of up to a second.
MAPS: Final = ThreadPool("maps", threads=1, queue=100)
#: Parsing and matching of imported libraries, complete lists as files: jobs of up to ten seconds.
LIBRARIES: Final = ThreadPool("libraries", threads=1, queue=20)
#: Groups and measures of papers: statements of DuckDB, of milliseconds to a second.
GROUPS: Final = ThreadPool("groups", threads=2, queue=200)
#: Hashes of passwords, so that nothing else delays a sign-in. Each takes a core and 64 MiB for some 50 ms.
PASSWORDS: Final = ThreadPool("passwords", threads=2, queue=100)
