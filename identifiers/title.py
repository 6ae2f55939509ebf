"""Titles and names folded: `title_key` to find one, `sort_key` to put many in order."""

import re
import unicodedata
from typing import Final

from plaintext import plain
from plaintext.formulas import readable
from plaintext.markup import without_tags
from plaintext.plain import decoded

_KEY_LENGTH: Final = 300
_SORT_LENGTH: Final = 100
#: What is read of a text. Folding shortens some scripts, so it is more than what is kept.
_READ: Final = 4 * _KEY_LENGTH
# Letters that Unicode does not decompose, although people type them without their stroke.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
# Private characters and a few rare ones. Java puts them after emoji and UTF-8 puts them before, and Neo4j does the one
# where it compares with a parameter and the other where it sorts, so that a list would lose an entry between two pages.
_UNORDERED: Final = dict.fromkeys(range(0xE000, 0x10000), "~")
#: What is read of a text with markup: a formula in MathML is a hundred times as long as what it prints.
_MARKED: Final = 20_000
#: What most titles are: nothing that has to be read as markup, and nothing to fold but capitals.
_PLAIN: Final = re.compile(r"[A-Za-z0-9 ,.:;!?'()/-]*")
_WORD: Final = re.compile(r"[a-z0-9]+")


def without_markup(text: str) -> str:
    """The text without publishers' tags and entities: `H<sub>2</sub>O &amp; salt` is `H2O & salt`. It was escaped
    once: `&lt;i&gt;` is the text `<i>`. Records are escaped more often, see `plaintext.plain`."""
    return decoded(without_tags(text))


def title_key(text: str) -> str:
    """The form under which a pasted title is found: letters and digits in lower case, accents folded, words joined by
    single spaces, at most 300 characters; empty when the text has neither letter nor digit."""
    if len(text) <= _READ and _PLAIN.fullmatch(text):
        return " ".join(_WORD.findall(text.lower()))[:_KEY_LENGTH].rstrip()
    folded = _folded(_read(text))
    return " ".join("".join(map(_key_char, folded)).split())[:_KEY_LENGTH].rstrip()


def sort_key(text: str) -> str:
    """The form by which titles and names are put in order: lower case, accents folded, what stands before the first
    letter or digit dropped, at most 100 characters, and never empty: a text of nothing sorts as `~`."""
    folded = " ".join(_folded(_read(text)).translate(_UNORDERED).split())
    first = next((index for index, char in enumerate(folded) if char.isalnum()), 0)
    return folded[first : first + _SORT_LENGTH].rstrip() or "~"


def _read(text: str) -> str:
    """What is folded of a text: the beginning of what it prints."""
    return readable(plain(text[:_MARKED])[:_READ])


def _key_char(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":  # soft hyphens and joiners stand inside words
        return ""
    return char if category[0] in "LNM" else " "


def _folded(text: str) -> str:
    # Folding case can compose and decomposing can bring capitals back, so both are done until neither changes a thing
    # (Unicode Standard, section 3.13, compatibility caseless matching).
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", decomposed).casefold())
    return "".join(char for char in decomposed.translate(_LETTERS) if not unicodedata.combining(char))
