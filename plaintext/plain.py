"""Plain text of the titles, abstracts and names that publishers deposit.

Tags, comments and entities are removed at any depth of escapes; MathML and the LaTeX documents that some publishers
wrap around a formula become TeX between dollar signs; a `<` that does not begin a tag stays.
"""

import re
from html.entities import html5
from typing import Final

from plaintext.markup import without_tags
from plaintext.mathml import without_delimiters

#: Maximum levels of escaped markup; only hostile text has more.
ROUNDS: Final = 8
#: An entity with any number of escaped ampersands: `&ndash;`, `&amp;ndash;`, `&#x26;amp;ndash;`. Without a semicolon
#: only those that cannot begin a word.
_ENTITY: Final = re.compile(
    r"&(?:amp;|#0{0,9}38;|#[xX]0{0,9}26;)*"
    r"(?:#([0-9]{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31};)|(lt|gt|amp|quot|nbsp)(?![A-Za-z0-9;=]))"
)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SIGNS: Final = re.compile("[<&]")
_BEGIN: Final = r"\begin{document}"
_END: Final = r"\end{document}"
_CLASS: Final = r"\documentclass"


def plain(text: str) -> str:
    """The text as one line without markup; idempotent.

    Time is linear in the length of the text; the result is at most a few times as long (a character of MathML can
    become a command of TeX).
    """
    if not ("<" in text or "&" in text or _BEGIN in text):
        return line(text)
    for _ in range(ROUNDS):
        before = text
        text = line(_without_documents(without_tags(decoded(text))))
        if text == before:
            return text
    return line(_SIGNS.sub("", text).replace(_BEGIN, " "))


def line(text: str) -> str:
    """The text on one line, without control characters, with single spaces."""
    return " ".join(_CONTROLS.sub("", text).split())


def decoded(text: str) -> str:
    """The text with characters in place of entities (HTML Living Standard, section 13.5) and numeric references."""
    return _ENTITY.sub(_decoded, text) if "&" in text else text


def _decoded(match: re.Match[str]) -> str:
    decimal, hexadecimal, name, short = match.groups()
    if name is not None:
        # An unknown name stays, its ampersand no longer escaped.
        return html5.get(name, "&" + name)
    if short is not None:
        return html5[short + ";"]
    return _numbered(int(decimal) if decimal is not None else int(hexadecimal, 16))


def _numbered(code: int) -> str:
    if 0x80 <= code <= 0x9F:
        # Characters of Windows-1252, as in browsers (HTML Living Standard, section 13.2.5.84).
        return bytes([code]).decode("cp1252", "ignore")
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def _without_documents(text: str) -> str:
    r"""Formulas in place of whole LaTeX documents: `\documentclass{…} … \begin{document}$$n$$\end{document}`."""
    if _BEGIN not in text:
        return text
    pieces: list[str] = []
    position = 0
    while (end := text.find(_END, position)) >= 0:
        pieces += _document(text[position:end])
        position = end + len(_END)
    return "".join([*pieces, *_document(text[position:])])


def _document(text: str) -> tuple[str, str]:
    """The text before the last document that begins in it, and the formula of that document."""
    before, begin, inner = text.rpartition(_BEGIN)
    return (before.partition(_CLASS)[0], formula(inner)) if begin else ("", text)


def formula(written: str) -> str:
    """TeX between single dollar signs; empty for an empty formula."""
    inner = without_delimiters(written)
    return f"${inner}$" if inner else ""
