"""Formulas in plain text, for matching: `$\\alpha$-decay` and `α-decay` are one title."""

import re
from typing import Final

from plaintext.symbols import CHARACTERS, FUNCTIONS

_FORMULA: Final = re.compile(r"\$([^$]{1,400})\$")
_COMMAND: Final = re.compile(r"\\(?:([A-Za-z]{1,40})\s?|[,:;! ])")
_SIGNS: Final = str.maketrans("", "", "{}_^\\")


def readable(text: str) -> str:
    """The text with the printed characters of its formulas in place of TeX."""
    return _FORMULA.sub(_readable, text) if "$" in text else text


def _readable(match: re.Match[str]) -> str:
    return _COMMAND.sub(_character, match[1]).translate(_SIGNS)


def _character(match: re.Match[str]) -> str:
    name = match[1] or ""
    return CHARACTERS.get(name) or (name if name in FUNCTIONS else "")
