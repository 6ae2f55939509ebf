"""Renders Markdown texts of one batch as HTML."""

import asyncio
from collections.abc import Sequence

from markup.cache import RENDERINGS


async def html(texts: Sequence[str]) -> list[str]:
    """The HTML of each text. Uncached texts are rendered in a thread."""
    cached = [RENDERINGS.cached(text) for text in texts]
    if None not in cached:
        return [text or "" for text in cached]
    return await asyncio.to_thread(lambda: [RENDERINGS.of(text) for text in texts])
