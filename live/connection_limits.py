"""How many clients may listen at the same time: in all, and from one network address."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

from errors import RateLimited


class ConnectionLimits:
    """Those of one process."""

    def __init__(self, most: int, most_from_one: int) -> None:
        self._most = most
        self._most_from_one = most_from_one
        self._taken: Counter[str] = Counter()

    @contextmanager
    def taken(self, address: str) -> Generator[None]:
        """One place, as long as the block. Raises RateLimited where there is none."""
        if self._taken.total() >= self._most:
            raise RateLimited("Too many clients listen here at the moment: try again in a minute.")
        if self._taken[address] >= self._most_from_one:
            raise RateLimited(f"{self._most_from_one} clients of your address listen here already, which is the limit.")
        self._taken[address] += 1
        try:
            yield
        finally:
            self._taken[address] -= 1
            if not self._taken[address]:
                del self._taken[address]
