"""Numbers, dates and names of kinds as text."""

from datetime import date


def format_count(number: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def several(number: int, singular: str, plural: str = "") -> str:
    """`1 review`, `2 reviews`."""
    return f"{format_count(number)}\u00a0{singular if number == 1 else plural or singular + 's'}"


def lower(name: str) -> str:
    """The name of an enum value as text: `REVIEW_ARTICLE` is `review article`."""
    return name.replace("_", " ").lower()


def day(value: object) -> str:
    """The date of a date or time, also as ISO text: `3 May 2026`."""
    parsed = date.fromisoformat(str(value)[:10])
    return f"{parsed.day} {_MONTHS[parsed.month - 1]} {parsed.year}"


def moment(value: object) -> str:
    """The date and the time to the minute, in UTC: `3 May 2026, 14:05 UTC`."""
    time = str(value)[11:16]
    return f"{day(value)}, {time} UTC" if time else day(value)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
