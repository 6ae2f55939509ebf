"""Text as people paste it: out of prose, PDFs, e-mails and address bars."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

#: Longer text is no identifier; it is refused before anything reads it.
LIMIT: Final = 2_000

_DASHES: Final = "‐‑‒–—―−﹘﹣－"
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SPACES: Final = (
    "\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_FOLD: Final = str.maketrans(
    {**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_SPACES, " "), **dict.fromkeys(_INVISIBLE, None)}
)
_OPENERS: Final = " …\"'`“”‘’«»‹›<([{"
_ENDINGS: Final = " .,;:!?…。，；、\"'`“”‘’«»‹›"
_CLOSERS: Final = {")": "(", "]": "[", "}": "{", ">": "<"}

_LOCATION: Final = re.compile(
    r"(?P<scheme>https?:)?(?://)?(?P<host>(?:[a-z0-9_-]+\.)+[a-z]{2,})(?::[0-9]{1,5})?"
    r"(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a web address points. `host` is lower case without `www.`; `path` and `query` are as they were pasted."""

    host: str
    path: str
    query: str


def clean(text: str) -> str:
    """The text without what surrounds it in prose (space, quotes, brackets, final punctuation), its dashes hyphens and
    its spaces plain.

    Empty when it cannot be an identifier: longer than `LIMIT`, or with control characters inside.
    """
    if len(text) > LIMIT:
        return ""
    kept = _without_ending(text.translate(_FOLD).strip().lstrip(_OPENERS))
    return kept if kept.isprintable() else ""


def _without_ending(text: str) -> str:
    while text:
        shorter = text.rstrip(_ENDINGS)
        opener = _CLOSERS.get(shorter[-1:])
        if opener is not None and shorter.count(opener) < shorter.count(shorter[-1]):
            shorter = shorter[:-1]
        if shorter == text:
            break
        text = shorter
    return text


def location(cleaned: str) -> Location | None:
    """The parts of a web address, with or without its scheme; None when the text is not one."""
    match = _LOCATION.fullmatch(cleaned)
    if match is None or not (match["scheme"] or match["path"]):
        return None
    host = match["host"].lower().removeprefix("www.")
    return Location(host, match["path"] or "", match["query"] or "")


def decoded(path: str) -> str:
    """A path without percent-encoding, cleaned again, because what was encoded may be prose as well."""
    return clean(unquote(path, errors="replace"))
