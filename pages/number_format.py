"""Numbers, days and names of kinds as people read them."""

from datetime import date


def format_count(number: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def several(number: int, one: str, many: str = "") -> str:
    """`1 review`, `2 reviews`."""
    return f"{format_count(number)}\u00a0{one if number == 1 else many or one + 's'}"


def lower(name: str) -> str:
    """The name of an enum's value in words: `REVIEW_ARTICLE` is `review article`."""
    return name.replace("_", " ").lower()


def day(moment: object) -> str:
    """`3 May 2026`, of a date or a moment, be it text or not."""
    found = date.fromisoformat(str(moment)[:10])
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
