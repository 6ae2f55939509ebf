"""Refuses changes while the disk of a store on this machine is almost full.

A Neo4j whose disk is full stops answering reads as well, until it is restarted with free space. So the last part of the
disk is left to what it writes by itself: the log, checkpoints, and merges of the full-text indexes.
"""

import logging
import math
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from errors import StoreFull

#: Seconds for which a measurement of the free bytes counts.
AGE_SECONDS: Final = 1.0
#: Seconds after which a client can try again.
RETRY_SECONDS: Final = 60
_LOG: Final = logging.getLogger("peergraph")


@dataclass(slots=True)
class DiskReserve:
    """The reserve of `size` bytes on the disk of a folder. It is checked when something is written."""

    folder: Path
    size: int
    #: The time of the last measurement.
    measured: float = -math.inf
    _is_full: bool = False

    def check(self) -> None:
        """Raises StoreFull while less than the reserve is free. The log says when that begins and ends."""
        now = time.monotonic()
        if now - self.measured >= AGE_SECONDS:
            self.measured = now
            self._measure()
        if self._is_full:
            raise StoreFull(
                "The disk of the database is almost full, so nothing can be changed at the moment; reading works.",
                RETRY_SECONDS,
            )

    def _measure(self) -> None:
        try:
            free = shutil.disk_usage(self.folder).free
        except OSError as error:
            _LOG.warning("The free bytes of %s are unknown: %s.", self.folder, error.strerror)
            return
        is_full = free < self.size
        if is_full and not self._is_full:
            _LOG.error(
                "Changes are refused: the disk of %s has %d MB free, less than PEERGRAPH_DISK_RESERVE, %d MB.",
                self.folder, free // 10**6, self.size // 10**6,
            )  # fmt: skip
        if self._is_full and not is_full:
            _LOG.warning("Changes are accepted again: the disk of %s has %d MB free.", self.folder, free // 10**6)
        self._is_full = is_full
