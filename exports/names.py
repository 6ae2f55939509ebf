"""Names of authors in the parts that citation formats need: given name, particle, family name, suffix."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from exports.name_words import (
    AND,
    BEFORE_LAST,
    CAPITALISED,
    DEGREES,
    DEVOTIONS,
    DEVOUT,
    FIRST_OF_TWO,
    JOINING,
    MIDDLE,
    ORGANISATION,
    PARTICLES,
    RELATIONS,
    SAINTS,
    SUFFIXES,
    TITLES,
    VIETNAMESE,
)
from exports.plain import plain_text
from identifiers.title import title_key

_MAX_NAME: Final = 300
_EAST_ASIAN: Final = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts, or, where it has none (organisations, single names, CJK script), `literal` alone."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def full_family(self) -> str:
        """Particle and family name: `van der Maaten`."""
        return f"{self.particle} {self.family}".strip()


def split_name(text: str) -> Name:
    """The parts of a name written `Given Family`, `Family, Given`, `Family, Suffix, Given` or `Family, Given, Suffix`.
    A text in braces, as in BibTeX, is one name.

    The family name is the last word, with the particles before it, unless words of `exports.name_words` show that it is
    longer or stands first. Titles and degrees are omitted.
    """
    name = plain_text(text)[:_MAX_NAME].strip(" ,;")
    if name.startswith("{") and name.endswith("}"):
        return Name(literal=name.strip("{} "))
    if "," in name and not ORGANISATION.search(name):
        return _inverted([part.strip() for part in name.split(",") if part.strip()])
    words = _without_titles(name.split())
    if len(words) < 2 or ORGANISATION.search(name) or _is_east_asian(name):
        return Name(literal=name)
    suffix = words.pop() if len(words) > 2 and _is_suffix(words[-1]) else ""
    if _is_vietnamese_order(words):
        return Name(family=words[0], given=" ".join(words[1:]), suffix=suffix)
    start = _family_start(words)
    return _with_particle(" ".join(words[:start]), words[start:], suffix)


def _inverted(parts: list[str]) -> Name:
    parts = [part for part in parts if part.replace(".", "") not in DEGREES] or parts
    suffix = next((part for part in parts[1:] if _is_suffix(part)), "")
    if suffix:
        parts.remove(suffix)
    if len(parts) == 1:  # "Martin Luther King, Jr."
        words = _without_titles(parts[0].split())
        start = _family_start(words) if len(words) > 1 else 0
        return _with_particle(" ".join(words[:start]), words[start:], suffix)
    return _with_particle(" ".join(parts[1:]), parts[0].split(), suffix)


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 2 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 2 and words[-1].replace(".", "") in DEGREES:
        words = words[:-1]
    return words


def _with_particle(given: str, words: list[str], suffix: str) -> Name:
    """The name whose family name, led by its particles, are these words."""
    count = next((index for index in range(len(words) - 1) if not _is_particle(words, index)), len(words) - 1)
    return Name(family=" ".join(words[count:]), given=given, particle=" ".join(words[:count]), suffix=suffix)


def _is_particle(words: list[str], index: int) -> bool:
    following = words[index + 1] if index + 1 < len(words) else ""
    return words[index] in PARTICLES or following in JOINING.get(words[index], ())


def _family_start(words: list[str]) -> int:
    """The index of the first word of the family name or of its particle."""
    if _is_particle(words, 0):  # "de Bernardis": no given name
        return 0
    last = len(words) - 1
    begins = _is_particle if _is_vietnamese(words[-1]) else _begins_family
    start = next((index for index in range(_given_words(words), last) if begins(words, index)), last)
    joining = next((index for index in range(2, start) if words[index] in AND), None)
    if joining is not None:
        start = joining - 1
    if start == last and last > 1 and words[last] in RELATIONS:
        start -= 1
    return start - 1 if start == last and last > 1 and FIRST_OF_TWO.match(words[start - 1]) else start


def _given_words(words: list[str]) -> int:
    """The number of words that are certainly given names: 1, and more in `María de los Ángeles López`."""
    lower = [word.lower() for word in words]
    if lower[0].rstrip(".") not in DEVOUT:
        return 1
    end = next((index for index in range(1, len(words)) if not _is_particle(lower, index)), 0)
    return end + 1 if 1 < end < len(words) - 1 and lower[end] in DEVOTIONS else 1


def _begins_family(words: list[str], index: int) -> bool:
    word, is_before_last = words[index], index == len(words) - 2
    return (
        _is_particle(words, index)
        or word in CAPITALISED
        or (is_before_last and word in BEFORE_LAST)
        or (is_before_last and word in {"San", "Santa"} and (word == "Santa" or words[-1] in SAINTS))
    )


def _is_vietnamese_order(words: list[str]) -> bool:
    """Whether the family name stands first: `Nguyen Van Anh`."""
    has_middle = len(words) > 2 and title_key(words[1]) in MIDDLE
    return has_middle and _is_vietnamese(words[0]) and not _is_vietnamese(words[-1])


def _is_vietnamese(word: str) -> bool:
    return title_key(word) in VIETNAMESE


def _is_suffix(word: str) -> bool:
    return word.lower().rstrip(".") in SUFFIXES


def _is_east_asian(name: str) -> bool:
    return any(unicodedata.name(char, "").startswith(_EAST_ASIAN) for char in name if char > "\u10ff")
