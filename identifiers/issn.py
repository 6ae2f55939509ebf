"""ISSNs: `1234-5679`, the last character a check digit, modulus 11 (ISO 3297)."""

import re
from typing import Final

from identifiers.pasted_text import clean_pasted, decoded, location

_ID: Final = re.compile(r"([0-9]{4})[- ]?([0-9]{3}[0-9X])", re.IGNORECASE | re.ASCII)
_PREFIX: Final = re.compile(
    r"\A(?:urn\s*:\s*)?[ep]?-?issn(?:-l)?(?:\s*\((?:online|print)\))?\s*[:=/\s]\s*", re.IGNORECASE | re.ASCII
)
_PAGE: Final = re.compile(r"/(?:resource/)?(?:issn(?:-l)?/)?([0-9-]+x?)/?", re.IGNORECASE | re.ASCII)
_HOSTS: Final = frozenset({"portal.issn.org", "issn.org", "id.issn.org"})


def parse(text: str) -> str | None:
    """An ISSN with a valid check digit. Reads the bare ISSN, `ISSN` and the number, a URN, and a page of the portal."""
    value = _PREFIX.sub("", clean_pasted(text), count=1)
    parts = location(value)
    if parts is not None:
        page = _PAGE.fullmatch(decoded(parts.path)) if parts.host in _HOSTS else None
        value = page[1] if page else ""
    match = _ID.fullmatch(clean_pasted(value))
    if match is None:
        return None
    first, last = match[1], match[2].upper()
    return f"{first}-{last}" if last[-1] == check_digit(first + last[:-1]) else None


def check_digit(digits: str) -> str:
    """The check digit of seven digits, `0` to `9` or `X`: weights 8 to 2, modulus 11 (ISO 3297, annex A)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True))
    return "0123456789X"[-total % 11]
