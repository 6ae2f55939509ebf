"""Renders Markdown texts of one batch as HTML."""

import asyncio
from collections.abc import Sequence
from typing import Final

from markup.cache import RENDERINGS

#: The work of rendering a stored text, as a cost (most are short and cached), and a thousand characters of a new one.
TEXT: Final = 150
THOUSAND: Final = 6_000


def work(text: str) -> int:
    """The work of rendering a text."""
    return TEXT + len(text) * THOUSAND // 1_000


async def html(texts: Sequence[str]) -> list[str]:
    """The HTML of each text. Uncached texts are rendered in a thread."""
    cached = [RENDERINGS.cached(text) for text in texts]
    if None not in cached:
        return [text or "" for text in cached]
    return await asyncio.to_thread(lambda: [RENDERINGS.of(text) for text in texts])
