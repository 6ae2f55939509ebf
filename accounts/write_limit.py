"""Rate limit of writes by user, which the workers of a service share."""

from accounts.token_bucket import TokenBuckets
from errors import RateLimited


class WriteLimit:
    """`per_minute` writes in a minute, also at once after a pause."""

    def __init__(self, per_minute: int, buckets: TokenBuckets) -> None:
        self._per_minute = per_minute
        self._buckets = buckets

    def step(self, person: str) -> None:
        """Counts one write. Raises RateLimited with the time of the next one."""
        if wait := self._buckets.take(person, self._per_minute, 1):
            seconds = max(1, round(wait))
            raise RateLimited(
                f"The limit of {self._per_minute} writes in a minute is reached: try again in {seconds} s.", seconds
            )
