"""Admission of operations by their cost: what the process can run soon runs or waits for its turn, the rest is refused.

Operations have two lanes, so that expensive ones never hold up light ones. Each lane runs so many at the same time that
the processors are busy, and an operation waits in it, first come first served, if its wait is short: compared with the
operation itself, or as long as a burst of readers takes. An operation that would wait longer is refused before it costs
anything: a client that repeats it later, perhaps at another process, gets an answer sooner than one that waits here.

A further part of a response that has begun, such as an event of a subscription, is not refused: while it would be, it
gives way to other operations.

The wait is estimated from the cost of what is ahead and the seconds that a unit of cost took lately: for operations of
the same plan, or for all of the lane.
"""

import asyncio
import os
import random
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from errors import Overloaded, RetryLater
from telemetry.metrics import WAITING

#: The largest cost of a light operation: pages of papers and people, short lists.
LIGHT: Final = 25_000
#: Light operations at the same time for each expensive one: mostly, they wait for Neo4j.
LIGHT_FACTOR: Final = 64
#: The longest wait: a share of the time that the operation itself takes, and seconds that a burst of readers may take:
#: a reader would rather wait for these than be refused.
SHARE: Final = 0.5
LIGHT_WAIT: Final = 2.0
HEAVY_WAIT: Final = 0.5
#: The same for a page: its reader would have to load it again by hand.
PAGE_WAIT: Final = 5.0
#: The longest time that a further part of a response gives way.
PART_WAIT: Final = 60.0
#: Seconds that a unit of cost takes at the start, and the weight of the last operation in the estimate.
PACE: Final = 1e-6
WEIGHT: Final = 0.1
#: Seconds by which `Retry-After` varies, so that refused clients do not come back at once.
SPREAD: Final = 3


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def heavy_operations(workers: int = 1) -> int:
    """The expensive operations that each of so many processes runs at the same time: one for two processors, because
    each keeps one busy in the process and another one in Neo4j."""
    return max(1, processors() // (2 * workers))


@dataclass(slots=True, eq=False)
class _Place:
    """An operation that runs, since `begun`, or waits for its turn. `seconds`: its estimated duration."""

    seconds: float
    begun: float = 0.0
    turn: asyncio.Event = field(default_factory=asyncio.Event)


class Lane:
    """Operations of one kind, `slots` of them at the same time; others wait `wait` seconds, or longer if they take
    longer themselves. `name` is that of the lane in the metrics."""

    def __init__(
        self, slots: int, wait: float, clock: Callable[[], float] = time.monotonic, *, name: str = "light"
    ) -> None:
        self._count = WAITING.labels(name)
        self._slots = slots
        self._wait = wait
        self._clock = clock
        self._pace = PACE
        self._paces: WeakKeyDictionary[object, float] = WeakKeyDictionary()
        self._running: set[_Place] = set()
        self._waiting: deque[_Place] = deque()

    @property
    def waiting(self) -> int:
        """The number of operations that wait."""
        return len(self._waiting)

    @property
    def running(self) -> int:
        """The number of operations that run."""
        return len(self._running)

    @asynccontextmanager
    async def turn(self, cost: int, plan: object, wait: float = 0.0) -> AsyncGenerator[None]:
        """Waits for the turn of an operation of this cost and plan, which the block runs. `wait`: seconds that it waits
        if that is longer than others of the lane do. Raises Overloaded."""
        place = _Place(cost * self._paces.get(plan, self._pace))
        if len(self._running) >= self._slots:
            self._check(place, max(wait, self._wait))
            self._waiting.append(place)
            self._count.inc()
        else:
            self._begin(place)
        try:
            await place.turn.wait()
            yield
            pace = (self._clock() - place.begun) / max(cost, 1)
            self._pace += WEIGHT * (pace - self._pace)
            before = self._paces.get(plan, pace)
            self._paces[plan] = before + WEIGHT * (pace - before)
        finally:
            self._leave(place)

    def _check(self, place: _Place, longest: float) -> None:
        """Raises Overloaded if the operation would wait too long."""
        now = self._clock()
        # One that takes longer than estimated is expected to take as long again.
        ahead = sum(abs(each.begun + each.seconds - now) for each in self._running)
        wait = (ahead + sum(each.seconds for each in self._waiting)) / self._slots
        if wait > max(SHARE * place.seconds, longest):
            seconds = 1 + int(wait) + random.randrange(SPREAD)  # noqa: S311
            raise Overloaded(f"The service has more work than it can do: try again in {seconds} s.", seconds)

    def _begin(self, place: _Place) -> None:
        place.begun = self._clock()
        self._running.add(place)
        place.turn.set()

    def _leave(self, place: _Place) -> None:
        if place in self._running:
            self._running.discard(place)
            if self._waiting:
                self._count.dec()
                self._begin(self._waiting.popleft())
        else:
            self._count.dec()
            self._waiting.remove(place)


class Admission:
    """The lanes of a process that runs `heavy` expensive operations at the same time, which wait `wait` seconds."""

    def __init__(self, heavy: int, wait: float = HEAVY_WAIT) -> None:
        self.heavy = Lane(heavy, wait, name="heavy")
        self.light = Lane(LIGHT_FACTOR * heavy, max(LIGHT_WAIT, wait))
        self._wait = 0.0

    def for_pages(self) -> "Admission":
        """The same lanes, in which the operations of pages wait longer."""
        admission = copy(self)
        admission._wait = PAGE_WAIT
        return admission

    def turn(self, cost: int, plan: object) -> AbstractAsyncContextManager[None]:
        """As `Lane.turn`, in the lane of the cost."""
        return (self.light if cost <= LIGHT else self.heavy).turn(cost, plan, self._wait)

    @asynccontextmanager
    async def later_turn(
        self, cost: int, plan: object, check: Callable[[], None] = lambda: None
    ) -> AsyncGenerator[None]:
        """The turn of a further part of a response that has begun. While it is refused, or `check` raises RetryLater,
        it is tried again; after PART_WAIT seconds, the error is raised."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PART_WAIT
        async with AsyncExitStack() as turn:
            while True:
                try:
                    check()
                    await turn.enter_async_context(self.turn(cost, plan))
                    break
                except RetryLater as error:
                    pause = error.retry_after or 1
                    if loop.time() + pause > end:
                        raise
                await asyncio.sleep(pause)
            yield
