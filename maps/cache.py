"""A cache of maps by what they are made of: the map of a paper is the same until one of its nodes or edges changes."""

import hashlib
import threading
from typing import Final

import orjson
from cachetools import LRUCache

from maps.assembly import Parts, assemble
from maps.research_map import ResearchMap

#: Nodes and edges in the cache, about half a kilobyte each.
ROOM: Final = 40_000


class MapCache:
    """Maps by the hash of their parts; least recently used ones are evicted. Thread-safe."""

    def __init__(self, room: int = ROOM) -> None:
        self._cache: LRUCache[bytes, ResearchMap] = LRUCache(room, _size)
        self._room = room
        self._lock = threading.Lock()

    def cached(self, parts: Parts) -> ResearchMap | None:
        """The map of the parts, None where it is not cached."""
        with self._lock:
            return self._cache.get(_key(parts))

    def of(self, parts: Parts) -> ResearchMap:
        """The map of the parts, assembled if it is not cached."""
        research_map = self.cached(parts)
        if research_map is None:
            research_map = assemble(parts)
            if _size(research_map) <= self._room:
                with self._lock:
                    self._cache[_key(parts)] = research_map
        return research_map


def _size(research_map: ResearchMap) -> int:
    return len(research_map.nodes) + len(research_map.edges) + 1


def _key(parts: Parts) -> bytes:
    return hashlib.blake2b(orjson.dumps(parts), digest_size=16).digest()


#: The cache of this process.
CACHE: Final = MapCache()
