"""Inline syntax beyond CommonMark: formulas between dollars, and bare addresses as links.

A formula is a token of its own, so that its underscores and backslashes are not Markdown. Sources: the rule of Pandoc's
`tex_math_dollars`; GitHub Flavored Markdown 0.29, section 6.9, "Autolinks (extension)".
"""

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from markup.formulas import FORMULA, MAX_FORMULA

#: A formula on a line of its own.
_DISPLAY: Final = re.compile(rf"\$\$(?=[^\s$])([^$]{{1,{MAX_FORMULA}}})(?<=\S)\$\$")
#: The longest bare address.
_MAX_ADDRESS: Final = 2_000
_ADDRESS: Final = re.compile(rf"\bhttps?://[^\s<>\"]{{1,{_MAX_ADDRESS}}}", re.IGNORECASE)
#: Punctuation at the end of an address belongs to the sentence.
_AFTER: Final = "?!.,:;*_~'\"”’"


def formula(state: StateInline, silent: bool) -> bool:
    """Reads `$…$` and `$$…$$`."""
    if state.src[state.pos] != "$":
        return False
    match = _DISPLAY.match(state.src, state.pos) or FORMULA.match(state.src, state.pos)
    # A backslash before the last dollar escapes it.
    if match is None or match.end() > state.posMax or match[1].endswith("\\"):
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content, token.block = match[1], match[0].startswith("$$")
    state.pos = match.end()
    return True


def link_addresses(state: StateCore) -> None:
    """Replaces bare addresses outside links by links."""
    for token in state.tokens:
        if token.children and "://" in token.content:
            token.children = list(_linked(token.children))


def _linked(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not depth and "://" in token.content:
            yield from _split(token)
        else:
            yield token


def _split(token: Token) -> Iterator[Token]:
    text, position = token.content, 0
    for match in _ADDRESS.finditer(text):
        address = _without_punctuation(match[0])
        yield _text(text[position : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": address})
        yield _text(address)
        yield Token("link_close", "a", -1)
        position = match.start() + len(address)
    yield _text(text[position:])


def _text(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _without_punctuation(address: str) -> str:
    """The address without the punctuation after it: a closing parenthesis belongs to it if it opened one."""
    closing = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")" and closing > 0:
            closing -= 1
        elif last not in _AFTER:
            break
        end -= 1
    return address[:end]
