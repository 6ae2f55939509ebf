"""A person's words as queries of the full-text index.

Query text is built of words (letters, digits and joining punctuation, always in quotation marks) and of our own
operators, so that nothing in a person's text can be read as syntax. Source: Apache Lucene, classic query parser syntax.

- strict: every word, whole, anywhere in the record; of the last word its beginning is enough.
- near: as strict, but each word that the index hardly knows may be mistyped.
- loose: any of the words, mistyped or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graphdb.searching.words import Chunk, edits

#: What a word in a field is worth against the same word in an abstract.
PAPER_FIELDS: Final = {"title": 4, "credits": 2, "abstract": 1}
NAME_FIELDS: Final = {"name": 4, "searchNames": 3}
#: Fields that are searched for beginnings and misspelt words. In abstracts nearly everything would be found.
_SHORT: Final = frozenset({"title", "credits", "name", "searchNames"})
#: Letters from which on the beginning of a word says something.
_BEGINNING: Final = 2


@dataclass(frozen=True, slots=True)
class Wording:
    """One word: `known` finds the records that hold it, `strict` and `near` are its clauses."""

    known: str
    strict: str
    near: str


def wordings(found: Sequence[Chunk], *, papers: bool, names: bool) -> list[Wording]:
    """The clauses of a text's words, for the fields of papers, of everything else, or of both."""
    fields = {**(PAPER_FIELDS if papers else {}), **(NAME_FIELDS if names else {})}
    last = len(found) - 1
    return [_wording(chunk, fields, is_last=place == last) for place, chunk in enumerate(found)]


def strict(asked: Sequence[Wording]) -> str:
    """The query for records that hold all the words."""
    return " ".join(f"+{each.strict}" for each in asked)


def _wording(chunk: Chunk, fields: dict[str, int], *, is_last: bool) -> Wording:
    known = _alternatives(_exact(chunk, fields))
    exact = [*_exact(chunk, fields), *(_beginning(chunk.parts[-1], fields) if is_last else [])]
    return Wording(known, _alternatives(exact), _alternatives([*exact, *_mistyped(chunk, fields)]))


def _exact(chunk: Chunk, fields: dict[str, int]) -> list[str]:
    """The chunk as it was typed, or else its parts wherever they stand."""
    whole = [f'{field}:"{chunk.whole}"^{weight}' for field, weight in fields.items()]
    return whole if len(chunk.parts) == 1 and chunk.whole.isalnum() else [*whole, _every(chunk.parts, fields)]


def _every(parts: Sequence[str], fields: dict[str, int]) -> str:
    each = (_alternatives([f'{field}:"{part}"^{weight}' for field, weight in fields.items()]) for part in parts)
    return _alternatives([f"+{clause}" for clause in each])


def _beginning(part: str, fields: dict[str, int]) -> list[str]:
    if len(part) < _BEGINNING and part.isascii():
        return []
    return [f"{field}:{part}*^{weight}" for field, weight in fields.items() if field in _SHORT]


def _mistyped(chunk: Chunk, fields: dict[str, int]) -> list[str]:
    allowed = [(part, edits(part)) for part in chunk.parts]
    if not any(number for _, number in allowed):
        return []
    each = (
        _alternatives(
            [f"{field}:{part}~{number}" if number else f'{field}:"{part}"' for field in fields if field in _SHORT]
        )
        for part, number in allowed
    )
    return [_alternatives([f"+{clause}" for clause in each])]


def _alternatives(clauses: Sequence[str]) -> str:
    return f"({' '.join(clauses)})"
