"""Plain values as records hold them, checked: what is not of its kind becomes None rather than a wrong fact."""

from datetime import date
from functools import lru_cache
from typing import Any, Final

import plaintext
from identifiers.title import sort_key

#: Text as OpenAlex's records are: mappings of JSON.
Record = dict[str, Any]
#: A GraphQL Int has 32 bits.
_LARGEST: Final = 2**31 - 1
_YEARS: Final = range(1000, 2200)
#: Neo4j keeps no key above 8 kB in a range index.
_LONGEST_ADDRESS: Final = 2_000


class Unusable(ValueError):
    """A record that cannot be used; the message completes the sentence "The record cannot be used: …"."""


def text(value: Any) -> str | None:
    """One line of text, spaces as single spaces; None when there is none."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError
    return " ".join(value.split()) or None


def plain(value: Any) -> str | None:
    """As `text`, without publishers' markup (`plaintext`); None when there is nothing but markup."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError
    return plaintext.plain(value) or None


def count(value: Any) -> int | None:
    """A number of things, not negative."""
    return value if type(value) is int and 0 <= value <= _LARGEST else None


def year(value: Any) -> int | None:
    """A year of publication."""
    return value if type(value) is int and value in _YEARS else None


def day(value: Any) -> str | None:
    """An ISO 8601 date that the calendar has."""
    if not isinstance(value, str):
        return None
    return _day(value[:10])


@lru_cache(maxsize=65_536)
def _day(value: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def address(value: Any) -> str | None:
    """A web address."""
    if isinstance(value, str) and len(value) <= _LONGEST_ADDRESS and value.startswith(("https://", "http://")):
        return value.strip()
    return None


def number(value: Any) -> float | None:
    """A number, also where it is written as text, as the scores of 2023 are."""
    try:
        return None if value is None else float(value)
    except ValueError:
        return None


#: How names and titles sort. The same venue, topic and often author come again and again.
sorted_as = lru_cache(maxsize=65_536)(sort_key)
