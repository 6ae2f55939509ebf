"""Folded titles and names: `title_key` for lookups, `sort_key` for sorting."""

import re
import unicodedata
from typing import Final

from plaintext import plain
from plaintext.formulas import readable
from plaintext.markup import without_tags
from plaintext.plain import decoded

_KEY_LENGTH: Final = 300
_SORT_LENGTH: Final = 100
#: Characters that are read of a text. Folding shortens some scripts, so it is more than the length of a key.
_READ: Final = 4 * _KEY_LENGTH
# Letters that Unicode does not decompose, although they are often typed without their stroke.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
# Private characters and a few rare ones. Java sorts them after emoji, UTF-8 before. Neo4j compares with a parameter in
# one of these orders and sorts in the other, so a list would lose an entry between two pages.
_UNORDERED: Final = dict.fromkeys(range(0xE000, 0x10000), "~")
#: Characters that are read of a text with markup: MathML is up to a hundred times as long as the printed formula.
_MARKED: Final = 20_000
#: The form of most titles: no markup, and only capitals to fold.
_PLAIN: Final = re.compile(r"[A-Za-z0-9 ,.:;!?'()/-]*")
_WORD: Final = re.compile(r"[a-z0-9]+")


def without_markup(text: str) -> str:
    """The text without publishers' tags and entities: `H<sub>2</sub>O &amp; salt` is `H2O & salt`. Only one level of
    escapes is resolved, `&lt;i&gt;` is the text `<i>`; records have several, see `plaintext.plain`."""
    return decoded(without_tags(text))


def title_key(text: str) -> str:
    """The key for title lookups: letters and digits in lower case, accents folded, words joined by single spaces, at
    most 300 characters; empty when the text has neither letter nor digit."""
    if len(text) <= _READ and _PLAIN.fullmatch(text):
        return " ".join(_WORD.findall(text.lower()))[:_KEY_LENGTH].rstrip()
    folded = _folded(_read(text))
    if folded.isascii():
        return " ".join(_WORD.findall(folded))[:_KEY_LENGTH].rstrip()
    return " ".join("".join(map(_key_char, folded)).split())[:_KEY_LENGTH].rstrip()


def sort_key(text: str) -> str:
    """The key by which titles and names are sorted: lower case, accents folded, from the first letter or digit, at most
    100 characters. Never empty: the key of an empty text is `~`."""
    is_plain = len(text) <= _READ and _PLAIN.fullmatch(text)
    folded = " ".join((text.lower() if is_plain else _folded(_read(text)).translate(_UNORDERED)).split())
    first = next((index for index, char in enumerate(folded) if char.isalnum()), 0)
    return folded[first : first + _SORT_LENGTH].rstrip() or "~"


def _read(text: str) -> str:
    """The beginning of the printed text."""
    return readable(plain(text[:_MARKED])[:_READ])


def _key_char(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":  # soft hyphens and joiners occur inside words
        return ""
    return char if category[0] in "LNM" else " "


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    # Case folding can compose and decomposition can restore capitals, so both repeat until the text is stable (Unicode
    # Standard, section 3.13, compatibility caseless matching).
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", decomposed).casefold())
    return "".join([char for char in decomposed.translate(_LETTERS) if not unicodedata.combining(char)])
