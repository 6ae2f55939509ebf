"""Comparison of names on bylines by family name and initials, in either order, tolerating typing errors."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from identifiers.title import title_key
from ingest.library.distance import distance

#: Maximum number of names of a byline, and characters of a name, that are read.
MAX_PEOPLE: Final = 50
_MAX_NAME: Final = 200
#: Maximum number of names of an entry that are compared, from the first.
_MAX_COMPARED: Final = 10
_PARTICLES: Final = frozenset(
    ("al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "ten", "ter", "van",
     "von", "zu", "zur")
)  # fmt: skip
_SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))
_ABRIDGED: Final = re.compile(r"\A(?:others|et\.? ?al\.?|and others|…|\.\.\.)\Z", re.IGNORECASE)
#: German umlauts, also spelt with an `e`.
_VOWELS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
#: Minimum length of a family name that can have a typing error.
_MIN_MISTYPED: Final = 6


@dataclass(frozen=True, slots=True)
class Person:
    """A name in two parts; an organisation, or a name of one word, has only a family name."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Overlap:
    """The share of the compared names of an entry that are on the paper; whether both have the same first author."""

    share: float
    first: bool


@lru_cache(maxsize=65_536)
def person_of(text: str) -> Person | None:
    """The person of a name in the form `Family, Given`, `Family, Jr, Given` or `Given Family`; None for other text."""
    name = " ".join(text[:_MAX_NAME].replace("~", " ").split()).strip(" ,;")
    if not title_key(name) or _ABRIDGED.match(name):
        return None
    if "," in name:
        family, *others = [part.strip() for part in name.split(",")]
        given = [part for part in others if part.lower().rstrip(".") not in _SUFFIXES]
        return Person(family, given[-1] if given else "")
    words = name.split()
    while len(words) > 2 and words[-1].lower().rstrip(".") in _SUFFIXES:
        words.pop()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return Person(" ".join(words[start:]), " ".join(words[:start]))


def people_of(names: Iterable[str]) -> tuple[tuple[Person, ...], bool]:
    """The people of a byline, and whether it ends in "et al."."""
    listed = list(names)
    people = [person for name in listed[:MAX_PEOPLE] if (person := person_of(name))]
    return tuple(people), any(_ABRIDGED.match(" ".join(name[:_MAX_NAME].split())) for name in listed[-1:])


def overlap(entry: Sequence[Person], paper: Sequence[Sequence[Person]]) -> Overlap | None:
    """The overlap of two bylines; None where one is empty. An author of the paper has one or more names."""
    if not entry or not paper:
        return None
    compared = [_parts(person) for person in entry[:_MAX_COMPARED]]
    names = [_parts(name) for author in paper for name in author]
    count = sum(1 for person in compared if any(_agree(person, other) for other in names))
    return Overlap(count / len(compared), any(_agree(compared[0], _parts(other)) for other in paper[0]))


def _agree(a: "_Parts", b: "_Parts") -> bool:
    if a.family & b.family or _is_close(a, b):
        return not a.initials or not b.initials or a.initials[0] == b.initials[0]
    # `Wei Zhang` and `Zhang Wei`.
    return bool(a.given and b.given and a.family & b.given and b.family & a.given)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Folded forms: all spellings of the family name, those long enough for a typing error, the given names, and their
    initials."""

    family: frozenset[str]
    mistyped: tuple[str, ...]
    given: frozenset[str]
    initials: str


@lru_cache(maxsize=65_536)
def _parts(person: Person) -> _Parts:
    given = title_key(person.given.replace(".", " ").replace("-", " ")).split()
    words = [word for word in title_key(person.family).split() if word not in _PARTICLES]
    joined = "".join(words) or title_key(person.family).replace(" ", "")
    vowels = person.family.translate(_VOWELS)
    respelt = title_key(vowels).split() if vowels != person.family else words
    respelt_joined = "".join(word for word in respelt if word not in _PARTICLES)
    # Catalogues often have only the first or the last word of a family name.
    parts = {word for word in words if len(word) > 3}
    family = frozenset({joined, respelt_joined, *parts} - {""})
    mistypable = tuple(name for name in family if len(name) >= _MIN_MISTYPED)
    return _Parts(family, mistypable, frozenset(given), "".join(word[0] for word in given))


def _is_close(a: _Parts, b: _Parts) -> bool:
    # After one error, the first or the last letter of a long name is still correct.
    return any(
        (one[0] == other[0] or one[-1] == other[-1]) and distance(one, other, 1) <= 1
        for one in a.mistyped
        for other in b.mistyped
    )
