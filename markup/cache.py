"""A cache of renderings: the same text is rendered for many readers."""

from typing import Final

from content_cache import ContentCache
from markup.markdown import render_markdown

#: Largest size of the cache in characters of HTML.
ROOM: Final = 16_000_000


class Renderings(ContentCache[str, str]):
    """Renderings by the hash of their text: some milliseconds for a long one that is not cached."""

    def __init__(self, room: int = ROOM) -> None:
        super().__init__(room, len, lambda text: text.encode("utf-8", "surrogatepass"), render_markdown)


#: The cache of this process.
RENDERINGS: Final = Renderings()
