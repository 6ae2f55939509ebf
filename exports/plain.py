"""Plain text of records, on which all exports build."""

from typing import Final

from identifiers.title import without_markup

#: Longer values are truncated, so that one hostile record cannot make an export large.
_MAX_LENGTH: Final = 20_000


def plain_text(value: object) -> str:
    """One line of Unicode text without publishers' inline tags, entities, control characters and lone surrogates;
    empty for anything that is not text."""
    if not isinstance(value, str):
        return ""
    words = " ".join(without_markup(value[:_MAX_LENGTH]).split())
    return words if words.isprintable() else _printable(words)


def _printable(text: str) -> str:
    # Joiners, marks of direction and private characters print nothing, but all except the controls carry meaning.
    return "".join(char for char in text if char.isprintable() or char in "\u200c\u200d\u200e\u200f")
