"""Markdown → HTML that is safe by construction: a text can produce only the elements of `ELEMENTS`, and the MathML of
formulas (`markup.formulas`), which takes the place of a mark in the clean HTML.

Two independent filters: markdown-it-py (CommonMark with tables and strikethrough) runs without raw HTML and allows only
http, https and mailto links; nh3 (Ammonia) parses its output as a browser does and removes all elements not in
`ELEMENTS`. Sources: CommonMark 0.31, https://spec.commonmark.org/0.31.2/; OWASP, Cross Site Scripting Prevention, "HTML
Sanitization".
"""

import html
import re
import secrets
from collections.abc import Callable, MutableMapping, Sequence
from typing import Any, Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from markup.formulas import mathml
from markup.inline import formula, link_addresses

#: Allowed elements, and the attributes of each besides `rel`.
ELEMENTS: Final[dict[str, set[str]]] = {
    **{name: set[str]() for name in ("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "li")},
    **{name: set[str]() for name in ("h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td")},
    "a": {"href", "title"},
    "ol": {"start"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto"})
#: Links without weight for search engines and without access to the opener.
REL: Final = "nofollow noopener ugc"
#: Characters of the longest text that is parsed as Markdown; a longer one is escaped, not parsed.
MAX_TEXT: Final = 50_000
#: Maximum nesting of quotes and lists; a text with more is escaped, not parsed. A list has two levels.
MAX_DEPTH: Final = 24
#: Characters of MathML in one text; further formulas stay TeX.
MAX_MATHS: Final = 200_000
#: Cells of the largest table: a short text can have very many empty ones.
MAX_CELLS: Final = 2_000

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
#: The delimiter row of a table.
_RULE: Final = re.compile(r"[ \t>|:-]*-[ \t>|:-]*")
#: Where a line or a block ends.
_BLOCK: Final = re.compile(r"<br>|</(?:p|h\d|li|blockquote|pre|t[hd])>")
#: A lone surrogate, which UTF-8 cannot encode.
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
#: The mark of a formula in the HTML: a number after a random text, which no text of a user can contain.
_RANDOM: Final = secrets.token_hex(16)
_MARK: Final = re.compile(rf"{_RANDOM}-(\d+);")
#: The page around the text has the first three levels.
_LEVELS: Final = {"h1": "h4", "h2": "h5", "h3": "h6", "h4": "h6", "h5": "h6", "h6": "h6"}


def render_markdown(text: str) -> str:
    """The HTML of a text in Markdown, empty for an empty text. Never raises."""
    room = MAX_MATHS

    def render_formula(token: Token) -> str:
        nonlocal room
        set_formula = str(mathml(token.content, display=token.block))
        room -= len(set_formula)
        return set_formula if room >= 0 else _tex(token)

    return _rendered(text, render_formula)


def _tex(token: Token) -> str:
    sign = "$$" if token.block else "$"
    return html.escape(f"{sign}{token.content}{sign}", quote=False)


def _rendered(text: str, render_formula: Callable[[Token], str]) -> str:
    text = _SURROGATE.sub("\ufffd", text)
    tokens = _MARKDOWN.parse(text) if len(text) <= MAX_TEXT else None
    # The parser silently omits blocks that are nested too deeply.
    if tokens is None or any(token.level >= MAX_DEPTH - 1 for token in tokens):
        return f"<p>{html.escape(text, quote=False)}</p>\n"
    env = dict[str, Any]()
    cleaned = _CLEANER.clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env))
    formulas: list[Token] = env.get("formulas", [])
    return _MARK.sub(lambda mark: render_formula(formulas[int(mark[1])]), cleaned) if formulas else cleaned


def plain(text: str) -> str:
    """The plain text of a Markdown text, on one line; formulas stay TeX between dollars."""
    rendered = _rendered(text, _tex)
    without = nh3.clean(_BLOCK.sub(r" \g<0>", rendered), tags=set())
    return " ".join(html.unescape(without).split())


def _allowed(url: str) -> bool:
    scheme = _SCHEME.match(url.strip())
    return scheme is not None and scheme[1].lower() in SCHEMES


def _restrict_tokens(state: StateCore) -> None:
    """Lowers headings below those of the page and replaces images by links, because loading an image discloses the
    reader to its server."""
    for token in state.tokens:
        token.tag = _LEVELS.get(token.tag, token.tag)
        if token.children is not None:
            token.children = [each for child in token.children for each in _image_to_link(child)]


def _image_to_link(token: Token) -> Sequence[Token]:
    if token.type != "image":
        return (token,)
    label = Token("text", "", 0, content=token.content or str(token.attrs.get("src", "")))
    opening = Token("link_open", "a", 1, attrs={"href": token.attrs.get("src", "")})
    return opening, label, Token("link_close", "a", -1)


def _small_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table, unless it would have too many cells."""
    below = state.getLines(start + 1, start + 2, 0, False) if start + 1 < end else ""
    if _RULE.fullmatch(below) is None:
        return False
    rows = min(_block_end(state, start, end), start + MAX_CELLS) - start
    return (below.count("|") + 1) * rows <= MAX_CELLS and table(state, start, end, silent)


def _block_end(state: StateBlock, start: int, end: int) -> int:
    """The first empty line at or after `start`, or `end`. The parser calls this for every line of a paragraph, so the
    result is cached for the lines before it: counting for each would take quadratic time."""
    blocks: dict[tuple[int, int], range] = state.env.setdefault("blocks", {})
    block = blocks.get((state.level, end), range(0))
    if start not in block:
        block = range(start, next((line for line in range(start, end) if state.isEmpty(line)), end))
        blocks[state.level, end] = block
    return block.stop


def _formula_mark(
    _renderer: object, tokens: Sequence[Token], index: int, _options: object, env: MutableMapping[str, Any]
) -> str:
    formulas: list[Token] = env.setdefault("formulas", [])
    formulas.append(tokens[index])
    return f"{_RANDOM}-{len(formulas) - 1};"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_DEPTH}).enable(["table", "strikethrough"])
    parser.validateLink = _allowed
    parser.core.ruler.push("link_addresses", link_addresses)
    parser.core.ruler.push("restrict", _restrict_tokens)
    parser.inline.ruler.before("escape", "formula", formula)
    parser.add_render_rule("formula", _formula_mark)
    parser.block.ruler.at("table", _small_table, {"alt": ["paragraph", "reference"]})
    return parser


_MARKDOWN: Final = _parser()
_CLEANER: Final = nh3.Cleaner(
    tags=set(ELEMENTS),
    clean_content_tags=set(),
    attributes=ELEMENTS,
    link_rel=REL,
    url_schemes=set(SCHEMES),
    url_relative="deny",
)
