"""A cache of results by the content they are made of: a changed content has another key."""

import hashlib
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from cachetools import LRUCache

Content = TypeVar("Content")
Result = TypeVar("Result")


class ContentCache(Generic[Content, Result]):
    """Results by the hash of their content; least recently used ones are evicted. Thread-safe.

    `room`: the largest sum of `size_of` the results; `bytes_of`: the content as bytes, equal for equal contents;
    `compute`: the result, which is not None.
    """

    def __init__(
        self,
        room: int,
        size_of: Callable[[Result], int],
        bytes_of: Callable[[Content], bytes],
        compute: Callable[[Content], Result],
    ) -> None:
        self._room = room
        self._size_of = size_of
        self._bytes_of = bytes_of
        self._compute = compute
        self._cache: LRUCache[bytes, Result] = LRUCache(room, size_of)
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """The sum of the sizes in the cache."""
        return int(self._cache.currsize)

    def clear(self) -> None:
        """Removes all results."""
        with self._lock:
            self._cache.clear()

    def cached(self, content: Content) -> Result | None:
        """The result, None where it is not cached."""
        return self._get(self._key(content))

    def of(self, content: Content) -> Result:
        """The result, computed if it is not cached. Raises what `compute` raises."""
        key = self._key(content)
        result = self._get(key)
        if result is None:
            result = self._compute(content)
            if self._size_of(result) <= self._room:
                with self._lock:
                    self._cache[key] = result
        return result

    def _get(self, key: bytes) -> Result | None:
        with self._lock:
            return self._cache.get(key)

    def _key(self, content: Content) -> bytes:
        return hashlib.blake2b(self._bytes_of(content), digest_size=16).digest()
