"""Renderings that were made before, as long as there is room: the same text is shown to many readers."""

import hashlib
import threading
from typing import Final

from cachetools import LRUCache

from markup.rendering import rendered

#: Characters of HTML that are kept, of all texts together.
ROOM: Final = 16_000_000


class Renderings:
    """Renderings by the hash of their text; the least recently used goes first. Threads may share it."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._cache: LRUCache[bytes, str] = LRUCache(room, len)
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Characters of HTML in the cache."""
        return int(self._cache.currsize)

    def known(self, text: str) -> str | None:
        """The rendering of the text, None where it is not cached."""
        with self._lock:
            return self._cache.get(_key(text))

    def of(self, text: str) -> str:
        """The rendering of the text, made where it is not cached: some milliseconds of a long one."""
        found = self.known(text)
        if found is None:
            found = rendered(text)
            if len(found) <= self._room:
                with self._lock:
                    self._cache[_key(text)] = found
        return found


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


#: What this process keeps.
RENDERINGS: Final = Renderings()
