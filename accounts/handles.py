"""Handles: what people are called by, `@ada`. Two that differ in case alone are the same."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

MIN_LENGTH: Final = 3
MAX_LENGTH: Final = 30
PATTERN: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?", re.ASCII)
#: What the pattern asks for, in words.
FORM: Final = "Latin letters, digits, `-` and `_`, with a letter or digit first and last"
_OTHER: Final = re.compile(r"[^A-Za-z0-9]+")


def is_handle(text: str) -> bool:
    """Whether it has the form and the length of one."""
    return MIN_LENGTH <= len(text) <= MAX_LENGTH and PATTERN.fullmatch(text) is not None


def key(handle: str) -> str:
    """As handles are compared."""
    return handle.casefold()


def suggested(*names: str | None) -> Iterator[str]:
    """Handles for somebody of these names, best first: each name as it is, then numbered ones without end."""
    stems = [stem for name in names if name and (stem := _stem(name))]
    yield from (stem for stem in stems if is_handle(stem))
    base = (stems or ["reader"])[0][: MAX_LENGTH - 7]
    number = 2
    while True:
        yield f"{base}-{number}"
        number = number + 1 if number < 5 else number * 3


def _stem(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", plain)[:MAX_LENGTH].strip("-").lower()
