"""Refuses statements at once while Neo4j is away, and tries from time to time whether it is back.

Source: Nygard, Release It!, second edition, "Circuit Breaker".
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

from errors import StoreUnavailable
from telemetry.metrics import STORE_AVAILABLE

#: Seconds between two probes.
PROBE_SECONDS: Final = 0.5
_LOG: Final = logging.getLogger("peergraph")


class Breaker:
    """Whether Neo4j is away, from the outcome of statements. `probe` runs a statement and raises if it fails."""

    def __init__(self, probe: Callable[[], Awaitable[object]]) -> None:
        self._probe = probe
        self._is_open = False
        self._answered = 0.0
        self._probed = 0.0
        self._probing: asyncio.Task[None] | None = None
        STORE_AVAILABLE.set(1)

    def check(self) -> None:
        """Raises StoreUnavailable while Neo4j is away, and begins a probe if the last one is long ago."""
        if not self._is_open:
            return
        now = time.monotonic()
        if self._probing is None and now - self._probed > PROBE_SECONDS:
            self._probed = now
            self._probing = asyncio.create_task(self._try())
        raise away()

    def has_answered_within(self, seconds: float) -> bool:
        """Whether Neo4j answered a statement in the last seconds and is not away since."""
        return not self._is_open and time.monotonic() - self._answered < seconds

    def failed(self, reason: str) -> None:
        """No connection to Neo4j could be made. The log has the first of several failures."""
        if not self._is_open:
            _LOG.warning("Neo4j is not available: %s.", reason)
        self._is_open = True
        STORE_AVAILABLE.set(0)

    def answered(self) -> None:
        """Neo4j answered a statement."""
        self._answered = time.monotonic()
        if self._is_open:
            _LOG.warning("Neo4j is available again.")
            STORE_AVAILABLE.set(1)
        self._is_open = False

    async def close(self) -> None:
        """Ends a probe; the store is closed."""
        self._answered = 0.0
        if self._probing is not None:
            self._probing.cancel()
            await asyncio.gather(self._probing, return_exceptions=True)

    async def _try(self) -> None:
        try:
            await self._probe()
        except Exception as error:
            _LOG.debug("Neo4j is still not available: %s.", error)
        else:
            self.answered()
        finally:
            self._probing = None


def away() -> StoreUnavailable:
    """The error of a statement that nobody can answer at the moment."""
    return StoreUnavailable("The database is not available: try again in some seconds.", retry_after=2)
