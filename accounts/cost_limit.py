"""The cost that a client may spend in a minute: a token bucket per client in each process.

An operation is charged before it runs, and runs while anything is left: a client can exceed its allowance by one
operation, which it then waits for. Source: the token bucket, RFC 2697.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from cachetools import LRUCache

from errors import RateLimited

#: Buckets in memory; the least recently used one is dropped, which equals a full bucket.
_MAX_BUCKETS: Final = 100_000
_MINUTE: Final = 60
#: The purpose of signing in and up, which readers at the same address cannot prevent.
SIGN_IN: Final = "sign-in"


class CostBuckets:
    """The cost that each client has left: by client, the amount and the time at which it was that."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: LRUCache[str, tuple[float, float]] = LRUCache(_MAX_BUCKETS)

    def left(self, client: str, per_minute: int) -> float:
        """What the client has left; below zero after an operation that cost more than that."""
        now = self._clock()
        left, then = self._buckets.get(client, (float(per_minute), now))
        return min(float(per_minute), left + (now - then) * per_minute / _MINUTE)

    def check(self, client: str, per_minute: int) -> float:
        """What the client has left. Raises RateLimited if that is nothing."""
        left = self.left(client, per_minute)
        if left <= 0:
            seconds = math.ceil((1 - left) * _MINUTE / per_minute)
            raise RateLimited(
                f"The operations of a client may cost {per_minute:,} in a minute: try again in {seconds} s.", seconds
            )
        return left

    def charge(self, client: str, per_minute: int, cost: int) -> None:
        """Charges the client. Raises RateLimited, and charges nothing, if nothing is left."""
        self._buckets[client] = (self.check(client, per_minute) - cost, self._clock())


@dataclass(frozen=True, slots=True)
class Allowance:
    """The allowance of the client of one request, for one purpose: using up one leaves the others."""

    buckets: CostBuckets
    client: str
    per_minute: int
    purpose: str = ""

    def apart(self, purpose: str) -> "Allowance":
        """The client's allowance for a purpose."""
        return replace(self, purpose=purpose) if purpose else self

    @property
    def _bucket(self) -> str:
        return f"{self.client} {self.purpose}"

    def check(self) -> None:
        """Raises RateLimited if nothing is left."""
        self.buckets.check(self._bucket, self.per_minute)

    def charge(self, cost: int) -> None:
        """Charges an operation. Raises RateLimited."""
        self.buckets.charge(self._bucket, self.per_minute, cost)

    @property
    def headers(self) -> dict[str, str]:
        """What is left, and the seconds until all of it is there again, as structured fields.

        Source: RateLimit header fields for HTTP, draft-ietf-httpapi-ratelimit-headers-10.
        """
        left = self.buckets.left(self._bucket, self.per_minute)
        full = math.ceil((self.per_minute - left) * _MINUTE / self.per_minute)
        return {
            "ratelimit-policy": f'"cost";q={self.per_minute};w={_MINUTE}',
            "ratelimit": f'"cost";r={max(0, int(left))};t={full}',
        }
