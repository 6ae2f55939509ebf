"""Abstracts out of OpenAlex's inverted index: each word with the positions at which it stands.

Source: OpenAlex documentation, work object, `abstract_inverted_index`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from plaintext import plain

#: No abstract is longer; a position beyond it is a damaged index.
MAX_ABSTRACT: Final = 100_000


def abstract(index: Mapping[str, Sequence[int]] | None) -> str | None:
    """The words in their order, joined by single spaces, as plain text; None when there is no word. Gaps are closed.
    Markup goes from the whole text, because a tag with attributes is several words.

    Raises ValueError when the index is damaged: a position that is negative, no integer or absurdly far.
    """
    if not index:
        return None
    placed = [(position, word) for word, positions in index.items() for position in positions]
    placed.sort()
    if not placed or not _sound(placed[0][0]) or not _sound(placed[-1][0]):
        if placed:
            raise ValueError("its abstract_inverted_index holds a position that is none")
        return None
    return plain(" ".join([word for _, word in placed])) or None


def _sound(position: object) -> bool:
    return type(position) is int and 0 <= position < MAX_ABSTRACT
