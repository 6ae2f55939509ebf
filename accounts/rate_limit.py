"""How often one person may write: a bucket that fills evenly, held by each process by itself."""

import time
from collections.abc import Callable
from typing import Final

from cachetools import LRUCache

from errors import RateLimited

#: People whose buckets are remembered; whoever wrote longest ago has a full one again.
_REMEMBERED: Final = 10_000


class RateLimit:
    """`per_minute` writes each minute, as many at once after a pause. Source: the token bucket, RFC 2697."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = per_minute
        self._clock = clock
        self._left: LRUCache[str, tuple[float, float]] = LRUCache(_REMEMBERED)

    def step(self, person: str) -> None:
        """Counts one write. Raises RateLimited, which says when the next may come."""
        now = self._clock()
        left, then = self._left.get(person, (float(self._most), now))
        left = min(self._most, left + (now - then) * self._most / 60)
        allowed = left >= 1
        self._left[person] = (left - 1 if allowed else left, now)
        if not allowed:
            seconds = max(1, round((1 - left) * 60 / self._most))
            raise RateLimited(
                f"That is more than {self._most} writes in a minute, which is the limit: try again in {seconds} s."
            )
