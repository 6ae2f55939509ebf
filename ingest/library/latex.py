"""LaTeX as people write it into titles, as plain text: accents, symbols, commands, braces and dollars."""

import codecs
import re
from typing import Final

import latexcodec  # noqa: F401  # pyright: ignore[reportUnusedImport] (importing it registers the codec)

#: What is read of one text, in characters: enough for any title.
_READ: Final = 4_000
#: Commands of one argument, of which the argument is what counts.
_COMMAND: Final = re.compile(r"\\[a-zA-Z]+\*?\s*|\\(?=\s|$)")
#: The dotless letters that accents are put on: `na\"{\i}ve`.
_DOTLESS: Final = re.compile(r"\\([ij])(?![a-zA-Z])")
_DROPPED: Final = str.maketrans(dict.fromkeys("{}$", None) | {"~": " "})
_ESCAPED: Final = re.compile(r"\\([_%&#${}~^])")


def plain(text: str) -> str:
    """The text as a reader sees it. What no rule knows loses its backslash and its command's name."""
    shown = _DOTLESS.sub(r"\1", text[:_READ])
    if "\\" in shown or "--" in shown or "~" in shown:
        shown = codecs.decode(shown.encode("utf-8", "replace"), "latex+utf-8", "replace")
    return " ".join(_COMMAND.sub(" ", shown).translate(_DROPPED).split())


def verbatim(text: str) -> str:
    r"""An identifier or an address, which programs escape (`10.1000/a\_b`) or wrap (`\url{…}`)."""
    return _COMMAND.sub("", _ESCAPED.sub(r"\1", text)).translate(_DROPPED.copy() | {ord("~"): "~"}).strip()
