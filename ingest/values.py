"""Readers of plain values in records: an invalid value becomes None and is reported, so that the reader of the record
can list it with its field."""

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

#: A record: a JSON object.
Record = dict[str, Any]
#: Maximum of a GraphQL Int, which has 32 bits.
_MAX_INT: Final = 2**31 - 1
_YEARS: Final = range(1000, 2200)
_ADDRESS: Final = Address()
_TIMESTAMP: Final = Timestamp()
_TEXT: Final = Text()


#: Characters of a text whose normal form is cached: records repeat names, kinds and affiliations.
_CACHED_LENGTH: Final = 300


class InvalidValue(NamedTuple):
    """A value that does not fit its field; `reason` completes "a value of its year …"."""

    reason: str
    value: object


_INVALID_VALUES: Final[ContextVar[list[InvalidValue] | None]] = ContextVar("invalid_values", default=None)


@contextmanager
def collect_invalid_values() -> Generator[None]:
    """Collect invalid values until the end of the block, for `take_invalid_values`."""
    token = _INVALID_VALUES.set([])
    try:
        yield
    finally:
        _INVALID_VALUES.reset(token)


def count_invalid_values() -> int:
    """The number of invalid values since the last call of `take_invalid_values`."""
    return len(_INVALID_VALUES.get() or ())


def take_invalid_values() -> list[InvalidValue]:
    """The invalid values since the last call."""
    pending = _INVALID_VALUES.get()
    if not pending:
        return []
    values, pending[:] = pending[:], []
    return values


def invalid(reason: str, value: object) -> None:
    """Report an invalid value; returns None."""
    pending = _INVALID_VALUES.get()
    if pending is not None:
        pending.append(InvalidValue(reason, value))


class Unusable(ValueError):
    """A record that cannot be used; the message completes the sentence "The record cannot be used: …"."""


def text(value: Any) -> str | None:
    """One line of text with single spaces; None when it is empty."""
    if type(value) is str and len(value) <= _CACHED_LENGTH and value.isascii():
        return _line(value)
    valid = _valid_text(value)
    return None if valid is None else " ".join(valid.split()) or None


def plain(value: Any) -> str | None:
    """As `text`, without publishers' markup (`plaintext`); None when nothing is left."""
    if type(value) is str and len(value) <= _CACHED_LENGTH:
        try:
            return _plain(value)
        except UnicodeEncodeError:
            pass
    valid = _valid_text(value)
    return None if valid is None else plaintext.plain(valid) or None


@lru_cache(maxsize=16_384)
def _line(value: str) -> str | None:
    return " ".join(value.split()) or None


@lru_cache(maxsize=32_768)
def _plain(value: str) -> str | None:
    """Raises UnicodeEncodeError."""
    if not value.isascii():
        value.encode()
    return plaintext.plain(value) or None


def _valid_text(value: Any) -> str | None:
    """The value if it is text that UTF-8 can encode."""
    fault = None if value is None else _TEXT.fault(value)
    return value if fault is None else invalid(fault, value)


def count(value: Any) -> int | None:
    """A count from 0 to `_MAX_INT`."""
    integer = _integer(value)
    if integer is None or (type(integer) is int and 0 <= integer <= _MAX_INT):
        return integer
    return invalid(f"is not a number from 0 to {_MAX_INT}", value)


def year(value: Any) -> int | None:
    """A year of publication."""
    integer = _integer(value)
    if integer is None or (type(integer) is int and integer in _YEARS):
        return integer
    return invalid(f"is not a year from {_YEARS[0]} to {_YEARS[-1]}", value)


def _integer(value: Any) -> Any:
    """The integer of a float such as `2019.0`, the form of integers in tables with gaps; other values unchanged."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def day(value: Any) -> str | None:
    """A valid ISO 8601 date."""
    if value is None or value == "":
        return None
    parsed = _day(value[:10]) if isinstance(value, str) else None
    return invalid("is not a day of the calendar", value) if parsed is None else parsed


@lru_cache(maxsize=65_536)
def _day(value: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def timestamp(value: Any) -> str | None:
    """The date of a record: a date or time of ISO 8601."""
    line = text(value)
    fault = None if line is None else _TIMESTAMP.fault(line)
    return line if fault is None else invalid(fault, value)


def address(value: Any) -> str | None:
    """A web address; spaces become `%20`, as in browsers."""
    if value is None or value == "":
        return None
    if type(value) is str and (plain_address := _address(value)) is not None:
        return plain_address
    encoded = "%20".join(value.split()) if isinstance(value, str) else value
    fault = _ADDRESS.fault(encoded)
    return encoded if fault is None else invalid(fault, value)


@lru_cache(maxsize=4_096)
def _address(value: str) -> str | None:
    """The address; None if it is not valid as it is. Records repeat those of their locations."""
    return value if value.isascii() and " " not in value and _ADDRESS.fault(value) is None else None


def number(value: Any) -> float | None:
    """A finite number, also from text, such as the scores of 2023."""
    try:
        parsed = None if value is None or value == "" else float(value)
    except (ValueError, TypeError, OverflowError):
        return invalid("is not a number", value)
    return invalid("is not a finite number", value) if parsed is not None and not math.isfinite(parsed) else parsed


def real(value: Any, minimum: float = -math.inf, maximum: float = math.inf) -> float | None:
    """A finite number in a range, bounds included."""
    parsed = invalid("is not a number", value) if isinstance(value, bool) else number(value)
    if parsed is None or minimum <= parsed <= maximum:
        return parsed
    return invalid(f"is not a number from {minimum:g} to {maximum:g}", value)


def boolean(value: Any) -> bool | None:
    """True or false."""
    return value if value is None or isinstance(value, bool) else invalid("is neither true nor false", value)


def mapping(value: Any) -> Record:
    """A JSON object; empty for None and for other values."""
    if isinstance(value, dict):
        return value  # pyright: ignore[reportUnknownVariableType]
    if value is None:
        return {}
    invalid("is not an object", value)
    return {}


def items(value: Any) -> list[Any]:
    """A list without nulls; empty for None and for other values."""
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        invalid("is not a list", value)
        return []
    return [entry for entry in cast("list[Any]", value) if entry is not None]


def mappings(value: Any) -> list[Record]:
    """The objects of a list; empty for None and for other values."""
    if value is None:
        return []
    if type(value) is list and all([type(entry) is dict for entry in cast("list[Any]", value)]):  # noqa: C419 - faster
        return value  # pyright: ignore[reportUnknownVariableType]
    return [mapping(entry) for entry in items(value) if isinstance(entry, dict) or invalid("is not an object", entry)]


#: `sort_key` with a cache, because records repeat venues, topics and authors.
cached_sort_key = lru_cache(maxsize=65_536)(sort_key)
