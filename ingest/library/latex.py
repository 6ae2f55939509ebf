"""Plain text of LaTeX in titles: accents, symbols, commands, braces and dollar signs."""

import codecs
import re
from typing import Final

import latexcodec  # noqa: F401  # pyright: ignore[reportUnusedImport] (importing it registers the codec)

#: Characters that are read of a text.
_MAX_READ: Final = 4_000
#: Commands, of which only the argument stays.
_COMMAND: Final = re.compile(r"\\[a-zA-Z]+\*?\s*|\\(?=\s|$)")
#: Dotless letters below accents: `na\"{\i}ve`.
_DOTLESS: Final = re.compile(r"\\([ij])(?![a-zA-Z])")
_DROPPED: Final = str.maketrans(dict.fromkeys("{}$", None) | {"~": " "})
_ESCAPED: Final = re.compile(r"\\([_%&#${}~^])")


def plain(text: str) -> str:
    """The printed text. Unknown commands are removed."""
    readable = _DOTLESS.sub(r"\1", text[:_MAX_READ])
    if "\\" in readable or "--" in readable or "~" in readable:
        readable = codecs.decode(readable.encode("utf-8", "replace"), "latex+utf-8", "replace")
    return " ".join(_COMMAND.sub(" ", readable).translate(_DROPPED).split())


def verbatim(text: str) -> str:
    r"""An identifier or address without escapes (`10.1000/a\_b`) and commands (`\url{…}`)."""
    return _COMMAND.sub("", _ESCAPED.sub(r"\1", text)).translate(_DROPPED.copy() | {ord("~"): "~"}).strip()
