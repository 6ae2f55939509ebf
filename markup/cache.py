"""A cache of renderings: the same text is rendered for many readers."""

import hashlib
import threading
from typing import Final

from cachetools import LRUCache

from markup.markdown import render_markdown

#: Largest size of the cache in characters of HTML.
ROOM: Final = 16_000_000


class Renderings:
    """Renderings by the hash of their text; least recently used ones are evicted. Thread-safe."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._cache: LRUCache[bytes, str] = LRUCache(room, len)
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Characters of HTML in the cache."""
        return int(self._cache.currsize)

    def clear(self) -> None:
        """Removes all renderings."""
        with self._lock:
            self._cache.clear()

    def cached(self, text: str) -> str | None:
        """The rendering of the text, None where it is not cached."""
        with self._lock:
            return self._cache.get(_key(text))

    def of(self, text: str) -> str:
        """The rendering of the text, computed if it is not cached: some milliseconds for a long one."""
        html = self.cached(text)
        if html is None:
            html = render_markdown(text)
            if len(html) <= self._room:
                with self._lock:
                    self._cache[_key(text)] = html
        return html


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


#: The cache of this process.
RENDERINGS: Final = Renderings()
