"""Other forms of a word that mean the same: singular and plural, British and American spelling, joined and separate.

The index holds words as they are written, because no analyzer of Neo4j both folds accents and stems. So a query has a
clause for each form. A form that no record has costs one lookup in the index and matches nothing.

Sources: Harman, "How effective is suffixing?" (1991), the S-stemmer; Oxford English Dictionary, "British and American
spelling".
"""

import re
from functools import lru_cache
from typing import Final

#: Maximum number of other forms of a word.
MAX_FORMS: Final = 6
_MIN_PLURAL: Final = 3
_MIN_SPELLING: Final = 5
#: Minimum length of a word that can be two, and of its parts.
_MIN_SPLIT: Final = 4
#: Length of a word that can be one letter and a word (`t-SNE`).
_MAX_SHORT: Final = 5
_SIBILANT: Final = ("s", "x", "z", "ch", "sh")
_NO_PLURAL: Final = ("ss", "us", "is", "ous", "as", "os")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_LETTERS_DIGITS: Final = re.compile(r"([a-z]{2,})-?([0-9]+[a-z]?)")
#: Spellings in pairs of a pattern and its replacement, in both directions.
_SPELLINGS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\w{2})is(ation|ations|e|ed|er|ers|es|ing)$", r"iz\1"),
        (r"(?<=\w{2})iz(ation|ations|e|ed|er|ers|es|ing)$", r"is\1"),
        (r"(?<=[la])ys(e|ed|er|ers|es|ing)$", r"yz\1"),
        (r"(?<=[la])yz(e|ed|er|ers|es|ing)$", r"ys\1"),
        (r"^(arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|parl|rum|sav|tum|vap|vig)our", r"\1or"),
        (r"^(arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|parl|rum|sav|tum|vap|vig)or", r"\1our"),
        (r"^(cent|fib|lit|met|spect|theat)re(s?)$", r"\1er\2"),
        (r"^(cent|fib|lit|met|spect|theat)er(s?)$", r"\1re\2"),
        (r"(cancel|channel|fuel|label|level|model|panel|signal|travel|tunnel)l(ed|er|ers|ing|ings)$", r"\1\2"),
        (r"(cancel|channel|fuel|label|level|model|panel|signal|travel|tunnel)(ed|er|ers|ing|ings)$", r"\1l\2"),
        (r"(anal|catal|dial|mono|epil)ogue(s?)$", r"\1og\2"),
        (r"(anal|catal|dial|mono|epil)og(s?)$", r"\1ogue\2"),
        (r"^(defen|offen|licen)ce", r"\1se"),
        (r"^(defen|offen|licen)se", r"\1ce"),
        (r"programme(s?)$", r"program\1"),
        (r"program(s?)$", r"programme\1"),
        (r"^(an|f|h|isch|leuk|orthop|p|gyn)ae(?=[a-z]{2})", r"\1e"),
        (r"^anesth", "anaesth"),
        (r"^hem(?=[aoi])", "haem"),
        (r"^(isch|leuk)em", r"\1aem"),
        (r"^(ortho|)ped(?=i)", r"\1paed"),
        (r"^(o)es(?=oph|tr)", "es"),
        (r"^es(?=oph|tr)", "oes"),
        (r"^sulph", "sulf"),
        (r"^sulf", "sulph"),
        (r"^aluminium$", "aluminum"),
        (r"^aluminum$", "aluminium"),
        (r"^grey$", "gray"),
        (r"^gray$", "grey"),
    )
)


@lru_cache(maxsize=16_384)
def forms(word: str) -> tuple[str, ...]:
    """The other forms of a folded word, without the word."""
    if not word.isascii() or word.isdecimal():
        return ()
    numbers = _numbers(word)
    every = [*numbers, *(form for each in (word, *numbers) for form in _spellings(each))]
    return tuple(form for form in dict.fromkeys(every) if form != word)[:MAX_FORMS]


def numbered(word: str) -> tuple[str, ...]:
    """A word that ends in a number as two words: `llama 2` of `llama2`."""
    match = _LETTERS_DIGITS.fullmatch(word)
    return (f"{match[1]} {match[2]}",) if match else ()


def years_near(word: str) -> tuple[str, ...]:
    """The years before and after a year: a preprint and its publication differ by one, and people cite either."""
    return (str(int(word) - 1), str(int(word) + 1)) if _YEAR.fullmatch(word) else ()


def phrases(word: str) -> tuple[str, ...]:
    """The word as two words: `t sne` of `tsne`, `flash attention` of `flashattention`."""
    if not word.isascii() or not word.isalpha() or len(word) < _MIN_SPLIT:
        return ()
    shortest = 1 if len(word) <= _MAX_SHORT else 3
    return tuple(f"{word[:place]} {word[place:]}" for place in range(shortest, len(word) - 1))


def _numbers(word: str) -> list[str]:
    """The singular of a plural, else the plural."""
    if len(word) < _MIN_PLURAL or not word.isalpha() or word.endswith("ed"):
        return []
    if word.endswith("ies") and len(word) > 4:
        return [word[:-3] + "y"]
    if word.endswith("s") and not word.endswith(_NO_PLURAL):
        shorter = [word[:-2]] if word.endswith("es") and word[:-2].endswith(_SIBILANT) else []
        return [word[:-1], *shorter]
    if word.endswith("y") and word[-2] not in "aeiou":
        return [word[:-1] + "ies"]
    return [word + ("es" if word.endswith(_SIBILANT) else "s")]


def _spellings(word: str) -> list[str]:
    if len(word) < _MIN_SPELLING and word not in {"grey", "gray"}:
        return []
    return [form for pattern, other in _SPELLINGS if (form := pattern.sub(other, word)) != word]
