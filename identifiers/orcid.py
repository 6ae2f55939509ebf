"""ORCID iDs: `0000-0002-1825-0097`, the last character a check digit (ISO 7064 MOD 11-2)."""

import re
from typing import Final

from identifiers.pasted_text import clean_pasted, decoded, location

_ID: Final = re.compile(r"([0-9]{4})[- ]?([0-9]{4})[- ]?([0-9]{4})[- ]?([0-9]{3}[0-9X])", re.IGNORECASE | re.ASCII)
_PREFIX: Final = re.compile(r"\Aorcid(?:\s*id)?\s*[:=\s]\s*", re.IGNORECASE | re.ASCII)
_HOSTS: Final = frozenset({"orcid.org", "pub.orcid.org", "api.orcid.org"})


def parse(text: str) -> str | None:
    """An ORCID iD with a valid check digit. Reads the bare iD, with or without hyphens, `ORCID:` and the iD, and an
    address."""
    value = _PREFIX.sub("", clean_pasted(text), count=1)
    parts = location(value)
    if parts is not None:
        value = decoded(parts.path).strip("/").removeprefix("v3.0/").partition("/")[0] if parts.host in _HOSTS else ""
    match = _ID.fullmatch(clean_pasted(value))
    if match is None:
        return None
    digits = "".join(match.groups()).upper()
    return "-".join(match.groups()).upper() if digits[-1] == check_digit(digits[:-1]) else None


def check_digit(digits: str) -> str:
    """The check digit of the first fifteen digits, `0` to `9` or `X` (ISO 7064 MOD 11-2)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]
