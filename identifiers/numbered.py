"""Identifiers that are a number: bare, behind a prefix, or in the address of a page."""

import re
from collections.abc import Mapping

from identifiers.pasted import clean_pasted, decoded, location


def number(
    text: str, prefix: re.Pattern[str], pages: Mapping[str, re.Pattern[str]], form: re.Pattern[str]
) -> str | None:
    """The number that the text is, in the first group of `form`. `pages`: host → paths, whose first group is it."""
    rest = prefix.sub("", clean_pasted(text), count=1)
    place = location(rest)
    if place is not None:
        page = pages[place.host].fullmatch(decoded(place.path)) if place.host in pages else None
        rest = page[1] if page else ""
    match = form.fullmatch(clean_pasted(rest))
    return match[1] if match else None
