"""Analysis of a user's text, equal to that of the index.

The index splits text at spaces and punctuation, folds case and Latin accents, and drops English stop words (Neo4j's
analyzer `standard-folding`, which is Lucene's StandardAnalyzer with an ASCIIFoldingFilter). Whole words pass through
that analyzer; prefix and fuzzy terms do not, so they are folded here.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from graphdb.search.variants import forms

#: Stop words of the index (Lucene's EnglishAnalyzer.ENGLISH_STOP_WORDS_SET).
COMMON: Final = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not", "of",
    "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "will", "with",
))  # fmt: skip
#: Words of one text that are used.
MAX_WORDS: Final = 40
#: Letters of a word that are used. The index splits longer words.
MAX_WORD: Final = 100
#: Characters of a phrase that are used.
MAX_EXACT: Final = 300
# Punctuation that the index keeps inside some words (`node.js`, `don't`, `foo_bar`).
_JOINING: Final = frozenset(".'’_:·")
# Letters that Unicode does not decompose although they have a plain form, as ASCIIFoldingFilter writes them.
_LETTERS: Final = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ß": "ss",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chunk:
    """The text between two spaces, or a phrase. `text`: letters, digits, joining punctuation and spaces only; `parts`:
    its folded words without stop words; `field`: the only field that is searched (a property of a paper)."""

    text: str
    parts: tuple[str, ...]
    is_phrase: bool = False
    field: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """Other words that mean the same: those of `variants.forms`, and the parts joined; none of a phrase."""
        if self.is_phrase:
            return ()
        joined = ("".join(self.parts),) if len(self.parts) > 1 else ()
        return joined + (forms(self.parts[0]) if len(self.parts) == 1 else ())


def chunks(text: str) -> list[Chunk]:
    """The words of a text in order, without duplicates; empty without letters and digits."""
    result: dict[Chunk, None] = {}
    left = MAX_WORDS
    for piece in unicodedata.normalize("NFC", text).split():
        parts = [part for part in words(piece) if part not in COMMON]
        if parts and left > 0:
            result[Chunk(_exact(piece)[:MAX_WORD].rstrip(), tuple(parts[:left]))] = None
            left -= len(parts)
    return list(result)


def phrase(text: str, field: str | None = None) -> Chunk | None:
    """The text as one phrase; None without words."""
    parts = tuple(part for chunk in chunks(text) for part in chunk.parts)
    return Chunk(_exact(" ".join(text.split())), parts, is_phrase=True, field=field) if parts else None


def words(text: str) -> list[str]:
    """The folded words of a text."""
    runs = groupby(text, is_letter)
    return [fold("".join(run))[:MAX_WORD] for letters, run in runs if letters]


@lru_cache(maxsize=4_096)
def is_letter(char: str) -> bool:
    """Whether the character is part of a word: a letter, a digit, or a mark on one."""
    return unicodedata.category(char)[0] in "LNM"


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """The word in lower case and without accents on Latin letters; other scripts keep their marks, as in the index."""
    return "".join(map(_plain, unicodedata.normalize("NFC", word).lower()))


@lru_cache(maxsize=4_096)
def _plain(char: str) -> str:
    if char.isascii():
        return char
    base = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return base.lower() if base and base.isascii() else _LETTERS.get(char, char)


def _exact(piece: str) -> str:
    text = "".join(char if is_letter(char) or char in _JOINING else " " for char in piece)
    return " ".join(text.split())[:MAX_EXACT].rstrip()


def max_edits(word: str) -> int:
    """The maximum edit distance of a word in fuzzy matching."""
    return 0 if len(word) < 4 or word.isdecimal() else 1 if len(word) < 8 else 2
