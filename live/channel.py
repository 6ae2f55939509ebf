"""The channel of one followed paper: the position that this process has read, and the most recent events."""

import asyncio
from collections import deque
from typing import Final

from live.event import Event

#: Events that are cached for subscribers slightly behind; a subscriber further behind reads the store.
MAX_RECENT: Final = 256


class Channel:
    """`position`: the last position read; `newest`: the last known position of the log. `changed` is set, and replaced,
    when events arrive."""

    def __init__(self, paper: str, position: int, newest: int) -> None:
        self.paper = paper
        self.position = position
        self.newest = newest
        self.changed = asyncio.Event()
        self.subscribers = 0
        self._recent: deque[Event] = deque(maxlen=MAX_RECENT)

    def add(self, event: Event) -> None:
        """Add an event; one that was read before is ignored. The cached events have no gaps."""
        if event.position <= self.position:
            return
        if event.position > self.position + 1:
            self._recent.clear()
        self.position = event.position
        self._recent.append(event)

    def skip(self) -> None:
        """Skip to the newest position, because the entries before it were deleted."""
        self._recent.clear()
        self.position = self.newest

    def wake(self) -> None:
        """Wake all subscribers."""
        changed, self.changed = self.changed, asyncio.Event()
        changed.set()

    def since(self, position: int) -> list[Event] | None:
        """The events after a position; None if they are not all cached."""
        if not self._recent or self._recent[0].position > position + 1:
            return None
        return [event for event in self._recent if event.position > position]
