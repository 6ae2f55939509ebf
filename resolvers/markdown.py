"""Texts in Markdown as HTML, all that a turn of the event loop asks for at once."""

import asyncio
from collections.abc import Sequence

from markup.cache import RENDERINGS


async def html(texts: Sequence[str]) -> list[str]:
    """The rendering of each text. What was not rendered before is in a thread: the other requests go on."""
    found = [RENDERINGS.known(text) for text in texts]
    if None not in found:
        return [each or "" for each in found]
    return await asyncio.to_thread(lambda: [RENDERINGS.of(text) for text in texts])
