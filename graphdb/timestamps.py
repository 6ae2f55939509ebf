"""Stored times: RFC 3339 in UTC with milliseconds, so that they sort as text."""

from datetime import UTC, datetime, timedelta


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


def later(moment: datetime, **span: float) -> str:
    """The stored form of a time plus `days`, `minutes` …"""
    return to_text(moment + timedelta(**span))
