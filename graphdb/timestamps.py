"""Stored times: RFC 3339 in UTC with milliseconds, so that they sort as text."""

import logging
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

_LOG: Final = logging.getLogger(__name__)
#: Unreadable dates that are remembered, so that each is logged once.
_MAX_UNREADABLE: Final = 10_000


def now() -> datetime:
    """The current time."""
    return datetime.now(UTC)


def to_text(moment: datetime | None = None) -> str:
    """The stored form of a time, by default of the current one: `2026-01-31T09:30:00.000Z`."""
    time = now() if moment is None else moment
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse(text: str) -> datetime:
    """The time of a stored text."""
    return datetime.fromisoformat(text)


def readable_date(value: object) -> str | None:
    """The stored value if it is a date (ISO 8601); None otherwise, and a value that is no date is logged once."""
    if value is None:
        return None
    try:
        date.fromisoformat(value)  # pyright: ignore[reportArgumentType] - of another type: TypeError
    except (TypeError, ValueError):
        _log_unreadable(str(value))
        return None
    return str(value)


@lru_cache(_MAX_UNREADABLE)
def _log_unreadable(text: str) -> None:
    _LOG.warning("The graph has %r where a date belongs: import the record again.", text[:80])


def later(moment: datetime, **span: float) -> str:
    """The stored form of a time plus `days`, `minutes` …"""
    return to_text(moment + timedelta(**span))
