"""Follows the log of every paper that somebody listens to: one statement a tick for all of them, none when there is
nobody.

Each process follows by itself, so that it does not matter which process or machine wrote. A listener has a position of
its own and takes what comes next from what the process has just read, or from the store when it is further behind; so
nobody waits for anybody, nothing queues up, and what is slow costs its own connection alone.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Final

from errors import StoreError
from graphdb import activity_log
from graphdb.store import Store
from live.channel import Channel
from live.event import Event, Expired
from live.log_positions import LogPositions

#: Seconds between two looks at the log: at most, and at least when this process itself keeps writing.
TICK: Final = 0.2
SOONEST: Final = 0.02
#: Seconds to wait after a look that failed.
FAILED: Final = 1.0
_LOG: Final = logging.getLogger("peergraph")


class Follower:
    """Made by `following_log`, which runs it. `standings` says where a paper's log stands now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.standings = LogPositions(store)
        self._channels: dict[str, Channel] = {}
        self._wanted = asyncio.Event()
        self._written = asyncio.Event()

    async def events(self, paper: str, position: int, newest: int) -> AsyncGenerator[Event]:
        """What happens on the paper after a position, in order, without loss or repeat, without end. `newest` is the
        position of its newest entry, a moment ago. Raises Expired where the log no longer holds the next one."""
        with self._joined(paper, newest) as channel:
            while True:
                moved = channel.moved
                if position >= channel.position:
                    await moved.wait()
                    continue
                for event in channel.since(position) or await self._history(paper, position):
                    position = event.position
                    yield event

    def hurry(self) -> None:
        """This process has written: look soon."""
        self._written.set()

    async def run(self) -> None:
        """Looks at the log for as long as anybody listens."""
        while True:
            await self._wanted.wait()
            self._written.clear()
            try:
                await self._look()
            except StoreError as error:
                _LOG.warning("What people do cannot be read now: %s", error)
                await asyncio.sleep(FAILED)
            await asyncio.sleep(SOONEST)
            await _set_within(self._written, TICK - SOONEST)

    async def _look(self) -> None:
        followed = [(channel.paper, channel.position) for channel in self._channels.values()]
        numbers: Counter[str] = Counter()
        for row in await activity_log.news(self._store, followed):
            event = Event(*row)
            numbers[event.paper] += 1
            if event.paper in self._channels:
                self._channels[event.paper].add(event)
        for paper, position in followed:
            channel = self._channels.get(paper)
            if channel is None or (numbers[paper] == 0 and position >= channel.newest):
                continue
            if numbers[paper] == 0 and channel.position == position:
                channel.skip()
            channel.wake()
            if numbers[paper] == activity_log.AT_ONCE:
                self.hurry()

    async def _history(self, paper: str, position: int) -> list[Event]:
        events = [Event(*row) for row in await activity_log.news(self._store, [(paper, position)])]
        for expected, event in enumerate(events, position + 1):
            if event.position != expected:
                raise _expired()
        if not events:
            raise _expired()
        return events

    @contextmanager
    def _joined(self, paper: str, newest: int) -> Generator[Channel]:
        # Who comes back has missed a little, and so have others who will come: it is read once, with what is new.
        channel = self._channels.setdefault(paper, Channel(paper, max(0, newest - activity_log.AT_ONCE), newest))
        channel.listeners += 1
        self._wanted.set()
        try:
            yield channel
        finally:
            channel.listeners -= 1
            if not channel.listeners:
                del self._channels[paper]
            if not self._channels:
                self._wanted.clear()


@dataclass(frozen=True, slots=True)
class Subscriber:
    """The follower that serves a subscription, and the cursor with which its client reconnects."""

    follower: Follower
    resume: str | None = None


@asynccontextmanager
async def following_log(store: Store) -> AsyncGenerator[Follower]:
    """A follower that runs as long as the block."""
    follower = Follower(store)
    store.committed.append(follower.hurry)
    running = asyncio.create_task(follower.run())
    try:
        yield follower
    finally:
        store.committed.remove(follower.hurry)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def _expired() -> Expired:
    return Expired(
        "`after` is older than what is kept of the paper's log: read the paper anew, then subscribe without it."
    )


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
