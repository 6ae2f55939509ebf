"""Rate limit of writes by user: a token bucket in each process."""

import time
from collections.abc import Callable
from typing import Final

from cachetools import LRUCache

from errors import RateLimited

#: Buckets in memory; the least recently used one is dropped, which equals a full bucket.
_MAX_BUCKETS: Final = 10_000


class WriteLimit:
    """`per_minute` writes in a minute, also at once after a pause. Source: the token bucket, RFC 2697."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._buckets: LRUCache[str, tuple[float, float]] = LRUCache(_MAX_BUCKETS)

    def step(self, person: str) -> None:
        """Counts one write. Raises RateLimited with the time of the next one."""
        now = self._clock()
        left, then = self._buckets.get(person, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - then) * self._per_minute / 60)
        allowed = left >= 1
        self._buckets[person] = (left - 1 if allowed else left, now)
        if not allowed:
            seconds = max(1, round((1 - left) * 60 / self._per_minute))
            raise RateLimited(
                f"The limit of {self._per_minute} writes in a minute is reached: try again in {seconds} s.", seconds
            )
