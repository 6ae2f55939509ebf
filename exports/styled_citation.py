"""A paper set in a citation style (APA, IEEE, Vancouver, … ten thousand of them), as text or as HTML."""

import re
from typing import Any, Final, cast

from citeproc import Citation, CitationItem, CitationStylesBibliography
from citeproc.source.json import CiteProcJSON
from citeproc.string import MixedString, NoCase, String

from errors import BadInput
from exports.citation_styles import Style, load_style
from exports.csl import csl_item
from exports.formatting_marks import ALL, FORMATTER, as_html, as_text, marked_safe
from exports.reference import Reference
from exports.style_repairs import restore

_KEY: Final = "item"
#: Longer numbers are none that a style could print, above all in Roman numerals.
_MAX_NUMBER: Final = 8
_MAX_BYLINE: Final = 3_000
#: Variables that a reference on its own does not show, whatever the style.
_UNUSED: Final = frozenset({"abstract", "keyword", "PMID", "PMCID"})
_DOUBLED_POINT: Final = re.compile(rf"(?<!\.)([.?!:;,])([{ALL}]*)\.(?=[\s{ALL}]|$)")
#: A full stop that an empty part of a style leaves behind; not in an ellipsis.
_STRAY_POINT: Final = re.compile(
    r"(?<!\. )([.,;:?!]) [.,](?=\s|$)(?! \.)|(?<!\.) (?=[.,]\s(?!\.))|(?<=[;,]):(?=[\s\d])"
)
_CLOSED_QUOTE: Final = re.compile(rf"([.?!]?)((?:’[{ALL}]*)?[”’»][{ALL}]*)([.,])")
_SPACES: Final = re.compile(r"\s+")


def styled_text(reference: Reference, style: str = "apa", locale: str = "en-US") -> str:
    """The reference as plain text in this style and locale. Raises `BadInput` for an unknown style or locale."""
    return as_text(_rendered(reference, load_style(style, locale)))


def styled_html(reference: Reference, style: str = "apa", locale: str = "en-US") -> str:
    """The reference as inline HTML in this style and locale: `i`, `b`, `u`, `sup`, `sub`, `span`, and escaped text.
    Raises `BadInput` for an unknown style or locale."""
    return as_html(_rendered(reference, load_style(style, locale)))


class _Source(CiteProcJSON):
    """Records whose text holds no markup: what looks like some is text."""

    def parse_string(self, string: object) -> MixedString:
        text = str(string)
        # Styles begin phrases with capitals, which the name of this archive never takes.
        return MixedString([NoCase(text) if text.startswith("arXiv") else String(text)])


def _rendered(reference: Reference, style: Style) -> str:
    with style.lock:
        restore(style.dates)
        try:
            bibliography: Any = CitationStylesBibliography(style.processor, _Source([_item(reference)]), FORMATTER)
            bibliography.register(Citation([CitationItem(_KEY)]))
            entries = [str(entry) for entry in bibliography.bibliography()]
        except Exception as error:
            raise BadInput(
                f"style: {style.name!r} cannot set this paper; choose another style, such as apa."
            ) from error
    return _tidy(" ".join(entries), style)


def _item(reference: Reference) -> dict[str, object]:
    """The reference as the processor takes it, free of marks, with values of bounded length."""
    item = {name: _safe(value) for name, value in csl_item(reference).items() if name not in _UNUSED}
    for name in ("volume", "issue"):
        if (number := str(item.get(name, ""))).isdecimal() and len(number) > _MAX_NUMBER:
            del item[name]
    if "number" in item:  # APA: "(arXiv:2108.07258)", which says by itself that it is a preprint
        item.pop("genre", None)
    return item | {"id": _KEY}


def _safe(value: object) -> object:
    """The value with marks taken out of every text in it."""
    if isinstance(value, str):
        return marked_safe(value)[:_MAX_BYLINE]
    if isinstance(value, list):
        return [_safe(entry) for entry in cast("list[object]", value)]
    if isinstance(value, dict):
        return {name: _safe(entry) for name, entry in cast("dict[str, object]", value).items()}
    return value


def _tidy(marked: str, style: Style) -> str:
    """The citation on one line, with one point where a title's own and the style's met."""
    line = _STRAY_POINT.sub(r"\1", _DOUBLED_POINT.sub(r"\1\2", _SPACES.sub(" ", marked).strip()))
    return _CLOSED_QUOTE.sub(_point_in_quote if style.punctuation_in_quote else _one_point, line)


def _point_in_quote(match: re.Match[str]) -> str:
    ending, quote, point = match.groups()
    if "”" not in quote:
        return _one_point(match)
    return ending + quote if ending else point + quote


def _one_point(match: re.Match[str]) -> str:
    ending, quote, point = match.groups()
    return ending + quote + ("" if ending and point == "." else point)
