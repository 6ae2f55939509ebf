"""Names of authors in the parts that citation formats need: given name, particle, family name, suffix."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from exports.plain import plain_text

_MAX_NAME: Final = 300
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th"})
#: Before a family name and in lower case, these are its particle ("van der Maaten").
_PARTICLES: Final = frozenset((
    "'t", "abu", "af", "al", "am", "av", "bin", "bint", "da", "dal", "dalla", "das", "de", "degli", "dei", "del",
    "della", "delle", "dello", "den", "der", "des", "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los",
    "te", "ten", "ter", "tot", "van", "vom", "von", "zu", "zum", "zur",
))  # fmt: skip
#: Capitalised they belong to the family name ("Di Pietro"). `Van` is also a Vietnamese given name, so it needs company.
_CAPITALISED: Final = frozenset({"De", "Del", "Della", "Dello", "Di", "Da", "Dos", "Du", "Von", "St."})
_AFTER_VAN: Final = frozenset({"De", "Den", "Der", "de", "den", "der"})
_ORGANISATION: Final = re.compile(
    r"\b(?:agency|alliance|association|authority|bureau|cent(?:er|re)|college|collaboration|commission|committee|company|"
    r"consortium|corporation|council|department|federation|foundation|gmbh|group|inc|initiative|institutes?|institution|"
    r"investigators|laborator(?:y|ies)|llc|ltd|ministry|network|office|organi[sz]ation|program(?:me)?|project|society|"
    r"task force|team|trialists|university|université|universität|(?-i:of|for|and))\b|^the\b|[&0-9@/]",
    re.IGNORECASE,
)
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

    The last word is the family name, with the particles before it; nothing in a name tells that a family name has two
    words, so `Gabriel García Márquez` becomes `Márquez`, which `García Márquez, Gabriel` avoids.
    """
    name = plain_text(text)[:_MAX_NAME].strip(" ,;")
    if "," in name and not _ORGANISATION.search(name):
        return _inverted([part.strip() for part in name.split(",") if part.strip()])
    words = name.split()
    if len(words) < 2 or _ORGANISATION.search(name) or _is_east_asian(name):
        return Name(literal=name)
    suffix = words.pop() if len(words) > 2 and _is_suffix(words[-1]) else ""
    start = _family_start(words)
    return _with_particle(" ".join(words[:start]), words[start:], suffix)


def _inverted(parts: list[str]) -> Name:
    suffix = next((part for part in parts[1:] if _is_suffix(part)), "")
    if suffix:
        parts.remove(suffix)
    if len(parts) == 1:  # "Martin Luther King, Jr."
        words = parts[0].split()
        start = _family_start(words) if len(words) > 1 else 0
        return _with_particle(" ".join(words[:start]), words[start:], suffix)
    return _with_particle(" ".join(parts[1:]), parts[0].split(), suffix)


def _with_particle(given: str, words: list[str], suffix: str) -> Name:
    """The name whose family name, led by its particles, are these words."""
    count = next((index for index, word in enumerate(words[:-1]) if word not in _PARTICLES), len(words) - 1)
    return Name(family=" ".join(words[count:]), given=given, particle=" ".join(words[:count]), suffix=suffix)


def _family_start(words: list[str]) -> int:
    if words[0] in _PARTICLES:  # "de Bernardis": no given name
        return 0
    for index in range(1, len(words) - 1):
        word, following = words[index], words[index + 1]
        if word in _PARTICLES or word in _CAPITALISED or (word == "Van" and following in _AFTER_VAN):
            return index
    return len(words) - 1


def _is_suffix(word: str) -> bool:
    return word.lower().rstrip(".") in _SUFFIXES


def _is_east_asian(name: str) -> bool:
    return any(unicodedata.name(char, "").startswith(_EAST_ASIAN) for char in name if char > "\u10ff")
