"""Renders Markdown texts of one batch as HTML."""

import re
from collections.abc import Sequence
from typing import Final

from markup.cache import RENDERINGS
from thread_pools import RENDERING

#: The work of rendering a stored text, as a cost (most are short and cached).
TEXT: Final = 150
#: The work of a character of a new text: of most, of punctuation, and of marks that may begin a construct.
CHARACTER: Final = 0.2
PUNCTUATION: Final = 5
MARKS: Final = {"[": 32, "!": 20, "*": 12, "_": 12, "~": 12, "\n": 30}
#: The punctuation at which the parser looks for a construct.
_STOPS: Final = re.compile(r"[#$%&+:<=>@\\\]^`{}-]")
#: Runs of a mark are one for the parser.
_RUNS: Final = re.compile(r"([*_~>`])\1+")


def work(text: str) -> int:
    """The work of rendering a text."""
    single = _RUNS.sub(r"\1", text)
    marks = sum(single.count(mark) * each for mark, each in MARKS.items())
    return TEXT + marks + len(_STOPS.findall(single)) * PUNCTUATION + int(len(text) * CHARACTER)


async def html(texts: Sequence[str]) -> list[str]:
    """The HTML of each text, from the cache or rendered, in a thread."""
    return await RENDERING.map(RENDERINGS.of, texts)
