"""What clients use at the same time, such as requests: in this process, and in all workers of a service.

Each worker counts its own clients, and has a table that the others read, a count-min sketch: clients share its cells by
chance, so that a client of another worker can be counted too high and never too low. The table of a worker that ends is
emptied.

Source: Cormode and Muthukrishnan, An improved data stream summary: the count-min sketch and its applications (2005).
"""

import mmap
import os
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from telemetry import workers

#: Cells of a row, and rows: two clients of a thousand share a cell of both rows with a probability below 0.001.
CELLS: Final = 32_768
ROWS: Final = 2
_BYTES: Final = 8 * CELLS * ROWS


class ClientCounts:
    """The use of one resource by client. `others`: the names of the other workers, whose tables are in `folder`."""

    def __init__(self, name: str, folder: Path | None = None, me: str = "", others: Sequence[str] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self._key = b"" if folder is None else folder.name.encode()[-64:]
        self._table = None if folder is None else _opened(workers.counts_file(folder, me, name))
        self._others = () if folder is None else [_opened(workers.counts_file(folder, each, name)) for each in others]
        if self._table is not None:
            self._table[:] = memoryview(bytes(_BYTES)).cast("q")

    def __getitem__(self, client: str) -> int:
        """What the client uses in all workers."""
        used = self._counts[client]
        if not self._others:
            return used
        return used + min(sum(table[cell] for table in self._others) for cell in _cells(self._key, client))

    def add(self, client: str, amount: int) -> None:
        """Counts what a client of this process uses more, or less if the amount is negative."""
        self._counts[client] += amount
        if not self._counts[client]:
            del self._counts[client]
        if self._table is not None:
            for cell in _cells(self._key, client):
                self._table[cell] += amount

    def total(self) -> int:
        """What all clients use in this process."""
        return self._counts.total()


def shared_counts(name: str) -> ClientCounts:
    """The counts of a resource of this process, which is a worker or the only process of its service."""
    others = workers.others()
    return ClientCounts(name, workers.folder(), workers.identity(), others) if others else ClientCounts(name)


@lru_cache(4_096)
def _cells(key: bytes, client: str) -> tuple[int, int]:
    """The cells of a client, one in each row. The key, which clients do not have, makes them unpredictable."""
    digest = blake2b(client.encode(), digest_size=16, key=key).digest()
    first, second = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:], "big")
    return first % CELLS, CELLS + second % CELLS


def _opened(file: Path) -> "memoryview[int]":
    """The integers of a table, which is created if it is missing."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.ftruncate(descriptor, _BYTES)
        return memoryview(mmap.mmap(descriptor, _BYTES)).cast("q")
    finally:
        os.close(descriptor)
