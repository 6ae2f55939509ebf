"""One paper that somebody follows: how far this process has read its log, and the last of what it read."""

import asyncio
from collections import deque
from typing import Final

from live.event import Event

#: Events that are kept for listeners who are a little behind; who is further behind reads the store.
RECENT: Final = 256


class Channel:
    """`position` is how far the log was read, `newest` how long it is at least. `moved` is set, and replaced, when
    something came."""

    def __init__(self, paper: str, position: int, newest: int) -> None:
        self.paper = paper
        self.position = position
        self.newest = newest
        self.moved = asyncio.Event()
        self.listeners = 0
        self._recent: deque[Event] = deque(maxlen=RECENT)

    def add(self, event: Event) -> None:
        """An event that was read; one that came before is left out. What is kept has no gaps."""
        if event.position <= self.position:
            return
        if event.position > self.position + 1:
            self._recent.clear()
        self.position = event.position
        self._recent.append(event)

    def skip(self) -> None:
        """Nothing is there up to the newest: it was taken away, as who waits for it will find."""
        self._recent.clear()
        self.position = self.newest

    def wake(self) -> None:
        """Tells all listeners that something came."""
        moved, self.moved = self.moved, asyncio.Event()
        moved.set()

    def since(self, position: int) -> list[Event] | None:
        """What came after a position; None where not all of it is kept here."""
        if not self._recent or self._recent[0].position > position + 1:
            return None
        return [event for event in self._recent if event.position > position]
