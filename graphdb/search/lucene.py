"""Queries of the full-text index from a user's words.

Query text is built from words (letters, digits and joining punctuation, always in quotation marks) and from our
operators, so that user input cannot be parsed as syntax. Source: Apache Lucene, classic query parser syntax.

- strict: all words in any of their forms (`graphdb.search.variants`), anywhere in the record; a prefix is enough for
  the last word.
- near: as strict, but rare words match fuzzily, by their beginning, and as two words.
- loose: any of the words, exactly or fuzzily.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graphdb.search.variants import numbered, phrases, years_near
from graphdb.search.words import Chunk, max_edits

#: Weight of a word in a field, relative to the same word in an abstract.
PAPER_FIELDS: Final = {"title": 4, "credits": 2, "abstract": 1}
NAME_FIELDS: Final = {"name": 4, "searchNames": 3}
_WORK_FIELDS: Final = {"title": 1, "abstract": 1}
#: Fields with prefix and fuzzy matching. In abstracts nearly every record would match.
_SHORT: Final = frozenset({"title", "credits", "name", "searchNames"})
#: Fields of names, in which a word can be written as two.
_NAMED: Final = frozenset({"title", "name"})
#: Clauses of a query, of which Lucene allows 1,024 (`IndexSearcher.getMaxClauseCount`).
MAX_CLAUSES: Final = 1_000
#: Words that a name can have between the words of a phrase, such as a middle initial.
_SLOP: Final = 1
#: Minimum length of a prefix.
_MIN_PREFIX: Final = 2
#: Weight of another form of a word, relative to the word.
_FORM: Final = 0.8
#: Weight of a year beside the one at the end of a text, as in `Raffel et al., 2020`.
_NEAR_YEAR: Final = 0.3
#: Minimum length of a word that matches by its beginning, and the letters of it that may differ.
_MIN_STEM: Final = 7
_ENDING: Final = 3


@dataclass(frozen=True, slots=True)
class WordClauses:
    """The clauses of one word: `exact` matches the records that contain it, `strict` and `near` are parts of the
    query."""

    exact: str
    strict: str
    near: str


def word_clauses(chunks: Sequence[Chunk], *, papers: bool, names: bool) -> list[WordClauses]:
    """The clauses of a text's words, for the fields of papers, of everything else, or of both."""
    fields = {**(PAPER_FIELDS if papers else {}), **(NAME_FIELDS if names else {})}
    last, room = len(chunks) - 1, MAX_CLAUSES // max(len(chunks), 1)
    return [
        _word_clauses(chunk, fields, room, is_last=index == last, joined=_joined(chunks, index))
        for index, chunk in enumerate(chunks)
    ]


def all_words(chunks: Sequence[Chunk]) -> str:
    """The query for papers with all words, as whole words, in title or abstract; empty without words."""
    return " ".join(f"+{_alternatives(_exact(chunk, _WORK_FIELDS))}" for chunk in chunks)


def strict_query(words: Sequence[WordClauses]) -> str:
    """The query for records with all words."""
    return " ".join(f"+{word.strict}" for word in words)


def _joined(chunks: Sequence[Chunk], index: int) -> list[str]:
    """The word joined with the one before and the one after: `flashattention` for `flash attention`."""
    pairs = [chunks[max(index - 1, 0) : index + 1], chunks[index : index + 2]]
    return [
        "".join(pair[0].parts + pair[1].parts)
        for pair in pairs
        if len(pair) == 2 and not any(chunk.is_phrase or chunk.field for chunk in pair)
    ]


def _word_clauses(
    chunk: Chunk, fields: dict[str, int], room: int, *, is_last: bool, joined: Sequence[str]
) -> WordClauses:
    if chunk.field is not None:
        fields = {chunk.field: fields.get(chunk.field, 1)}
    exact = [*_exact(chunk, fields), *_forms(chunk.forms, fields)]
    if chunk.is_phrase:
        return WordClauses(_alternatives(exact), _alternatives(exact), _alternatives(exact))
    short = {field: weight for field, weight in fields.items() if field in _SHORT}
    named = {field: weight for field, weight in fields.items() if field in _NAMED}
    word = chunk.parts[0] if len(chunk.parts) == 1 else ""
    forms = [
        *exact,
        *_forms(numbered(word), named),
        *_forms(joined, short),
        *(_prefix(chunk.parts[-1], fields) if is_last else []),
    ]
    cited_years = years_near(word) if is_last and "credits" in fields else ()
    strict = [*forms, *(f'credits:"{year}"^{_NEAR_YEAR:g}' for year in cited_years)]
    near = [*forms, *_mistyped(chunk, fields), *_inexact(chunk, short)]
    return WordClauses(*(_alternatives(_within(room, clauses)) for clauses in (exact, strict, near)))


def _within(room: int, clauses: Sequence[str]) -> list[str]:
    """The first clauses, the most exact ones, that together name fields at most so often; at least one."""
    within: list[str] = []
    for clause in clauses:
        room -= clause.count(":")
        if within and room < 0:
            break
        within.append(clause)
    return within


def _exact(chunk: Chunk, fields: dict[str, int]) -> list[str]:
    """The chunk as typed, or all its parts."""
    slop = f"~{_SLOP}" if chunk.is_phrase and chunk.field == "credits" else ""
    phrases = [f'{field}:"{chunk.text}"{slop}^{weight}' for field, weight in fields.items()]
    if chunk.is_phrase or (len(chunk.parts) == 1 and chunk.text.isalnum()):
        return phrases
    return [*phrases, _every(chunk.parts, fields)]


def _forms(forms: Sequence[str], fields: dict[str, int]) -> list[str]:
    return [f'{field}:"{form}"^{weight * _FORM:g}' for form in forms for field, weight in fields.items()]


def _every(parts: Sequence[str], fields: dict[str, int]) -> str:
    clauses = (_alternatives([f'{field}:"{part}"^{weight}' for field, weight in fields.items()]) for part in parts)
    return _alternatives([f"+{clause}" for clause in clauses])


def _prefix(part: str, fields: dict[str, int]) -> list[str]:
    if len(part) < _MIN_PREFIX and part.isascii():
        return []
    return [f"{field}:{part}*^{weight}" for field, weight in fields.items() if field in _SHORT]


def _inexact(chunk: Chunk, fields: dict[str, int]) -> list[str]:
    """The word as two words, and its beginning, of a chunk that is one word."""
    if len(chunk.parts) > 1:
        return []
    word = "".join(chunk.parts)
    stem = [word[:-_ENDING]] if len(word) >= _MIN_STEM and word.isalpha() else []
    clauses = [clause for part in stem for clause in _prefix(part, dict.fromkeys(fields, 1))]
    named = {field: weight for field, weight in fields.items() if field in _NAMED}
    return [*clauses, *_forms(phrases(word), named)]


def _mistyped(chunk: Chunk, fields: dict[str, int]) -> list[str]:
    allowed = [(part, max_edits(part)) for part in chunk.parts]
    if not any(number for _, number in allowed):
        return []
    clauses = (
        _alternatives(
            [f"{field}:{part}~{number}" if number else f'{field}:"{part}"' for field in fields if field in _SHORT]
        )
        for part, number in allowed
    )
    return [_alternatives([f"+{clause}" for clause in clauses])]


def _alternatives(clauses: Sequence[str]) -> str:
    return f"({' '.join(clauses)})"
