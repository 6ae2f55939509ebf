"""Plain values as records hold them, checked: what is not of its kind becomes None rather than a wrong fact, and is
noted, so that the record's reader can say which field it was in."""

import math
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple, cast

import plaintext
from graphdb.value_types import Address, Text, Timestamp
from identifiers.title import sort_key

#: Text as OpenAlex's records are: mappings of JSON.
Record = dict[str, Any]
#: A GraphQL Int has 32 bits.
_LARGEST: Final = 2**31 - 1
_YEARS: Final = range(1000, 2200)
_ADDRESS: Final = Address()
_TIMESTAMP: Final = Timestamp()
_TEXT: Final = Text()


class Misfit(NamedTuple):
    """A value that is not of its kind: `reason` completes "a value of its year …"."""

    reason: str
    value: object


_MISFITS: Final[ContextVar[list[Misfit] | None]] = ContextVar("misfits", default=None)


@contextmanager
def noting() -> Generator[None]:
    """List misfits until the end of the block, for `noted`."""
    before = _MISFITS.set([])
    try:
        yield
    finally:
        _MISFITS.reset(before)


def noted() -> list[Misfit]:
    """The misfits since the last call."""
    listed = _MISFITS.get()
    if not listed:
        return []
    taken, listed[:] = listed[:], []
    return taken


def misfit(reason: str, value: object) -> None:
    """Note a value that is not of its kind."""
    listed = _MISFITS.get()
    if listed is not None:
        listed.append(Misfit(reason, value))


class Unusable(ValueError):
    """A record that cannot be used; the message completes the sentence "The record cannot be used: …"."""


def text(value: Any) -> str | None:
    """One line of text, spaces as single spaces; None when there is none."""
    sound = _sound(value)
    return None if sound is None else " ".join(sound.split()) or None


def plain(value: Any) -> str | None:
    """As `text`, without publishers' markup (`plaintext`); None when there is nothing but markup."""
    sound = _sound(value)
    return None if sound is None else plaintext.plain(sound) or None


def _sound(value: Any) -> str | None:
    """The value, where it is text that UTF-8 can write."""
    fault = None if value is None else _TEXT.fault(value)
    return value if fault is None else misfit(fault, value)


def count(value: Any) -> int | None:
    """A number of things, not negative."""
    number = _integer(value)
    if number is None or (type(number) is int and 0 <= number <= _LARGEST):
        return number
    return misfit(f"is not a number from 0 to {_LARGEST}", value)


def year(value: Any) -> int | None:
    """A year of publication."""
    number = _integer(value)
    if number is None or (type(number) is int and number in _YEARS):
        return number
    return misfit(f"is not a year from {_YEARS[0]} to {_YEARS[-1]}", value)


def _integer(value: Any) -> Any:
    """An integer that a table with gaps wrote as `2019.0`, as an integer; everything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def day(value: Any) -> str | None:
    """An ISO 8601 date that the calendar has."""
    if value is None or value == "":
        return None
    read = _day(value[:10]) if isinstance(value, str) else None
    return misfit("is not a day of the calendar", value) if read is None else read


@lru_cache(maxsize=65_536)
def _day(value: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def timestamp(value: Any) -> str | None:
    """The date of a record: a day or a moment of ISO 8601."""
    written = text(value)
    fault = None if written is None else _TIMESTAMP.fault(written)
    return written if fault is None else misfit(fault, value)


def address(value: Any) -> str | None:
    """A web address; spaces in it are written as `%20`, as browsers do."""
    if value is None or value == "":
        return None
    written = "%20".join(value.split()) if isinstance(value, str) else value
    fault = _ADDRESS.fault(written)
    return written if fault is None else misfit(fault, value)


def number(value: Any) -> float | None:
    """A number, also where it is written as text, as the scores of 2023 are."""
    try:
        read = None if value is None or value == "" else float(value)
    except (ValueError, TypeError, OverflowError):
        return misfit("is not a number", value)
    return misfit("is not a finite number", value) if read is not None and not math.isfinite(read) else read


def real(value: Any, least: float = -math.inf, most: float = math.inf) -> float | None:
    """A finite number between two others."""
    read = misfit("is not a number", value) if isinstance(value, bool) else number(value)
    if read is None or least <= read <= most:
        return read
    return misfit(f"is not a number from {least:g} to {most:g}", value)


def mark(value: Any) -> bool | None:
    """True or false."""
    return value if value is None or isinstance(value, bool) else misfit("is neither true nor false", value)


def mapping(value: Any) -> Record:
    """An object of JSON; an empty one where there is none."""
    if value is None or isinstance(value, dict):
        return cast("Record", value or {})
    misfit("is not an object", value)
    return {}


def items(value: Any) -> list[Any]:
    """A list without its nulls; empty where there is none."""
    if value is not None and not isinstance(value, list | tuple):
        misfit("is not a list", value)
        return []
    return [each for each in cast("list[Any]", value or []) if each is not None]


def mappings(value: Any) -> list[Record]:
    """The objects of a list; empty where there is none."""
    return [mapping(each) for each in items(value) if isinstance(each, dict) or misfit("is not an object", each)]


#: How names and titles sort. The same venue, topic and often author come again and again.
sorted_as = lru_cache(maxsize=65_536)(sort_key)
