"""Ids from names: `Percy Liang` is `author:percy-liang`."""

import re
import unicodedata
from typing import Final

#: Letters that Unicode does not decompose into a letter and an accent.
_UNDECOMPOSED: Final = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})
_BRACKETS: Final = re.compile(r" \([^)]*\)$")


def slug(name: str) -> str:
    """The name in lower-case ASCII letters and digits, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_UNDECOMPOSED))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("'", "").replace("’", "")
    return "-".join(re.findall(r"[a-z0-9]+", letters))


def display_name(name: str) -> str:
    """The name without the bracket that distinguishes two people of one name: `Wei Wang (Google)` is `Wei Wang`."""
    return _BRACKETS.sub("", name)
