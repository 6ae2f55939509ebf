"""A cache of maps by what they are made of: the map of a paper is the same until one of its nodes or edges changes."""

from typing import Final

import orjson

from content_cache import ContentCache
from maps.assembly import Parts, assemble
from maps.research_map import ResearchMap

#: Nodes and edges in the cache, about half a kilobyte each.
ROOM: Final = 40_000


def _size(research_map: ResearchMap) -> int:
    return len(research_map.nodes) + len(research_map.edges) + 1


#: The cache of this process.
ASSEMBLED: Final = ContentCache[Parts, ResearchMap](ROOM, _size, orjson.dumps, assemble)
