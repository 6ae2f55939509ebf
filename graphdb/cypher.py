"""A type for query text, which is made only from literals and other query text.

The type checker accepts only literal text for `cypher`, so that user input cannot become part of a statement; values
are passed as parameters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, LiteralString

_PLACEHOLDERS: Final[dict[str, LiteralString]] = {
    "n": "{n}",
    "m": "{m}",
    "r": "{r}",
    "p": "{p}",
    "label": "{label}",
    "key": "{key}",
}
_DIGITS: Final[tuple[LiteralString, ...]] = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")


@dataclass(frozen=True, slots=True)
class Cypher:
    """A piece of query text. Placeholders are written `{n}` and replaced by `fill` with other pieces."""

    text: LiteralString

    def fill(self, **pieces: "Cypher") -> "Cypher":
        """This text with each placeholder `{name}` replaced by the piece of that name."""
        text = self.text
        for name, piece in pieces.items():
            text = text.replace(_PLACEHOLDERS[name], piece.text)
        return Cypher(text)

    def __add__(self, other: "Cypher") -> "Cypher":
        return Cypher(self.text + other.text)


def cypher(text: LiteralString) -> Cypher:
    """Literal text as query text."""
    return Cypher(text)


def numbered(stem: LiteralString, number: int) -> Cypher:
    """A name made of the stem and a number, such as `n2`."""
    return Cypher(stem + "".join(_DIGITS[int(digit)] for digit in str(number)))


def join(separator: LiteralString, pieces: Iterable[Cypher]) -> Cypher:
    """The pieces in order, joined with the separator."""
    return Cypher(separator.join(piece.text for piece in pieces))
