"""Ratings of review forms: the number of `8: accept`, the scale of a form, and the recommendation for a rating.

Source of the scales: the reviewer forms of NeurIPS 2023 and 2024 (overall rating 1 to 10) and 2025 (1 to 6), of ICLR
2024 and 2025 (1 to 10), and of ICML 2025 (overall recommendation 1 to 5). Aspects such as soundness have 1 to 4,
confidence 1 to 5 in all of them.
"""

import re
from typing import Any, Final

from graphdb.ingest.review_notes import Score

#: Length of the scale → maximum rating of each recommendation. Borderline and weak ratings are neutral.
_RECOMMENDATIONS: Final = {
    10: ((2, "STRONG_NO"), (3, "NO"), (5, "NEUTRAL"), (7, "YES"), (10, "STRONG_YES")),
    6: ((1, "STRONG_NO"), (2, "NO"), (4, "NEUTRAL"), (5, "YES"), (6, "STRONG_YES")),
    5: ((1, "NO"), (3, "NEUTRAL"), (4, "YES"), (5, "STRONG_YES")),
}
#: Venue → first year and length of its scale, the newest first.
_VENUES: Final = {"NeurIPS": ((2025, 6), (0, 10)), "ICLR": ((0, 10),), "ICML": ((2025, 5), (0, 10))}
ASPECT_SCALE: Final = 4
CONFIDENCE_SCALE: Final = 5
_NUMBER: Final = re.compile(r"\s*([0-9]{1,2})(?![0-9]|\.[0-9])")


def scale(venue: str, year: int) -> int | None:
    """The length of the scale of ratings of a venue; None if it is unknown."""
    return next((length for since, length in _VENUES.get(venue, ()) if year >= since), None)


def number(value: Any) -> Any:
    """The number of `8: accept, good paper`; other values are returned as they are."""
    match = _NUMBER.match(value) if isinstance(value, str) else None
    return int(match[1]) if match else value


def recommendation(rating: Any, length: int | None) -> str | None:
    """The recommendation for a rating on a scale from 1; None if the rating is not on it or the scale is unknown."""
    if length is None or type(rating) is not int or not 1 <= rating <= length:
        return None
    return next(name for maximum, name in _RECOMMENDATIONS[length] if rating <= maximum)


def score(name: str, value: Any, length: int | None) -> Score | None:
    """The rating as the form has it, on a scale from 1 to `length`; None for a value without number and text. The scale
    is left out where the number is not on it."""
    rating = number(value)
    value_number = rating if type(rating) in {int, float} else None
    text = value.strip() if isinstance(value, str) and value.strip() else None
    if value_number is None and text is None:
        return None
    on_scale = length is not None and value_number is not None and 1 <= value_number <= length
    worst, best = (1, length) if on_scale else (None, None)
    return Score(" ".join(name.lower().replace("_", " ").split()), value_number, text, worst, best)
