"""Comparison of two titles: the same, mistyped, one without its subtitle, similar, or different.

A difference that distinguishes works of a series (numbers, "Part II", "Reply to", "Correction") is never a typing
error.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from identifiers.title import title_key
from ingest.library.distance import distance

#: Beginning of a subtitle.
_SUBTITLE: Final = re.compile(r"\s*[:—–]\s+|\s+[-]{1,3}\s+|[?!.]\s+|\s+\(")
#: Words that titles often omit or add.
_STOP_WORDS: Final = frozenset(("a", "an", "and", "the"))
#: Words that mark another work with the same title.
MARKERS: Final = frozenset(
    ("abstract", "addendum", "appendix", "book", "chapter", "comment", "commentary", "comments", "conclusion",
     "conclusions", "corrigendum", "corrigenda", "correction", "corrections", "discussion", "edition", "editorial",
     "errata", "erratum", "first", "fourth", "fifth", "introduction", "part", "preface", "protocol", "rejoinder",
     "reply", "replies", "response", "responses", "retracted", "retraction", "revisited", "second", "supplement",
     "supplementary", "supporting", "third", "update", "updated", "vol", "volume", "withdrawn", "one", "two", "three",
     "four", "five", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
)  # fmt: skip
#: Pairs of prefixes and words that change the meaning of a word.
_OPPOSITES: Final = (
    ("hyper", "hypo"), ("inter", "intra"), ("macro", "micro"), ("pre", "post"), ("pre", "per"), ("pre", "pro"),
    ("over", "under"), ("in", "un"), ("im", "em"), ("in", "ex"), ("male", "female"), ("with", "without"),
    ("endo", "exo"), ("mother", "father"), ("grandmother", "grandfather"), ("increas", "decreas"),
    ("ab", "ad"), ("mono", "mano"), ("homo", "hetero"), ("supra", "sub"), ("systolic", "diastolic"),
)  # fmt: skip
_NEGATIONS: Final = ("a", "an", "anti", "dis", "fe", "im", "in", "ir", "non", "sub", "un")
#: Minimum length of a word that can have one typing error, two after a correct first letter, and two.
_MIN_ONE_ERROR: Final = 4
_MIN_TWO_INSIDE: Final = 7
_MIN_TWO_ERRORS: Final = 9
#: Minimum number of words of a title that can be the beginning of a longer one.
_MIN_BEGINNING: Final = 5
#: Number of words of an added subtitle that are checked for markers; all words of a short one are checked.
_CHECKED_WORDS: Final = 2
_MAX_SHORT_SUBTITLE: Final = 3
#: Minimum share of common words of similar titles, and of different titles with words in common.
_MIN_SIMILAR: Final = 0.6
_MIN_DIFFERENT: Final = 0.34


class Relation(Enum):
    """The relation of two titles, closest first.

    SHORTENED: one is the other without its subtitle, or its beginning. CONTINUED: the same, but the added words can
    mark another work ("Part II"). DIFFERENT titles have words in common, OTHER ones hardly any.
    """

    SAME = "SAME"
    MISTYPED = "MISTYPED"
    SHORTENED = "SHORTENED"
    CONTINUED = "CONTINUED"
    SIMILAR = "SIMILAR"
    DIFFERENT = "DIFFERENT"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`similarity` is 0 to 1; `words` is the number of compared words of the shorter title."""

    relation: Relation
    similarity: float
    words: int


@lru_cache(maxsize=16_384)
def compare(one: str, other: str) -> Comparison | None:
    """The relation of two titles; None where one has neither letter nor digit."""
    a, b = _title_words(one), _title_words(other)
    if not a or not b:
        return None
    fewest = min(len(a), len(b))
    if "".join(a) == "".join(b):
        return Comparison(Relation.SAME, 1.0, fewest)
    similarity = _similarity(a, b)
    return Comparison(_relation(one, other, a, b, similarity), min(similarity, 0.99), fewest)


def main_title(text: str) -> str:
    """The title up to its first colon, dash, question mark, full stop or bracket."""
    match = _SUBTITLE.search(text, 2)
    return text[: match.start()] if match else text


def _relation(one: str, other: str, a: list[str], b: list[str], similarity: float) -> Relation:
    if _is_mistyped(a, b):
        return Relation.MISTYPED
    if added := _added(one, other, a, b):
        marked = any(map(_is_marker, added[:_CHECKED_WORDS] if len(added) > _MAX_SHORT_SUBTITLE else added))
        return Relation.CONTINUED if marked else Relation.SHORTENED
    if similarity >= _MIN_SIMILAR:
        apart = (Counter(a) - Counter(b)) + (Counter(b) - Counter(a))
        if not any(map(_is_marker, apart)):
            return Relation.SIMILAR
    return Relation.DIFFERENT if similarity >= _MIN_DIFFERENT else Relation.OTHER


def _is_marker(word: str) -> bool:
    return word in MARKERS or any(char.isdigit() for char in word)


def _is_mistyped(a: list[str], b: list[str]) -> bool:
    """Whether the titles differ only in a few typing errors or spaces."""
    if len(a) == len(b) and not all(x == y or _is_typo(x, y) for x, y in zip(a, b, strict=True)):
        return False
    joined, other = "".join(a), "".join(b)
    max_errors = max(1, min(4, min(len(joined), len(other)) // 8))
    if distance(joined, other, max_errors) > max_errors:
        return False
    if len(a) != len(b):  # an added or missing space
        return distance(joined, other, 2) <= 2 and len(joined) >= 3 * _MIN_TWO_ERRORS and _differs_in_spaces(a, b)
    return True


def _differs_in_spaces(a: list[str], b: list[str]) -> bool:
    """Whether the joined differing words are the same but for one error."""
    common = Counter(a) & Counter(b)
    left, right = (list((Counter(words) - common).elements()) for words in (a, b))
    if not left or not right:  # an added word
        return False
    left.sort(key=a.index)
    right.sort(key=b.index)
    return distance("".join(left), "".join(right), 1) <= 1


def _is_typo(one: str, other: str) -> bool:
    length = max(len(one), len(other))
    allows_two = length >= _MIN_TWO_ERRORS or (length >= _MIN_TWO_INSIDE and one[:1] == other[:1])
    max_errors = 2 if allows_two else 1 if length >= _MIN_ONE_ERROR else 0
    if distance(one, other, max_errors) > max_errors or (one in MARKERS and other in MARKERS):
        return False
    return not any(char.isdigit() for char in one + other) and not _are_opposites(one, other)


def _are_opposites(one: str, other: str) -> bool:
    if any(one == prefix + other or other == prefix + one for prefix in _NEGATIONS):
        return True
    return any(
        (one.startswith(a) and other.startswith(b) and one[len(a) :] == other[len(b) :])
        or (one.startswith(b) and other.startswith(a) and one[len(b) :] == other[len(a) :])
        for a, b in _OPPOSITES
    )


def _added(one: str, other: str, a: list[str], b: list[str]) -> list[str]:
    """The words by which one title continues the other or its main title; empty where they differ earlier."""
    short, long, title = (a, b, other) if len(a) < len(b) else (b, a, one)
    if short == long[: len(short)] and len(short) >= _MIN_BEGINNING:
        return long[len(short) :]
    main = _title_words(main_title(title))
    return long[len(main) :] if "".join(short) == "".join(main) else []


def _similarity(a: list[str], b: list[str]) -> float:
    """The Dice coefficient of the words, or that of letter trigrams, for scripts without spaces, minus 0.1."""
    return max(_dice(_numbered(a), _numbered(b)), _dice(_pairs("".join(a)), _pairs("".join(b))) - 0.1)


@lru_cache(maxsize=4_096)
def _pairs(text: str) -> frozenset[str | tuple[str, int]]:
    return _numbered([text[start : start + 3] for start in range(max(1, len(text) - 2))])


def _numbered(parts: Sequence[str]) -> frozenset[str | tuple[str, int]]:
    """The parts as a set; repeated parts are numbered, so that sets have the same overlap as the lists."""
    distinct = frozenset(parts)
    if len(distinct) == len(parts):
        return distinct
    counts = Counter(parts)
    return distinct.union((part, number) for part, count in counts.items() for number in range(1, count))


def _dice(a: frozenset[str | tuple[str, int]], b: frozenset[str | tuple[str, int]]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


@lru_cache(maxsize=16_384)
def _key_words(text: str) -> tuple[str, ...]:
    transliterated = text if text.isascii() else "".join(_latin_name(char) for char in text)
    words = title_key(_COMMAND.sub(" ", transliterated)).split()
    return tuple(word for word in words if word not in _STOP_WORDS) or tuple(words)


#: TeX's commands, which lose their backslash: `\alpha` becomes `alpha`.
_COMMAND: Final = re.compile(r"\\(?:math[a-z]{2,4}|text[a-z]{2}|rm|bf|it)\b|\\")


def _latin_name(char: str) -> str:
    """The name of a Greek letter, as in TeX; other characters unchanged."""
    if "Ͱ" <= char <= "Ͽ":
        name = unicodedata.name(char, "").removeprefix("GREEK ").split(" WITH ")[0].split()
        return f"{name[-1].lower()}" if len(name) > 2 and name[1] == "LETTER" else char
    return char


def _title_words(text: str) -> list[str]:
    return list(_key_words(text))
