"""Follows the log of every paper that somebody listens to: one statement a tick for all of them, none when there is
nobody.

Each process follows by itself, so that it does not matter which process or machine wrote. A listener has a position of
its own and takes what comes next from what the process has just read, or from the store when it is further behind; so
nobody waits for anybody, nothing queues up, and what is slow costs its own connection alone.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

from errors import StoreError
from graphdb import following
from graphdb.store import Store
from live.channel import Channel
from live.event import Event, Expired

#: Seconds between two looks at the log: at most, and at least when this process itself keeps writing.
TICK: Final = 0.2
SOONEST: Final = 0.02
#: Seconds to wait after a look that failed.
FAILED: Final = 1.0
_LOG: Final = logging.getLogger("peergraph")


class Follower:
    """Made by `following_log`, which runs it."""

    def __init__(self, store: Store) -> None:
        self._store = store
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
        rows = await following.news(self._store, followed)
        moved: dict[str, int] = {}
        for row in rows:
            event = Event(*row)
            channel = self._channels.get(event.paper)
            if channel is not None:
                channel.add(event)
                moved[event.paper] = moved.get(event.paper, 0) + 1
        for paper, number in moved.items():
            self._channels[paper].wake()
            if number == following.AT_ONCE:
                self.hurry()

    async def _history(self, paper: str, position: int) -> list[Event]:
        events = [Event(*row) for row in await following.news(self._store, [(paper, position)])]
        for expected, event in enumerate(events, position + 1):
            if event.position != expected:
                raise _expired()
        if not events:
            raise _expired()
        return events

    @contextmanager
    def _joined(self, paper: str, newest: int) -> Generator[Channel]:
        channel = self._channels.setdefault(paper, Channel(paper, newest))
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
