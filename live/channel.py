"""One paper that somebody follows: how far this process has read its log, and the last of what it read."""

import asyncio
from collections import deque
from typing import Final

from live.event import Event

#: Events that are kept for listeners who are a little behind; who is further behind reads the store.
RECENT: Final = 256


class Channel:
    """`moved` is set, and replaced, when something came."""

    def __init__(self, paper: str, position: int) -> None:
        self.paper = paper
        self.position = position
        self.moved = asyncio.Event()
        self.listeners = 0
        self._recent: deque[Event] = deque(maxlen=RECENT)

    def add(self, event: Event) -> None:
        """The next event. Any other is left out: it came before, or is read again in its turn."""
        if event.position == self.position + 1:
            self.position = event.position
            self._recent.append(event)

    def wake(self) -> None:
        """Tells all listeners that something came."""
        moved, self.moved = self.moved, asyncio.Event()
        moved.set()

    def since(self, position: int) -> list[Event] | None:
        """What came after a position; None where not all of it is kept here."""
        if not self._recent or self._recent[0].position > position + 1:
            return None
        return [event for event in self._recent if event.position > position]
