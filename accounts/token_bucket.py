"""Token buckets of clients, shared by the workers of a service.

A table in memory that all workers map: what a client does in one of them counts in all. Buckets are found by a hash of
their name; a table of constant size holds those that were used last, and one that is not in it is full.

Source: the token bucket, RFC 2697.
"""

import math
import mmap
import os
import struct
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from telemetry import workers

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int, start: int, *, ends: bool = False) -> None:
        os.lseek(file, start, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK if ends else msvcrt.LK_LOCK, _GROUP_BYTES)
else:
    import fcntl

    def _lock(file: int, start: int, *, ends: bool = False) -> None:
        fcntl.lockf(file, fcntl.LOCK_UN if ends else fcntl.LOCK_EX, _GROUP_BYTES, start)


#: A bucket: the hash of its name, its tokens, and the time at which it had them.
_BUCKET: Final = struct.Struct("=8sdd")
#: Buckets that a name can have, which are locked together; and such groups.
WAYS: Final = 8
GROUPS: Final = 16_384
_GROUP_BYTES: Final = WAYS * _BUCKET.size
_BYTES: Final = GROUPS * _GROUP_BYTES
_MINUTE: Final = 60.0
#: Without a file, the table is of this process, whose event loop uses it from one place at a time.
_UNLOCKED: Final = nullcontext()


class TokenBuckets:
    """Buckets that fill by `per_minute` tokens a minute and hold as many. Processes that open the same file share
    them; without a file they are of this process alone. The clock counts seconds, equally in all processes."""

    def __init__(self, file: Path | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._file = None if file is None else _opened(file)
        self._table = mmap.mmap(-1 if self._file is None else self._file, _BYTES)

    def left(self, name: str, per_minute: int) -> float:
        """The tokens in the bucket; below zero after more were taken than it had."""
        key, start = _place(name)
        with _UNLOCKED if self._file is None else _locked(self._file, start):
            return self._find(key, start, per_minute, self._clock())[1]

    def take(self, name: str, per_minute: int, tokens: float) -> float:
        """Takes tokens if there is at least one, also more than there are. Returns 0 if they are taken; otherwise the
        seconds until there is one."""
        key, start = _place(name)
        with _UNLOCKED if self._file is None else _locked(self._file, start):
            now = self._clock()
            position, left = self._find(key, start, per_minute, now)
            wait = 0.0 if left >= 1 else (1 - left) * _MINUTE / per_minute
            _BUCKET.pack_into(self._table, position, key, left if wait else left - tokens, now)
            return wait

    def _find(self, key: bytes, start: int, per_minute: int, now: float) -> tuple[int, float]:
        """The position of a bucket, or else that of the one that was used first, and the tokens that it has now."""
        oldest, position = math.inf, start
        for place in range(start, start + _GROUP_BYTES, _BUCKET.size):
            name, tokens, then = _BUCKET.unpack_from(self._table, place)
            if name == key:
                return place, min(per_minute, tokens + max(0.0, now - then) * per_minute / _MINUTE)
            if then < oldest:
                oldest, position = then, place
        return position, float(per_minute)


@contextmanager
def _locked(file: int, start: int) -> Generator[None]:
    """The group of buckets from there, locked against other processes; the lock of one that is killed ends."""
    _lock(file, start)
    try:
        yield
    finally:
        _lock(file, start, ends=True)


@lru_cache(1_000)
def _place(name: str) -> tuple[bytes, int]:
    """The hash of a name, and the position of its group of buckets."""
    digest = blake2b(name.encode(), digest_size=16).digest()
    return digest[:8], int.from_bytes(digest[8:], "big") % GROUPS * _GROUP_BYTES


def _opened(file: Path) -> int:
    """The descriptor of a file with the size of the table, which stays open as long as the process."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    os.ftruncate(descriptor, _BYTES)
    return descriptor


def shared_buckets(name: str) -> TokenBuckets:
    """The buckets that the workers of this service share for a purpose."""
    folder = workers.folder()
    return TokenBuckets(None if folder is None else folder / f"{name}.buckets")
