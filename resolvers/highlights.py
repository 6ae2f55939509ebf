"""Highlights: the words that were looked for between `<mark>` and `</mark>`, all else escaped for HTML.

Words are compared as the index compares them: whatever their case and accents, the last one by its beginning, and
misspelt ones where the store looked for those.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import Final

from graphdb.searching.words import Chunk, edits, folded, is_letter

#: Characters around a match, and how many fragments a field may have.
AROUND: Final = 80
FRAGMENTS: Final = 3
#: Characters of a short field (a title, a name) that are shown whole.
MAX_WHOLE: Final = 300
#: Characters of a text that are read, and matches in it.
READ: Final = 20_000
MATCHES: Final = 200
#: The fields of a hit in the order of `graphdb.search.Found`, by the names that clients see; and whether it is short.
FIELDS: Final = (("title", True), ("name", True), ("authors", False), ("abstract", False))


@dataclass(frozen=True, slots=True)
class Marked:
    """A field with its fragments."""

    field: str
    fragments: list[str]


@dataclass(frozen=True, slots=True)
class Words:
    """What is marked: whole words, the beginning of the last, and words that may be misspelt."""

    whole: frozenset[str]
    beginning: str
    mistyped: tuple[str, ...]

    @classmethod
    def of(cls, chunks: Sequence[Chunk], mistyped: Sequence[int]) -> "Words":
        """The words of a text; `mistyped` are the places of chunks."""
        parts = [part for chunk in chunks for part in chunk.parts]
        near = [part for place in mistyped for part in chunks[place].parts if edits(part)]
        return cls(frozenset(parts), parts[-1] if parts and len(parts[-1]) > 1 else "", tuple(near))

    def fit(self, word: str) -> bool:
        """Whether a word of a record is one of them."""
        plain = folded(word)
        if plain in self.whole or (self.beginning and plain.startswith(self.beginning)):
            return True
        return any(_near(plain, part) for part in self.mistyped)


def highlights(texts: Sequence[str | None], words: Words) -> list[Marked]:
    """The fields of a hit in which a word was found."""
    there = ((name, whole, text[:READ]) for (name, whole), text in zip(FIELDS, texts, strict=True) if text)
    found = (Marked(name, _fragments(text, words, whole)) for name, whole, text in there)
    return [each for each in found if each.fragments]


def _fragments(text: str, words: Words, whole: bool) -> list[str]:
    spans = list(islice((span for span in _spans(text) if words.fit(text[slice(*span)])), MATCHES))
    if not spans:
        return []
    if whole and len(text) <= MAX_WHOLE:
        return [_marked(text, 0, len(text), spans)]
    return [_marked(text, start, end, spans) for start, end in _windows(text, spans)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the words are."""
    start = 0
    for letters, run in groupby(text, is_letter):
        end = start + sum(1 for _ in run)
        if letters:
            yield start, end
        start = end


def _windows(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The fragments with most matches, in the order of the text, none over another."""
    windows = [(_edge(text, start - AROUND, -1), _edge(text, end + AROUND, 1)) for start, end in spans]
    counted = sorted(windows, key=lambda window: (-_within(window, spans), window))
    taken: list[tuple[int, int]] = []
    for window in counted:
        if len(taken) < FRAGMENTS and all(window[1] <= start or end <= window[0] for start, end in taken):
            taken.append(window)
    return sorted(taken)


def _within(window: tuple[int, int], spans: Sequence[tuple[int, int]]) -> int:
    return sum(window[0] <= start and end <= window[1] for start, end in spans)


def _edge(text: str, place: int, way: int) -> int:
    """The place, or the nearest one outwards that cuts no word (within 30 characters)."""
    place = max(0, min(place, len(text)))
    for step in range(30):
        at = place + way * step
        if at <= 0 or at >= len(text) or text[at - 1].isspace():
            return max(0, min(at, len(text)))
    return place


def _marked(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    pieces = ["…"] if start > 0 else []
    at = start
    for begin, finish in spans:
        if start <= begin and finish <= end:
            pieces += [html.escape(text[at:begin]), "<mark>", html.escape(text[begin:finish]), "</mark>"]
            at = finish
    return "".join([*pieces, html.escape(text[at:end]), *(["…"] if end < len(text) else [])]).strip()


@lru_cache(maxsize=65_536)
def _near(word: str, asked: str) -> bool:
    """Whether the word is within the slips that `asked` may have: the optimal string alignment distance, in which two
    letters that changed places are one slip (Boytsov 2011, section 2.1)."""
    most = edits(asked)
    # A slip changes the length by one and the letters that occur by two at most: most words are told apart so.
    if abs(len(word) - len(asked)) > most or len(set(word) ^ set(asked)) > 2 * most:
        return False
    before: list[int] = []
    last = list(range(len(asked) + 1))
    for row, letter in enumerate(word, start=1):
        line = [row]
        for column, other in enumerate(asked, start=1):
            cost = min(line[-1] + 1, last[column] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == asked[column - 2] and other == word[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1] <= most
