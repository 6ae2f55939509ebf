"""Abstracts from OpenAlex's inverted index, which maps each word to its positions.

Source: OpenAlex documentation, work object, `abstract_inverted_index`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from plaintext import plain

#: Maximum length of an abstract in words; a position beyond it means a damaged index.
MAX_ABSTRACT: Final = 100_000


def abstract(index: Mapping[str, Sequence[int]] | None) -> str | None:
    """The words in order, joined by single spaces, as plain text; None without a word. Gaps are closed. Markup is
    removed from the joined text, because a tag with attributes is several words.

    Raises ValueError for a damaged index: a position that is negative, not an integer or beyond `MAX_ABSTRACT`.
    """
    if not index:
        return None
    pairs = [(position, word) for word, positions in index.items() for position in positions]
    if not pairs:
        return None
    pairs.sort()
    if not _is_position(pairs[0][0]) or not _is_position(pairs[-1][0]):
        raise ValueError("its abstract_inverted_index holds an invalid position")
    return plain(" ".join([word for _, word in pairs])) or None


def _is_position(position: object) -> bool:
    return type(position) is int and 0 <= position < MAX_ABSTRACT
