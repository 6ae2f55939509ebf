"""Removes tags from text: inline elements leave their text, blocks leave a space, formulas become TeX.

Tags are recognised more strictly than by browsers: `a<b and c>d` has none. Sources: XML 1.0, section 3.1; HTML Living
Standard, section 13.1.2; JATS 1.3, elements inline-formula, alternatives and tex-math.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from plaintext.elements import ALWAYS, BLOCKS, PAIRED
from plaintext.mathml import Element, tex, without_delimiters

_NAME: Final = r"[A-Za-z][A-Za-z0-9._-]{0,40}+"
_ATTRIBUTES: Final = (
    r"""(?:\s++[A-Za-z_:][A-Za-z0-9_:.-]*+\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[“”][^“”<]*+[“”]|[^\s"'<>]++))*+"""
)
_TAG: Final = re.compile(
    rf"<(?:(/?)(?:({_NAME}):)?({_NAME})({_ATTRIBUTES})\s*+(/?)"
    r"|[?!][A-Za-z\[][^<>]{0,400}+)>"
)
_ATTRIBUTE: Final = re.compile(
    r"""([A-Za-z_:][A-Za-z0-9_:.-]*+)\s*+=\s*+(?:["“”]([^"“”<]*+)["“”]|'([^'<]*+)'|([^\s"'<>]++))"""
)
_PREFIX: Final = re.compile(
    r"(?:jats|mml|ns|m|html|xhtml|h|ce|sb|xlink|x|tp|oasis|sa|w|o|v|st)[0-9]{0,3}", re.IGNORECASE
)
#: Superscript characters of Unicode, for powers of numbers: `10<sup>6</sup>` is not 106.
_RAISED: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER: Final = re.compile(r"[+−-]?[0-9]{1,4}")


class _Tag(NamedTuple):
    """A tag and its position. The name is in lower case, without prefix; that of a comment or declaration is empty."""

    start: int
    end: int
    name: str
    closes: bool
    empty: bool
    prefix: str
    attributes: str


def without_tags(text: str) -> str:
    """The text without tags, comments, processing instructions and CDATA marks."""
    if "<" not in text:
        return text
    text = _without_comments(text)
    tags = _tags(text)
    return "".join(_TagReader(text, tags).pieces()) if tags else text


def _without_comments(text: str) -> str:
    for opening, closing, is_text in (("<!--", "-->", False), ("<![CDATA[", "]]>", True)):
        if opening in text:
            pieces: list[str] = []
            position = 0
            while (start := text.find(opening, position)) >= 0 and (end := text.find(closing, start)) >= 0:
                pieces += [text[position:start], text[start + len(opening) : end] if is_text else ""]
                position = end + len(closing)
            text = "".join([*pieces, text[position:]])
    return text


def _tags(text: str) -> list[_Tag]:
    """The tags of the text, in order."""
    candidates = [_tag(match) for match in _TAG.finditer(text)]
    opened = {tag.name for tag in candidates if not tag.closes}
    paired = opened & {tag.name for tag in candidates if tag.closes}
    attributed = {tag.name for tag in candidates if tag.attributes}
    return [tag for tag in candidates if _is_tag(tag, paired, attributed, text)]


def _tag(match: re.Match[str]) -> _Tag:
    slash, prefix, name, attributes, empty = match.groups("")
    return _Tag(match.start(), match.end(), name.lower(), slash == "/", empty == "/", prefix, attributes)


def _is_tag(tag: _Tag, paired: set[str], attributed: set[str], text: str) -> bool:
    name = tag.name
    if name in ALWAYS:
        lone = len(name) == 1 and name not in paired and not (tag.closes or tag.empty or tag.attributes)
        # `a<b>c` compares three numbers.
        return not (lone and text[tag.start - 1 : tag.start].isalnum() and text[tag.end : tag.end + 1].isalnum())
    if not name or name in attributed:
        return True
    if tag.prefix and (name in paired or _PREFIX.fullmatch(tag.prefix)):
        return True
    return name in PAIRED and name in paired


class _TagReader:
    """One pass over the tags of a text."""

    def __init__(self, text: str, tags: Sequence[_Tag]) -> None:
        self._text = text
        self._tags = tags
        self._next = 0
        self._unclosed = False

    def pieces(self) -> Iterator[str]:
        """The converted text, piece by piece."""
        position = 0
        before = ""
        while self._next < len(self._tags):
            tag = self._tags[self._next]
            between = self._text[position : tag.start]
            yield between
            position, piece = self._replaced(tag, (between or before)[-1:])
            yield piece
            before = piece or between or before
        yield self._text[position:]

    def _replaced(self, tag: _Tag, before: str) -> tuple[int, str]:
        """The position after a tag, and its replacement. `before` is the character before the tag."""
        formula = self._formula(tag)
        if formula is not None:
            end, written = formula
            return end, f"{' ' if before == '$' else ''}${written}$" if written else ""
        self._next += 1
        if tag.name == "sup" and not tag.closes and before.isdigit():
            return self._power(tag)
        return tag.end, " " if tag.name in BLOCKS else ""

    def _power(self, tag: _Tag) -> tuple[int, str]:
        next_tag = self._tags[self._next] if self._next < len(self._tags) else None
        if next_tag is not None and next_tag.name == "sup" and next_tag.closes:
            raised = self._text[tag.end : next_tag.start].strip()
            if _POWER.fullmatch(raised):
                return next_tag.start, raised.translate(_RAISED)
        return tag.end, ""

    def _formula(self, tag: _Tag) -> tuple[int, str] | None:
        """The formula that begins with the tag, and the position after it: MathML, TeX, or of alternatives the TeX,
        else the MathML. None for any other tag."""
        if tag.closes or tag.empty:
            return None
        if tag.name == "math":
            return self._mathml()
        if tag.name == "tex-math":
            return self._tex()
        return self._alternatives() if tag.name == "alternatives" else None

    def _alternatives(self) -> tuple[int, str] | None:
        if self._unclosed:
            return None
        first = self._next
        written: dict[str, str] = {}
        self._next += 1
        while self._next < len(self._tags):
            tag = self._tags[self._next]
            if tag.name == "alternatives":
                self._next += 1
                return tag.end, written.get("tex-math") or written.get("math") or ""
            if tag.name in ("math", "tex-math") and not tag.closes:
                _, formula = self._mathml() if tag.name == "math" else self._tex()
                written.setdefault(tag.name, formula)
            else:
                self._next += 1
        # It is not closed: its content is read as ordinary text.
        self._next, self._unclosed = first, True
        return None

    def _tex(self) -> tuple[int, str]:
        """The formula up to `</tex-math>`."""
        opening = self._tags[self._next]
        self._next += 1
        while self._next < len(self._tags) and self._tags[self._next].name != "tex-math":
            self._next += 1
        end = self._tags[self._next] if self._next < len(self._tags) else None
        self._next += 1
        inner = self._text[opening.end : end.start if end else len(self._text)]
        return end.end if end else len(self._text), without_delimiters(_document(inner))

    def _mathml(self) -> tuple[int, str]:
        """The formula up to `</math>`, the next `<math>` or the end."""
        root = Element("math")
        open_elements = [root]
        position = self._tags[self._next].end
        self._next += 1
        while self._next < len(self._tags):
            tag = self._tags[self._next]
            _text(open_elements[-1], self._text[position : tag.start])
            if tag.name == "math" and not tag.closes:
                return tag.start, tex(root).strip()
            self._next += 1
            position = tag.end
            if tag.name == "math":
                return position, tex(root).strip()
            _nested(tag, open_elements)
        _text(root, self._text[position:])
        return len(self._text), tex(root).strip()


def _text(element: Element, text: str) -> None:
    if text and not text.isspace():
        element.children.append(text)


def _nested(tag: _Tag, open_elements: list[Element]) -> None:
    """Open or close an element of a formula; a closing tag also closes the elements left open within it."""
    if not tag.closes:
        element = Element(tag.name, _attributes(tag.attributes))
        open_elements[-1].children.append(element)
        if not tag.empty:
            open_elements.append(element)
        return
    for depth in range(len(open_elements) - 1, max(0, len(open_elements) - 1 - _MAX_UNCLOSED), -1):
        if open_elements[depth].name == tag.name:
            del open_elements[depth:]
            return


#: Maximum number of open elements that a closing tag can close.
_MAX_UNCLOSED: Final = 20


def _attributes(text: str) -> dict[str, str]:
    return {
        match[1].rpartition(":")[2].lower(): match[2] or match[3] or match[4] or ""
        for match in _ATTRIBUTE.finditer(text)
    }


def _document(written: str) -> str:
    r"""The text between `\begin{document}` and `\end{document}`."""
    _, begin, inner = written.partition(r"\begin{document}")
    return inner.partition(r"\end{document}")[0] if begin else written
