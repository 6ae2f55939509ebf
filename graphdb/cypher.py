"""Query text as a type of its own: made from literals, joined with other query text, and from nothing else.

The type checker accepts only literal text for `cypher`, so that a person's input cannot become part of a statement;
values travel as parameters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString


@dataclass(frozen=True, slots=True)
class Cypher:
    """A piece of query text. Holes are written `{n}` and are filled by `fill` with other pieces only."""

    text: str

    def fill(self, **pieces: "Cypher") -> "Cypher":
        """This text with each hole `{name}` replaced by the piece of that name."""
        text = self.text
        for name, piece in pieces.items():
            text = text.replace("{" + name + "}", piece.text)
        return Cypher(text)

    def __add__(self, other: "Cypher") -> "Cypher":
        return Cypher(self.text + other.text)


def cypher(text: LiteralString) -> Cypher:
    """Literal text as query text."""
    return Cypher(text)


def join(separator: LiteralString, pieces: Iterable[Cypher]) -> Cypher:
    """The pieces in order, with the separator between them."""
    return Cypher(separator.join(piece.text for piece in pieces))
