"""Abbreviated page ranges: `321–28` for the pages 321 to 328.

Source: CSL 1.0.2, appendix V, "Page Range Formats"; The Chicago Manual of Style, 15th ed. 9.64 and 16th ed. 9.60.
"""

import re
from typing import Final

_PAGE: Final = re.compile(r"([^\W\d]*)([0-9]+)")
_FORMATS: Final = frozenset({"expanded", "minimal", "minimal-two", "chicago", "chicago-15", "chicago-16"})


def last_page(first: str, last: str, range_format: str | None) -> str:
    """The last page as it is printed after the first one: `28` for `321` and `328`. Only pages with the same letters
    before their number are abbreviated; the letters are not repeated then."""
    start, end = _PAGE.fullmatch(first), _PAGE.fullmatch(last)
    if range_format not in _FORMATS or start is None or end is None:
        return last
    letters, low = start[1], start[2]
    if end[1] not in {letters, ""} or (letters and not end[1]):
        return last
    high = low[: max(len(low) - len(end[2]), 0)] + end[2]  # 321 to 28 is 321 to 328
    if int(high) < int(low):
        return last
    if range_format == "expanded" or len(low) != len(high):
        return letters + high
    return high[-_digits(low, high, range_format) :]


def _digits(low: str, high: str, range_format: str) -> int:
    """The number of digits to print of the last page, which has as many as the first one."""
    changed = len(low) - next((place for place, (a, b) in enumerate(zip(low, high, strict=True)) if a != b), len(low))
    match range_format:
        case "minimal":
            return max(changed, 1)
        case "minimal-two":
            return max(changed, 2)
        case _:
            return _chicago_digits(int(low), changed, len(low), edition_16=range_format == "chicago-16")


def _chicago_digits(low: int, changed: int, length: int, *, edition_16: bool) -> int:
    if low < 100 or low % 100 == 0:
        return length
    if changed >= 3 and length == 4 and not edition_16:
        return length
    return max(changed, 1 if low % 100 < 10 else 2)
