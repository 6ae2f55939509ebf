"""Cleaning of text that is pasted from prose, PDFs, e-mails, HTML and address bars."""

import html
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from identifiers.proxies import direct

#: Maximum length of an identifier in characters; longer text is rejected unread.
LIMIT: Final = 2_000

_DASHES: Final = "‐‑‒–—―−﹘﹣－"
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SPACES: Final = (
    "\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
#: Full-width forms of ASCII, as input methods for Chinese, Japanese and Korean type them.
_WIDE: Final = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_FOLD: Final = str.maketrans(
    {**_WIDE, **dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_SPACES, " "), **dict.fromkeys(_INVISIBLE, None)}
)
#: Entities that HTML and XML use for characters of DOIs and addresses.
_ENTITY: Final = re.compile(r"&(?:lt|gt|amp|quot|apos|#[0-9]{1,4}|#x[0-9a-f]{1,4});", re.IGNORECASE)
_OPENERS: Final = " …\"'`“”‘’«»‹›<([{"
_ENDINGS: Final = " .,;:!?…。，；、\"'`“”‘’«»‹›"
_CLOSERS: Final = {")": "(", "]": "[", "}": "{", ">": "<"}

_LOCATION: Final = re.compile(
    r"(?:(?P<scheme>https?:)/{0,3}|//)?(?P<host>(?:[a-z0-9_-]+\.)+[a-z]{2,})(?::[0-9]{1,5})?"
    r"(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Location:
    """The parts of a web address without its proxy. `host` is lower case without `www.`; `path` and `query` are as
    pasted."""

    host: str
    path: str
    query: str


def clean_pasted(text: str) -> str:
    """The text without surrounding space, quotes, brackets and final punctuation. Dashes become hyphens, all spaces
    plain spaces and full-width letters ASCII; HTML entities are resolved.

    Empty for text that cannot be an identifier: longer than `LIMIT`, or with control characters inside.
    """
    if len(text) > LIMIT:
        return ""
    plain = _without_entities(_folded(text))
    trimmed = _without_ending(plain.strip().lstrip(_OPENERS))
    return trimmed if trimmed.isprintable() else ""


def _folded(text: str) -> str:
    return text.translate(_FOLD) if not text.isascii() or "\n" in text or "\t" in text or "\r" in text else text


def _without_entities(text: str) -> str:
    """The text with entities resolved until none is left: text that is escaped twice holds `&amp;lt;`."""
    while ";" in text and (resolved := _folded(_ENTITY.sub(_character, text))) != text:
        text = resolved
    return text


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


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
    match = _LOCATION.fullmatch(direct(cleaned))
    if match is None or not (match["scheme"] or match["path"]):
        return None
    host = match["host"].lower().removeprefix("www.")
    return Location(host, match["path"] or "", match["query"] or "")


def decoded(path: str) -> str:
    """A path without percent-encoding, cleaned again: the encoded characters can be those that `clean_pasted` drops."""
    return clean_pasted(unquote(path, errors="replace"))
