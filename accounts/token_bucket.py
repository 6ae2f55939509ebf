"""Token buckets of clients, shared by the workers of a service.

A table in memory that all workers map: what a client does in one of them counts in all. Buckets are found by a hash of
their name; a table of constant size holds those that were used last, and one that is not in it is full.

Source: the token bucket, RFC 2697.
"""

import mmap
import os
import struct
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
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


class TokenBuckets:
    """Buckets that fill by `per_minute` tokens a minute and hold as many. Processes that open the same file share
    them; without a file they are of this process alone. The clock counts seconds, equally in all processes."""

    def __init__(self, file: Path | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._file = None if file is None else _opened(file)
        self._table = mmap.mmap(-1 if self._file is None else self._file, _BYTES)

    def left(self, name: str, per_minute: int) -> float:
        """The tokens in the bucket; below zero after more were taken than it had."""
        with self._bucket(name, per_minute) as bucket:
            return bucket.tokens

    def take(self, name: str, per_minute: int, tokens: float) -> float:
        """Takes tokens if there is at least one, also more than there are. Returns 0 if they are taken; otherwise the
        seconds until there is one."""
        with self._bucket(name, per_minute) as bucket:
            if bucket.tokens < 1:
                return (1 - bucket.tokens) * _MINUTE / per_minute
            bucket.tokens -= tokens
            return 0.0

    @contextmanager
    def _bucket(self, name: str, per_minute: int) -> Generator["_Bucket"]:
        """The bucket, locked and written back."""
        digest = blake2b(name.encode(), digest_size=16).digest()
        key, start = digest[:8], int.from_bytes(digest[8:], "big") % GROUPS * _GROUP_BYTES
        with self._locked(start):
            now = self._clock()
            places = range(start, start + _GROUP_BYTES, _BUCKET.size)
            entries = {place: _BUCKET.unpack_from(self._table, place) for place in places}
            place = next((each for each, entry in entries.items() if entry[0] == key), None)
            bucket = _Bucket(float(per_minute))
            if place is None:
                place = min(entries, key=lambda each: entries[each][2])
            else:
                _, tokens, then = entries[place]
                bucket.tokens = min(per_minute, tokens + max(0.0, now - then) * per_minute / _MINUTE)
            yield bucket
            _BUCKET.pack_into(self._table, place, key, bucket.tokens, now)

    @contextmanager
    def _locked(self, start: int) -> Generator[None]:
        """The group of buckets from there, locked against other processes; the lock of one that is killed ends."""
        if self._file is None:
            yield
            return
        _lock(self._file, start)
        try:
            yield
        finally:
            _lock(self._file, start, ends=True)


def _opened(file: Path) -> int:
    """The descriptor of a file with the size of the table, which stays open as long as the process."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    os.ftruncate(descriptor, _BYTES)
    return descriptor


def shared_buckets(name: str) -> TokenBuckets:
    """The buckets that the workers of this service share for a purpose."""
    folder = workers.folder()
    return TokenBuckets(None if folder is None else folder / f"{name}.buckets")


class _Bucket:
    """The tokens of one bucket at the present time."""

    __slots__ = ("tokens",)

    def __init__(self, tokens: float) -> None:
        self.tokens = tokens
