"""Highlights: the searched words between `<mark>` and `</mark>`, other text escaped for HTML.

Words match as in the index: without case and accents, the last one as a prefix, and fuzzily if the store matched them
fuzzily.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import Final

from graphdb.search.words import Chunk, fold, is_letter, max_edits

#: The work of the highlights of one hit, as a cost.
MARKING: Final = 500
#: Characters around a match, and fragments of a field.
CONTEXT: Final = 80
MAX_FRAGMENTS: Final = 3
#: Maximum length of a short field (a title, a name) that is returned completely.
MAX_COMPLETE: Final = 300
#: Characters of a text that are read, and matches in it.
MAX_CHARACTERS: Final = 20_000
MAX_MATCHES: Final = 200
#: The fields of a hit in the order of `SearchResult.rows`, by their names in the API; and whether they are short.
FIELDS: Final = (("title", True), ("name", True), ("authors", False), ("abstract", False))


@dataclass(frozen=True, slots=True)
class Highlight:
    """A field with its fragments."""

    field: str
    fragments: list[str]


@dataclass(frozen=True, slots=True)
class SearchWords:
    """The words to mark: exact words, the prefix of the last, and words with fuzzy matching."""

    exact: frozenset[str]
    prefix: str
    fuzzy: tuple[str, ...]

    @classmethod
    def of(cls, chunks: Sequence[Chunk], mistyped: Sequence[int]) -> "SearchWords":
        """The words of a text; `mistyped`: the indexes of chunks with fuzzy matching."""
        parts = [part for chunk in chunks for part in chunk.parts]
        forms = [form for chunk in chunks for form in chunk.forms]
        near = [part for index in mistyped for part in chunks[index].parts if max_edits(part)]
        return cls(frozenset([*forms, *parts]), parts[-1] if parts and len(parts[-1]) > 1 else "", tuple(near))

    def matches(self, word: str) -> bool:
        """Whether a word of a record matches."""
        plain = fold(word)
        if plain in self.exact or (self.prefix and plain.startswith(self.prefix)):
            return True
        return any(_near(plain, part) for part in self.fuzzy)


def highlights(texts: Sequence[str | None], words: SearchWords) -> list[Highlight]:
    """The fields of a hit with matches."""
    fields = (
        (name, complete, text[:MAX_CHARACTERS]) for (name, complete), text in zip(FIELDS, texts, strict=True) if text
    )
    marked = (Highlight(name, _fragments(text, words, complete)) for name, complete, text in fields)
    return [highlight for highlight in marked if highlight.fragments]


def _fragments(text: str, words: SearchWords, complete: bool) -> list[str]:
    spans = list(islice((span for span in _spans(text) if words.matches(text[slice(*span)])), MAX_MATCHES))
    if not spans:
        return []
    if complete and len(text) <= MAX_COMPLETE:
        return [_marked(text, 0, len(text), spans)]
    return [_marked(text, start, end, spans) for start, end in _windows(text, spans)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the words."""
    start = 0
    for letters, run in groupby(text, is_letter):
        end = start + sum(1 for _ in run)
        if letters:
            yield start, end
        start = end


def _windows(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The fragments with most matches, in the order of the text, without overlaps."""
    windows = [(_edge(text, start - CONTEXT, -1), _edge(text, end + CONTEXT, 1)) for start, end in spans]
    counted = sorted(windows, key=lambda window: (-_within(window, spans), window))
    chosen: list[tuple[int, int]] = []
    for window in counted:
        if len(chosen) < MAX_FRAGMENTS and all(window[1] <= start or end <= window[0] for start, end in chosen):
            chosen.append(window)
    return sorted(chosen)


def _within(window: tuple[int, int], spans: Sequence[tuple[int, int]]) -> int:
    return sum(window[0] <= start and end <= window[1] for start, end in spans)


def _edge(text: str, index: int, direction: int) -> int:
    """The index, or the nearest one outwards at a word boundary (within 30 characters)."""
    index = max(0, min(index, len(text)))
    for step in range(30):
        at = index + direction * step
        if at <= 0 or at >= len(text) or text[at - 1].isspace():
            return max(0, min(at, len(text)))
    return index


def _marked(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    pieces = ["…"] if start > 0 else []
    at = start
    for begin, finish in spans:
        if start <= begin and finish <= end:
            pieces += [html.escape(text[at:begin]), "<mark>", html.escape(text[begin:finish]), "</mark>"]
            at = finish
    return "".join([*pieces, html.escape(text[at:end]), *(["…"] if end < len(text) else [])]).strip()


@lru_cache(maxsize=65_536)
def _near(word: str, searched: str) -> bool:
    """Whether the words are within the maximum edit distance of `searched`: the optimal string alignment distance, in
    which a transposition is one edit (Boytsov 2011, section 2.1)."""
    limit = max_edits(searched)
    # An edit changes the length by one and the set of letters by two at most, which excludes most words quickly.
    if abs(len(word) - len(searched)) > limit or len(set(word) ^ set(searched)) > 2 * limit:
        return False
    before: list[int] = []
    last = list(range(len(searched) + 1))
    for row, letter in enumerate(word, start=1):
        line = [row]
        for column, other in enumerate(searched, start=1):
            cost = min(line[-1] + 1, last[column] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == searched[column - 2] and other == word[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1] <= limit
