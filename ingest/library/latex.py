"""Plain text of LaTeX in titles: accents, symbols, commands, braces and dollar signs."""

import codecs
import re
import unicodedata
from typing import Final

import latexcodec  # noqa: F401  # pyright: ignore[reportUnusedImport] (importing it registers the codec)

#: Characters that are read of a text.
_MAX_READ: Final = 4_000
#: Commands, of which only the argument stays.
_COMMAND: Final = re.compile(r"\\[a-zA-Z]+\*?\s*|\\(?=\s|$)")
#: Dotless letters below accents: `na\"{\i}ve`.
_DOTLESS: Final = re.compile(r"\\([ij])(?![a-zA-Z])")
#: An accent over an accented letter: `{\~{\^e}}` is ễ.
_DOUBLE: Final = re.compile(r"\\([`'^\"~=.])\s*\{\s*(\\[`'^\"~=.uvHcdbrk](?:\s*\{[A-Za-z]\}|\s*[A-Za-z]))\s*\}")
_ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
}
#: Commands for characters that are only written by them.
_SYMBOLS: Final = re.compile(r"\\(textunderscore|textasciitilde|textasciicircum|textbackslash)(?![A-Za-z])\s*(?:\{\})?")
_SYMBOL: Final = {"textunderscore": "_", "textasciitilde": "~", "textasciicircum": "^", "textbackslash": ""}
_DROPPED: Final = str.maketrans(dict.fromkeys("{}$", None) | {"~": " "})
_ESCAPED: Final = re.compile(r"\\([_%&#${}~^])")


def plain(text: str) -> str:
    """The printed text. Unknown commands are removed."""
    readable = _DOTLESS.sub(r"\1", text[:_MAX_READ])
    readable = _DOUBLE.sub(lambda match: f"{{{match[2]}}}{_ACCENTS[match[1]]}", readable)
    readable = _SYMBOLS.sub(lambda match: "{" + _SYMBOL[match[1]].replace("~", r"\~{}") + "}", readable)
    if "\\" in readable or "--" in readable or "~" in readable:
        readable = codecs.decode(readable.encode("utf-8", "replace"), "latex+utf-8", "replace")
    printed = _COMMAND.sub(" ", readable).translate(_DROPPED)
    return " ".join(unicodedata.normalize("NFC", printed).split())


def verbatim(text: str) -> str:
    r"""An identifier or address without escapes (`10.1000/a\_b`) and commands (`\url{…}`)."""
    text = _SYMBOLS.sub(lambda match: _SYMBOL[match[1]], text)
    return _COMMAND.sub("", _ESCAPED.sub(r"\1", text)).translate(_DROPPED.copy() | {ord("~"): "~"}).strip()
