"""Formatting that a style gives to parts of a citation, carried through the processor as marks in the text.

The marks are characters for private use, which `marked_safe` takes out of all data, so that no title can imitate one;
what the text itself holds is escaped once, at the end, when the marks become tags.
"""

import html
from collections.abc import Callable
from types import ModuleType
from typing import Final

from citeproc.string import String

_TAGS: Final = {
    "Italic": "i", "Oblique": "i", "Bold": "b", "Light": "span", "Underline": "u", "Superscript": "sup",
    "Subscript": "sub", "SmallCaps": 'span style="font-variant:small-caps"',
}  # fmt: skip
_FIRST: Final = 0xE000
#: One character that opens and one that closes each kind.
_MARKS: Final = {kind: (chr(_FIRST + 2 * n), chr(_FIRST + 2 * n + 1)) for n, kind in enumerate(_TAGS)}
ALL: Final = "".join(opening + closing for opening, closing in _MARKS.values())
_REMOVED: Final = dict.fromkeys(map(ord, ALL))
_HTML: Final = str.maketrans(
    {opening: f"<{_TAGS[kind]}>" for kind, (opening, _) in _MARKS.items()}
    | {closing: f"</{_TAGS[kind].partition(' ')[0]}>" for kind, (_, closing) in _MARKS.items()}
)


def marked_safe(text: str) -> str:
    """The text without characters that would count as marks."""
    return text.translate(_REMOVED)


def as_text(marked: str) -> str:
    """A rendered citation as plain text: no markup, no entities."""
    return marked.translate(_REMOVED)


def as_html(marked: str) -> str:
    """A rendered citation as HTML: `i`, `b`, `u`, `sup`, `sub` and `span` for what the style sets, all else escaped."""
    return html.escape(marked).translate(_HTML)


class _Marked(String):
    """Text that the processor can go on to change the case of, its marks apart."""

    def capitalize_first(self) -> "_Marked":
        text = str(self)
        start = len(text) - len(text.lstrip(ALL))
        return _Marked(text[:start] + text[start : start + 1].upper() + text[start + 1 :])


def _marker(opening: str, closing: str) -> Callable[[object], String]:
    return lambda text: _Marked(f"{opening}{text}{closing}")


def _unchanged(text: object) -> String:
    return String(str(text))


#: What the processor calls to format a part, by the names that it looks for in a module.
FORMATTER: Final = ModuleType("marks", "Formatting as marks.")
vars(FORMATTER).update(
    preformat=_unchanged, **{kind: _marker(opening, closing) for kind, (opening, closing) in _MARKS.items()}
)
