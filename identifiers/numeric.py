"""Numeric identifiers: bare, after a prefix, or in the address of a page."""

import re
from collections.abc import Mapping

from identifiers.pasted_text import clean_pasted, decoded, location


def number(
    text: str, prefix: re.Pattern[str], pages: Mapping[str, re.Pattern[str]], form: re.Pattern[str]
) -> str | None:
    """The first group of `form`. `pages`: host → pattern of the path, with the number in the first group."""
    value = prefix.sub("", clean_pasted(text), count=1)
    parts = location(value)
    if parts is not None:
        page = pages[parts.host].fullmatch(decoded(parts.path)) if parts.host in pages else None
        value = page[1] if page else ""
    match = form.fullmatch(clean_pasted(value))
    return match[1] if match else None
