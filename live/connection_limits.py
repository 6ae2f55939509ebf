"""Limits of concurrent subscribers: in total, and for each network address."""

from collections.abc import Generator
from contextlib import contextmanager

from errors import RateLimited
from telemetry.client_counts import shared_counts


class ConnectionLimits:
    """The limits: in total for this process, by address for all workers."""

    def __init__(self, limit: int, limit_by_address: int) -> None:
        self._limit = limit
        self._limit_by_address = limit_by_address
        self._open = shared_counts("subscribers")

    @contextmanager
    def connection(self, address: str) -> Generator[None]:
        """Counts one connection as long as the block. Raises RateLimited if a limit is reached."""
        if self._open.total() >= self._limit:
            raise RateLimited("Too many clients are subscribed at the moment: try again in a minute.")
        if self._open[address] >= self._limit_by_address:
            raise RateLimited(f"{self._limit_by_address} clients of your address are subscribed, which is the limit.")
        self._open.add(address, 1)
        try:
            yield
        finally:
            self._open.add(address, -1)
