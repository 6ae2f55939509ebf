"""Presentation MathML → TeX.

Source: Mathematical Markup Language 3.0 (W3C Recommendation, 2014), chapter 3; section 3.1.3.2 has the table of the
elements' arguments. The result is TeX with amsmath, without `<`, `>` and `$`, so that it can be part of plain text.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from plaintext.symbols import ACCENTS, ALPHABETS, COMMANDS, ESCAPES, FUNCTIONS, LIMITS, UNDER

#: Elements below this depth become their text.
MAX_DEPTH: Final = 60
_WORD_AT_END: Final = re.compile(r"\\[A-Za-z]+\Z")
_ONE: Final = re.compile(r"\\[A-Za-z]+\Z|\\?[^\\{}\s]\Z")
_DOLLAR: Final = re.compile(r"(?<!\\)\$")
_TEX: Final = "application/x-tex"


@dataclass(slots=True)
class Element:
    """An element: its name without prefix, its attributes, and its children, texts and elements."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    children: "list[str | Element]" = field(default_factory=list["str | Element"])

    @property
    def parts(self) -> "list[Element]":
        """The child elements."""
        return [child for child in self.children if isinstance(child, Element)]

    def text(self) -> str:
        """All text of the element, with single spaces."""
        pieces: list[str] = []
        pending: list[str | Element] = [self]
        while pending:
            node = pending.pop()
            if isinstance(node, str):
                pieces.append(node)
            else:
                pending.extend(reversed(node.children))
        return " ".join("".join(pieces).split())


def tex(element: Element, depth: int = 0) -> str:
    """The TeX of an element. Never raises: an element that is not valid MathML becomes its text."""
    if depth > MAX_DEPTH:
        return _characters(element.text())
    if (token := _TOKENS.get(element.name)) is not None:
        return token(element)
    if (layout := _LAYOUTS.get(element.name)) is not None:
        arguments = [tex(part, depth + 1) for part in element.parts]
        return layout(element, arguments)
    row = join_tex([tex(child, depth + 1) if isinstance(child, Element) else _characters(child.strip())
                  for child in element.children])  # fmt: skip
    return f"\\{_ROOTS[element.name]}{{{row}}}" if element.name in _ROOTS else row


def join_tex(pieces: Sequence[str]) -> str:
    """The pieces of TeX joined, with a space between a command and a letter."""
    parts: list[str] = []
    before = ""
    for piece in pieces:
        if piece:
            if piece[0].isalpha() and _WORD_AT_END.search(before):
                parts.append(" ")
            parts.append(piece)
            before = piece
    return "".join(parts)


def _characters(text: str) -> str:
    """The characters of a token as TeX in math mode."""
    return join_tex([_character(char) for char in text])


def _character(char: str) -> str:
    if (escape := ESCAPES.get(char)) is not None:
        return escape
    if (name := COMMANDS.get(char)) is not None:
        return "\\" + name
    if unicodedata.decomposition(char).startswith("<font>"):
        letter = _character(unicodedata.normalize("NFKD", char))
        alphabet = _alphabet(unicodedata.name(char, ""))
        return f"\\{alphabet}{{{letter}}}" if alphabet else letter
    return char


def _alphabet(description: str) -> str | None:
    return next((command for word, command in ALPHABETS if word in description), None)


def _identifier(element: Element) -> str:
    text = element.text()
    if text in FUNCTIONS:
        return "\\" + text
    variant = element.attributes.get("mathvariant", "")
    written = _characters(text)
    if alphabet := _alphabet(variant.upper()):
        return f"\\{alphabet}{{{written}}}"
    upright = variant == "normal" and len(text) == 1 and text.isascii() and text.isalpha()
    if upright or (len(text) > 1 and text.isalnum() and text.isascii()):
        return f"\\{'mathit' if variant == 'italic' else 'mathrm'}{{{written}}}"
    return written


def _operator(element: Element) -> str:
    text = element.text()
    if text in FUNCTIONS:
        return "\\" + text
    if len(text) > 1 and text.isalpha() and text.isascii():
        return f"\\operatorname{{{text}}}"
    return _characters(text)


def _text(element: Element) -> str:
    inner = " ".join("".join(child if isinstance(child, str) else child.text() for child in element.children).split())
    if not inner:
        return ""
    if len(inner) == 1 or not any(char.isalpha() for char in inner):
        return _characters(inner)
    return "\\text{" + "".join(_TEXT_ESCAPES.get(char, char) for char in inner) + "}"


_TEXT_ESCAPES: Final = {char: escape for char, escape in ESCAPES.items() if char in "{}$&#%_"} | {
    "\\": r"\textbackslash{}", "<": "\u2039", ">": "\u203a", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _group(part: str) -> str:
    """The base of scripts, in braces where it has more than one character."""
    return part if _ONE.match(part) else "{" + part + "}"


def _script(sign: str, part: str) -> str:
    return f"{sign}{{{part}}}" if part else ""


def _fraction(element: Element, arguments: list[str]) -> str:
    above, below = arguments
    if element.attributes.get("linethickness", "").rstrip("pxemt.") == "0":
        return f"\\genfrac{{}}{{}}{{0pt}}{{}}{{{above}}}{{{below}}}"
    return f"\\frac{{{above}}}{{{below}}}"


def _over(element: Element, arguments: list[str]) -> str:
    base, over = arguments
    if base in LIMITS:
        return base + _script("^", over)
    accent = ACCENTS.get(element.parts[1].text())
    return f"\\{accent}{{{base}}}" if accent else f"\\overset{{{over}}}{{{base}}}"


def _under(element: Element, arguments: list[str]) -> str:
    base, under = arguments
    if base in LIMITS:
        return base + _script("_", under)
    accent = UNDER.get(element.parts[1].text())
    return f"\\{accent}{{{base}}}" if accent else f"\\underset{{{under}}}{{{base}}}"


def _under_over(_element: Element, arguments: list[str]) -> str:
    base, under, over = arguments
    if base in LIMITS:
        return base + _script("_", under) + _script("^", over)
    return f"\\underset{{{under}}}{{\\overset{{{over}}}{{{base}}}}}"


def _scripts(_element: Element, arguments: list[str]) -> str:
    """`mmultiscripts`: the base, pairs of scripts after it, and after `mprescripts` the pairs before it."""
    before: list[str] = []
    if _PRESCRIPTS in arguments:
        index = arguments.index(_PRESCRIPTS)
        arguments, before = arguments[:index], arguments[index + 1 :]
    base, *after = arguments or [""]
    written = _group(base) + _script_pairs(after)
    return f"{{}}{_script_pairs(before)}{written}" if before else written


def _script_pairs(scripts: list[str]) -> str:
    pairs = [
        _script("_", low) + _script("^", high) for low, high in zip(scripts[::2], [*scripts[1::2], ""], strict=False)
    ]
    return "{}".join(pairs)


#: Stands for `mprescripts` among the arguments.
_PRESCRIPTS: Final = "\0"
_FENCES: Final = {"(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", "": ".", "∣": "|"}


def _fenced(element: Element, arguments: list[str]) -> str:
    opening, closing = (element.attributes.get(name, fence).strip() for name, fence in (("open", "("), ("close", ")")))
    separators = "".join(element.attributes.get("separators", ",").split())
    pieces = [arguments[0]] if arguments else []
    for index, argument in enumerate(arguments[1:]):
        separator = separators[min(index, len(separators) - 1)] if separators else ""
        pieces += [_characters(separator), argument]
    left, right = (_FENCES.get(fence) or _characters(fence) or "." for fence in (opening, closing))
    return join_tex(["\\left" + left, *pieces, "\\right" + right])


def _table(_element: Element, arguments: list[str]) -> str:
    return "\\begin{matrix}" + " \\\\ ".join(arguments) + "\\end{matrix}"


def _semantics(element: Element, arguments: list[str]) -> str:
    """The TeX in the annotation, else the presentation (MathML 3.0, section 5.1)."""
    for part in element.parts[1:]:
        if part.name == "annotation" and part.attributes.get("encoding", "").lower() == _TEX and part.text():
            return without_delimiters(part.text())
    return arguments[0] if arguments else _characters(element.text())


def without_delimiters(formula: str) -> str:
    r"""TeX without the delimiters of a formula; `<` and `>` become commands, so that no reader takes them for a tag."""
    inner = " ".join(formula.split())
    for opening, closing in (("$$", "$$"), ("$", "$"), (r"\(", r"\)"), (r"\[", r"\]")):
        if inner.startswith(opening) and inner.endswith(closing) and len(inner) >= len(opening) + len(closing):
            inner = inner[len(opening) : len(inner) - len(closing)].strip()
    return _DOLLAR.sub("", inner).replace("<", r"\lt ").replace(">", r"\gt ").strip()


def _fixed_arguments(number: int, layout: Callable[[Element, list[str]], str]) -> Callable[[Element, list[str]], str]:
    """A layout of a fixed number of arguments; with another number the arguments become a row."""
    return lambda element, arguments: layout(element, arguments) if len(arguments) == number else join_tex(arguments)


_TOKENS: Final[dict[str, Callable[[Element], str]]] = {
    "mi": _identifier, "mo": _operator, "mn": lambda element: _characters(element.text()), "mtext": _text, "ms": _text,
    "mspace": lambda element: r"\ " if element.attributes.get("width", "").lstrip("0.")[:1].isdigit() else "",
    "mglyph": lambda element: _characters(element.attributes.get("alt", "")),
    "mprescripts": lambda _: _PRESCRIPTS, "none": lambda _: "", "annotation": lambda _: "",
    "annotation-xml": lambda _: "", "malignmark": lambda _: "", "maligngroup": lambda _: "",
}  # fmt: skip
_LAYOUTS: Final[dict[str, Callable[[Element, list[str]], str]]] = {
    "msup": _fixed_arguments(2, lambda _, parts: _group(parts[0]) + _script("^", parts[1])), "msub": _fixed_arguments(2,
    lambda _, parts: _group(parts[0]) + _script("_", parts[1])), "msubsup": _fixed_arguments(3, lambda _, parts:
    _group(parts[0]) + _script("_", parts[1]) + _script("^", parts[2])), "mfrac": _fixed_arguments(2, _fraction),
    "mroot": _fixed_arguments(2, lambda _, parts: f"\\sqrt[{parts[1]}]{{{parts[0]}}}"), "mover": _fixed_arguments(2,
    _over), "munder": _fixed_arguments(2, _under), "munderover": _fixed_arguments(3, _under_over), "mmultiscripts":
    _scripts, "mfenced": _fenced, "mtable": _table, "semantics": _semantics, "mtr": lambda _, parts: " & ".join(parts),
    "mlabeledtr": lambda _, parts: " & ".join(parts[1:]), "maction": lambda _, parts: parts[0] if parts else "",
}  # fmt: skip
#: Elements that hold a row → the command around it.
_ROOTS: Final = {"msqrt": "sqrt", "mphantom": "phantom"}
