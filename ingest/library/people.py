"""Names on bylines, compared as a reader compares them: family names, initials, in either order, with typing errors."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from identifiers.title import title_key
from ingest.library.distance import distance

#: Names of one byline, and characters of one name, that are read.
MAX_PEOPLE: Final = 50
_MAX_NAME: Final = 200
#: Names of an entry that are compared, and of a paper: the first ones.
_COMPARED: Final = 10
_PARTICLES: Final = frozenset(
    ("al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "ten", "ter", "van",
     "von", "zu", "zur")
)  # fmt: skip
_SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))
_ABRIDGED: Final = re.compile(r"\A(?:others|et\.? ?al\.?|and others|…|\.\.\.)\Z", re.IGNORECASE)
#: German vowels that some write with an `e`.
_VOWELS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
#: Letters of a family name in which one may be mistyped.
_MISTYPED: Final = 6


@dataclass(frozen=True, slots=True)
class Person:
    """A name in two parts; an organisation, or a name of one word, is a family name alone."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Of the compared names of an entry, the share that is on the paper; whether the first is the paper's first."""

    share: float
    first: bool


@lru_cache(maxsize=65_536)
def person_of(text: str) -> Person | None:
    """A name written `Family, Given`, `Family, Jr, Given` or `Given Family`; None for no name."""
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
    """How the two bylines agree; None where one of them is empty. An author of the paper has one name or several."""
    if not entry or not paper:
        return None
    compared = [_parts(person) for person in entry[:_COMPARED]]
    names = [_parts(name) for author in paper for name in author]
    shared = sum(1 for person in compared if any(_agree(person, other) for other in names))
    return Overlap(shared / len(compared), any(_agree(compared[0], _parts(other)) for other in paper[0]))


def same(one: Person, other: Person) -> bool:
    """Whether the two names can be one person's: family names agree, and initials where both have them."""
    return _agree(_parts(one), _parts(other))


def _agree(a: "_Parts", b: "_Parts") -> bool:
    if a.family & b.family or _close(a, b):
        return not a.initials or not b.initials or a.initials[0] == b.initials[0]
    # `Wei Zhang` and `Zhang Wei`.
    return bool(a.given and b.given and a.family & b.given and b.family & a.given)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Folded forms: of the family name all spellings and those that are long enough to be mistyped, of given names the
    words, and their initials."""

    family: frozenset[str]
    mistyped: tuple[str, ...]
    given: frozenset[str]
    initials: str


@lru_cache(maxsize=65_536)
def _parts(person: Person) -> _Parts:
    given = title_key(person.given.replace(".", " ").replace("-", " ")).split()
    words = [word for word in title_key(person.family).split() if word not in _PARTICLES]
    whole = "".join(words) or title_key(person.family).replace(" ", "")
    vowels = person.family.translate(_VOWELS)
    spelt = title_key(vowels).split() if vowels != person.family else words
    other = "".join(word for word in spelt if word not in _PARTICLES)
    # Of a family name of two words, catalogues often have the last or the first alone.
    parts = {word for word in words if len(word) > 3}
    family = frozenset({whole, other, *parts} - {""})
    long = tuple(name for name in family if len(name) >= _MISTYPED)
    return _Parts(family, long, frozenset(given), "".join(word[0] for word in given))


def _close(a: _Parts, b: _Parts) -> bool:
    # One error leaves the first letter of a long name as it is, or the last.
    return any(
        (one[0] == other[0] or one[-1] == other[-1]) and distance(one, other, 1) <= 1
        for one in a.mistyped
        for other in b.mistyped
    )
