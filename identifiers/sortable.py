"""Ids of reviews, comments and other content of users: a prefix and 26 characters that sort by time.

Source of the form: ULID, https://github.com/ulid/spec (48 bits of milliseconds, 80 random bits, Crockford's base 32).
"""

import secrets
import time
from typing import Final

_DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH: Final = 26


def sortable(prefix: str) -> str:
    """A new id, such as `rev_01k9…`."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    digits = (_DIGITS[number >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))
    return prefix + "".join(digits)
