"""Renders templates to HTML. All data is escaped; scripts and styles are files of the service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from markup.formulas import formula_html
from pages.assets import entry
from pages.links import byline, href, sign_in
from pages.number_format import day, format_count, lower, moment, several
from plaintext.formulas import readable

#: Characters in JSON that could end a script element or start a comment in it. Source: HTML, section 4.12.1.3.
_UNSAFE: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader of a page: the theme, `auto`, `light` or `dark`, the handle if signed in, the path and query of the
    page, to which a sign-in returns, the number of unread notifications, and whether they are
    a moderator."""

    theme: str = "auto"
    handle: str | None = None
    location: str = "/"
    unread: int = 0
    is_moderator: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `framed`: other sites may embed it in an iframe. `styling`: its script creates style rules."""

    html: str
    framed: bool = False
    status: int = 200
    styling: bool = False


@dataclass(frozen=True, slots=True)
class Redirect:
    """A redirect to a path, permanent if the status is 301; `query` keeps the query of the request."""

    path: str
    status: int = 301
    query: bool = True


def render_page(
    reader: Reader, template: str, script: str, *, framed: bool = False, status: int = 200, **values: Any
) -> Page:
    """The template `templates/{template}.html` with the entry `web/src/pages/{script}.ts`."""
    html = (
        _environment()
        .get_template(f"{template}.html")
        .render(values, reader=reader, status=status, entry=entry(script))
    )
    return Page(html, framed, status)


def inlined(data: object) -> Markup:
    """Data as JSON that is safe in a `<script type="application/json">`."""
    text = orjson.dumps(data).decode()
    return Markup("".join(_UNSAFE.get(char, char) for char in text) if not _UNSAFE.keys().isdisjoint(text) else text)  # noqa: S704


def sign_in_at(fragment: str, reader: Reader) -> str:
    """The path of the sign-in page, which returns to a section of this page."""
    return sign_in(f"{reader.location}#{fragment}" if fragment else reader.location)


def reporter(claims: Sequence[Mapping[str, Any]]) -> str:
    """The source that reported the counts of a paper."""
    return "OpenAlex" if any(claim["source"] == "OpenAlex" for claim in claims) else "the source"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(_FILTERS)
    return environment


_FILTERS: Final[dict[str, Any]] = {
    "json": inlined, "counted": format_count, "href": href, "byline": byline, "sign_in_at": sign_in_at,
    "reporter": reporter, "day": day, "moment": moment,
    "lower_words": lower, "several": several, "formulas": formula_html, "readable": readable,
}  # fmt: skip
