"""Moments as they are stored: RFC 3339, in UTC, always to the millisecond, so that text sorts as time does."""

from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


def written(moment: datetime | None = None) -> str:
    """As it is stored: `2026-01-31T09:30:00.000Z`. The moment that is now, where none is given."""
    known = now() if moment is None else moment
    return known.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(text: str) -> datetime:
    """What was written."""
    return datetime.fromisoformat(text)


def later(moment: datetime, **span: float) -> str:
    """So many `days`, `minutes` … later, as it is stored."""
    return written(moment + timedelta(**span))
