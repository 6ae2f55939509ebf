"""Follows the logs of all papers with subscribers: one statement for each tick, none without subscribers.

Each process polls the store, so that it does not matter which process or machine wrote. Each subscriber has a position
and reads the next events from the channel's cache, or from the store if it is further behind. There are no queues, so a
slow subscriber affects only itself.
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
from telemetry.metrics import SUBSCRIPTIONS

#: Seconds between two polls, and the minimum while this process writes.
TICK: Final = 0.2
MIN_TICK: Final = 0.02
#: Seconds to wait after a failed poll.
RETRY_SECONDS: Final = 1.0
_LOG: Final = logging.getLogger("peergraph")


class Follower:
    """Created and run by `follow_log`. `positions` reads the current log position of a paper."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.positions = LogPositions(store)
        self._channels: dict[str, Channel] = {}
        self._has_subscribers = asyncio.Event()
        self._written = asyncio.Event()

    @property
    def subscribers(self) -> int:
        """The number of subscriptions that are being served."""
        return sum(channel.subscribers for channel in self._channels.values())

    async def events(self, paper: str, position: int, newest: int) -> AsyncGenerator[Event]:
        """The events of the paper after a position, in order, without gaps or duplicates, without end. `newest`: the
        last known position of the log. Raises Expired if the log no longer holds the next entry."""
        with self._joined(paper, newest) as channel, SUBSCRIPTIONS.track_inprogress():
            while True:
                changed = channel.changed
                if position >= channel.position:
                    await changed.wait()
                    continue
                for event in channel.since(position) or await self._history(paper, position):
                    position = event.position
                    yield event

    def hurry(self) -> None:
        """Poll soon, because this process has written."""
        self._written.set()

    async def run(self) -> None:
        """Poll the log while there are subscribers."""
        while True:
            await self._has_subscribers.wait()
            self._written.clear()
            try:
                await self._poll()
            except StoreError as error:
                _LOG.warning("The activity log cannot be read: %s", error)
                await asyncio.sleep(RETRY_SECONDS)
            await asyncio.sleep(MIN_TICK)
            await _set_within(self._written, TICK - MIN_TICK)

    async def _poll(self) -> None:
        followed = [(channel.paper, channel.position) for channel in self._channels.values()]
        numbers: Counter[str] = Counter()
        for row in await activity_log.read_entries(self._store, followed):
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
            if numbers[paper] == activity_log.MAX_ENTRIES:
                self.hurry()

    async def _history(self, paper: str, position: int) -> list[Event]:
        events = [Event(*row) for row in await activity_log.read_entries(self._store, [(paper, position)])]
        for expected, event in enumerate(events, position + 1):
            if event.position != expected:
                raise _expired()
        if not events:
            raise _expired()
        return events

    @contextmanager
    def _joined(self, paper: str, newest: int) -> Generator[Channel]:
        # Returning subscribers have usually missed a few entries: these are read once for all, together with new ones.
        channel = self._channels.setdefault(paper, Channel(paper, max(0, newest - activity_log.MAX_ENTRIES), newest))
        channel.subscribers += 1
        self._has_subscribers.set()
        try:
            yield channel
        finally:
            channel.subscribers -= 1
            if not channel.subscribers:
                del self._channels[paper]
            if not self._channels:
                self._has_subscribers.clear()


@dataclass(frozen=True, slots=True)
class LogSubscription:
    """The follower that serves a subscription, and the cursor with which its client reconnects."""

    follower: Follower
    resume: str | None = None


@asynccontextmanager
async def follow_log(store: Store) -> AsyncGenerator[Follower]:
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
    return Expired("`after` is older than the paper's log: read the paper again, then subscribe without it.")


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
