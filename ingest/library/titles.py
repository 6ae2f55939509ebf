"""Two titles side by side: the same, mistyped, one without its subtitle, similar, or another.

What tells works of a series apart (numbers, "Part II", "Reply to", "Correction") is never a typing error.
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

#: Where a subtitle begins.
_SUBTITLE: Final = re.compile(r"\s*[:—–]\s+|\s+[-]{1,3}\s+|[?!.]\s+|\s+\(")
#: Words that are left out, added and abbreviated at will.
_LOOSE: Final = frozenset(("a", "an", "and", "the"))
#: Words that make another work of a title.
MARKERS: Final = frozenset(
    ("abstract", "addendum", "appendix", "book", "chapter", "comment", "commentary", "comments", "conclusion",
     "conclusions", "corrigendum", "corrigenda", "correction", "corrections", "discussion", "edition", "editorial",
     "errata", "erratum", "first", "fourth", "fifth", "introduction", "part", "preface", "protocol", "rejoinder",
     "reply", "replies", "response", "responses", "retracted", "retraction", "revisited", "second", "supplement",
     "supplementary", "supporting", "third", "update", "updated", "vol", "volume", "withdrawn", "one", "two", "three",
     "four", "five", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
)  # fmt: skip
#: Beginnings and words that turn a word into its opposite or its sibling.
_OPPOSITE: Final = (
    ("hyper", "hypo"), ("inter", "intra"), ("macro", "micro"), ("pre", "post"), ("pre", "per"), ("pre", "pro"),
    ("over", "under"), ("in", "un"), ("im", "em"), ("in", "ex"), ("male", "female"), ("with", "without"),
    ("endo", "exo"), ("mother", "father"), ("grandmother", "grandfather"), ("increas", "decreas"),
    ("ab", "ad"), ("mono", "mano"), ("homo", "hetero"), ("supra", "sub"), ("systolic", "diastolic"),
)  # fmt: skip
_NEGATIONS: Final = ("a", "an", "anti", "dis", "fe", "im", "in", "ir", "non", "sub", "un")
#: Letters of a word in which one may be mistyped, two behind the first letter, and two.
_ONE_ERROR: Final = 4
_TWO_INSIDE: Final = 7
_TWO_ERRORS: Final = 9
#: Words of a title that may be the beginning of a longer one.
_CUT: Final = 5
#: How many words of a subtitle must mark no other work: the first ones, or all of a few.
_FIRST: Final = 2
_FEW: Final = 3
#: From which share of common words on two titles are similar, and below which they have nothing to do with each other.
_SIMILAR: Final = 0.6
_OTHER: Final = 0.34


class Relation(Enum):
    """How one title relates to the other, closest first.

    SHORTENED: one is the other without its subtitle, or its beginning. CONTINUED: so, but what is added may mark
    another work ("Part II"). DIFFERENT titles have words in common, OTHER ones hardly any.
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
    """`similarity` is 0 to 1; `words` counts those that are compared, of the shorter title."""

    relation: Relation
    similarity: float
    words: int


@lru_cache(maxsize=16_384)
def compare(one: str, other: str) -> Comparison | None:
    """How two titles relate; None where one has neither letter nor digit."""
    a, b = _words(one), _words(other)
    if not a or not b:
        return None
    fewest = min(len(a), len(b))
    if "".join(a) == "".join(b):
        return Comparison(Relation.SAME, 1.0, fewest)
    similarity = _similarity(a, b)
    return Comparison(_relation(one, other, a, b, similarity), min(similarity, 0.99), fewest)


def main_title(text: str) -> str:
    """The title without what follows its first colon, dash, question mark, full stop or bracket."""
    match = _SUBTITLE.search(text, 2)
    return text[: match.start()] if match else text


def _relation(one: str, other: str, a: list[str], b: list[str], similarity: float) -> Relation:
    if _mistyped(a, b):
        return Relation.MISTYPED
    if added := _added(one, other, a, b):
        marked = any(map(_marks, added[:_FIRST] if len(added) > _FEW else added))
        return Relation.CONTINUED if marked else Relation.SHORTENED
    if similarity >= _SIMILAR:
        apart = (Counter(a) - Counter(b)) + (Counter(b) - Counter(a))
        if not any(map(_marks, apart)):
            return Relation.SIMILAR
    return Relation.DIFFERENT if similarity >= _OTHER else Relation.OTHER


def _marks(word: str) -> bool:
    return word in MARKERS or any(char.isdigit() for char in word)


def _mistyped(a: list[str], b: list[str]) -> bool:
    """Whether all that differs are a few typing errors, or blanks."""
    if len(a) == len(b) and not all(x == y or _slip(x, y) for x, y in zip(a, b, strict=True)):
        return False
    joined, other = "".join(a), "".join(b)
    most = max(1, min(4, min(len(joined), len(other)) // 8))
    if distance(joined, other, most) > most:
        return False
    if len(a) != len(b):  # a blank too many or too few
        return distance(joined, other, 2) <= 2 and len(joined) >= 3 * _TWO_ERRORS and _blanks(a, b)
    return True


def _blanks(a: list[str], b: list[str]) -> bool:
    """Whether the words that differ are the same letters, but for two."""
    common = Counter(a) & Counter(b)
    left, right = (list((Counter(each) - common).elements()) for each in (a, b))
    if not left or not right:  # a whole word too many
        return False
    left.sort(key=a.index)
    right.sort(key=b.index)
    return distance("".join(left), "".join(right), 1) <= 1


def _slip(one: str, other: str) -> bool:
    longest = max(len(one), len(other))
    two = longest >= _TWO_ERRORS or (longest >= _TWO_INSIDE and one[:1] == other[:1])
    allowed = 2 if two else 1 if longest >= _ONE_ERROR else 0
    if distance(one, other, allowed) > allowed or (one in MARKERS and other in MARKERS):
        return False
    return not any(char.isdigit() for char in one + other) and not _opposites(one, other)


def _opposites(one: str, other: str) -> bool:
    if any(one == prefix + other or other == prefix + one for prefix in _NEGATIONS):
        return True
    return any(
        (one.startswith(a) and other.startswith(b) and one[len(a) :] == other[len(b) :])
        or (one.startswith(b) and other.startswith(a) and one[len(b) :] == other[len(a) :])
        for a, b in _OPPOSITE
    )


def _added(one: str, other: str, a: list[str], b: list[str]) -> list[str]:
    """The subtitle, or the rest, by which one title is longer than the other; none where they part earlier."""
    short, long, title = (a, b, other) if len(a) < len(b) else (b, a, one)
    if short == long[: len(short)] and len(short) >= _CUT:
        return long[len(short) :]
    main = _words(main_title(title))
    return long[len(main) :] if "".join(short) == "".join(main) else []


def _similarity(a: list[str], b: list[str]) -> float:
    """The share of common words of both (Dice), or of common pairs of letters, which suits scripts without blanks."""
    return max(_dice(_numbered(a), _numbered(b)), _dice(_pairs("".join(a)), _pairs("".join(b))) - 0.1)


@lru_cache(maxsize=4_096)
def _pairs(text: str) -> frozenset[str | tuple[str, int]]:
    return _numbered([text[place : place + 3] for place in range(max(1, len(text) - 2))])


def _numbered(parts: Sequence[str]) -> frozenset[str | tuple[str, int]]:
    """The parts as a set: what is there again has its number, so that sets overlap as the lists do."""
    seen = frozenset(parts)
    if len(seen) == len(parts):
        return seen
    counts = Counter(parts)
    return seen.union((part, number) for part, count in counts.items() for number in range(1, count))


def _dice(a: frozenset[str | tuple[str, int]], b: frozenset[str | tuple[str, int]]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


@lru_cache(maxsize=16_384)
def _key(text: str) -> tuple[str, ...]:
    spelt = text if text.isascii() else "".join(_letter(char) for char in text)
    words = title_key(_COMMAND.sub(" ", spelt)).split()
    return tuple(word for word in words if word not in _LOOSE) or tuple(words)


#: TeX's commands lose their backslash: `\alpha` is read `alpha`.
_COMMAND: Final = re.compile(r"\\(?:math[a-z]{2,4}|text[a-z]{2}|rm|bf|it)\b|\\")


def _letter(char: str) -> str:
    """Greek letters by their names, as TeX writes them."""
    if "Ͱ" <= char <= "Ͽ":
        name = unicodedata.name(char, "").removeprefix("GREEK ").split(" WITH ")[0].split()
        return f"{name[-1].lower()}" if len(name) > 2 and name[1] == "LETTER" else char
    return char


def _words(text: str) -> list[str]:
    return list(_key(text))
