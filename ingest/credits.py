"""Authors and year in one indexed text, as people search for them: `Ashish Vaswani, Noam Shazeer, 2017`."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

#: Maximum number of indexed names of a byline; a thousand of them would outweigh every title.
MAX_CREDITS: Final = 200


def credits_text(names: Iterable[str | None], year: object) -> str | None:
    """The first `MAX_CREDITS` names of the byline, and the year; None without either."""
    listed = [name for name in islice(names, MAX_CREDITS) if name]
    return ", ".join([*listed, *([str(year)] if year is not None else [])]) or None
