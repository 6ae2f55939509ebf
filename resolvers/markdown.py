"""Renders Markdown texts of one batch as HTML."""

from collections.abc import Sequence
from typing import Final

from markup.cache import RENDERINGS
from thread_pools import RENDERING

#: The work of rendering a stored text, as a cost (most are short and cached), and a thousand characters of a new one.
TEXT: Final = 150
THOUSAND: Final = 6_000


def work(text: str) -> int:
    """The work of rendering a text."""
    return TEXT + len(text) * THOUSAND // 1_000


async def html(texts: Sequence[str]) -> list[str]:
    """The HTML of each text, from the cache or rendered, in a thread."""
    return await RENDERING.map(RENDERINGS.of, texts)
