"""Who and when, as people type it beside a title: `Ashish Vaswani, Noam Shazeer, 2017`. Search reads it."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

#: Names of a byline that are searched. A thousand of them would outweigh every title.
MAX_CREDITS: Final = 200


def credited(names: Iterable[str | None], year: object) -> str | None:
    """The first names of the byline and the year, where either is known."""
    known = [name for name in islice(names, MAX_CREDITS) if name]
    return ", ".join([*known, *([str(year)] if year is not None else [])]) or None
