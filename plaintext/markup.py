"""Text without its tags: elements that set text leave their text, blocks leave a space, formulas become TeX.

A tag is read as browsers do, and more strictly: `a<b and c>d` has none. Sources: XML 1.0, section 3.1; HTML Living
Standard, section 13.1.2; JATS 1.3, elements inline-formula, alternatives and tex-math.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from plaintext.elements import ALWAYS, BLOCKS, PAIRED
from plaintext.mathml import Element, bare, tex

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
#: What Unicode has of small figures, for powers of numbers: `10<sup>6</sup>` is not 106.
_RAISED: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER: Final = re.compile(r"[+−-]?[0-9]{1,4}")


class _Tag(NamedTuple):
    """A tag and where it stands. Its name is in lower case, without prefix; empty of comments and declarations."""

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
    return "".join(_Reading(text, tags).pieces()) if tags else text


def _without_comments(text: str) -> str:
    for opening, closing, kept in (("<!--", "-->", False), ("<![CDATA[", "]]>", True)):
        if opening in text:
            pieces: list[str] = []
            place = 0
            while (start := text.find(opening, place)) >= 0 and (end := text.find(closing, start)) >= 0:
                pieces += [text[place:start], text[start + len(opening) : end] if kept else ""]
                place = end + len(closing)
            text = "".join([*pieces, text[place:]])
    return text


def _tags(text: str) -> list[_Tag]:
    """The tags of the text in their order."""
    found = [_tag(match) for match in _TAG.finditer(text)]
    opened = {tag.name for tag in found if not tag.closes}
    paired = opened & {tag.name for tag in found if tag.closes}
    attributed = {tag.name for tag in found if tag.attributes}
    return [tag for tag in found if _is_tag(tag, paired, attributed, text)]


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


class _Reading:
    """One pass over the tags of a text."""

    def __init__(self, text: str, tags: Sequence[_Tag]) -> None:
        self._text = text
        self._tags = tags
        self._next = 0
        self._unclosed = False

    def pieces(self) -> Iterator[str]:
        """What stands in place of the text, piece by piece."""
        place = 0
        before = ""
        while self._next < len(self._tags):
            tag = self._tags[self._next]
            between = self._text[place : tag.start]
            yield between
            place, piece = self._replaced(tag, (between or before)[-1:])
            yield piece
            before = piece or between or before
        yield self._text[place:]

    def _replaced(self, tag: _Tag, before: str) -> tuple[int, str]:
        """Where reading goes on behind a tag, and what stands in its place. `before` is the character before it."""
        formulas = self._formulas(tag)
        if formulas is not None:
            end, written = formulas
            return end, f"{' ' if before == '$' else ''}${written}$" if written else ""
        self._next += 1
        if tag.name == "sup" and not tag.closes and before.isdigit():
            return self._power(tag)
        return tag.end, " " if tag.name in BLOCKS else ""

    def _power(self, tag: _Tag) -> tuple[int, str]:
        following = self._tags[self._next] if self._next < len(self._tags) else None
        if following is not None and following.name == "sup" and following.closes:
            raised = self._text[tag.end : following.start].strip()
            if _POWER.fullmatch(raised):
                return following.start, raised.translate(_RAISED)
        return tag.end, ""

    def _formulas(self, tag: _Tag) -> tuple[int, str] | None:
        """The formula that begins with the tag: MathML, TeX, or the first of several alternatives, TeX before MathML.
        None where none does."""
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
                _, each = self._mathml() if tag.name == "math" else self._tex()
                written.setdefault(tag.name, each)
            else:
                self._next += 1
        # Nothing closes it, so that what is in it is read as it comes.
        self._next, self._unclosed = first, True
        return None

    def _tex(self) -> tuple[int, str]:
        """What stands up to `</tex-math>`."""
        opening = self._tags[self._next]
        self._next += 1
        while self._next < len(self._tags) and self._tags[self._next].name != "tex-math":
            self._next += 1
        end = self._tags[self._next] if self._next < len(self._tags) else None
        self._next += 1
        inner = self._text[opening.end : end.start if end else len(self._text)]
        return end.end if end else len(self._text), bare(_document(inner))

    def _mathml(self) -> tuple[int, str]:
        """The formula up to `</math>`, or to where the next one begins, or to the end."""
        root = Element("math")
        open_elements = [root]
        place = self._tags[self._next].end
        self._next += 1
        while self._next < len(self._tags):
            tag = self._tags[self._next]
            _text(open_elements[-1], self._text[place : tag.start])
            if tag.name == "math" and not tag.closes:
                return tag.start, tex(root).strip()
            self._next += 1
            place = tag.end
            if tag.name == "math":
                return place, tex(root).strip()
            _nested(tag, open_elements)
        _text(root, self._text[place:])
        return len(self._text), tex(root).strip()


def _text(element: Element, text: str) -> None:
    if text and not text.isspace():
        element.children.append(text)


def _nested(tag: _Tag, open_elements: list[Element]) -> None:
    """Open or close an element of a formula; a closing tag closes what was left open within it."""
    if not tag.closes:
        element = Element(tag.name, _attributes(tag.attributes))
        open_elements[-1].children.append(element)
        if not tag.empty:
            open_elements.append(element)
        return
    for depth in range(len(open_elements) - 1, max(0, len(open_elements) - 1 - _LOOKED_AT), -1):
        if open_elements[depth].name == tag.name:
            del open_elements[depth:]
            return


#: Elements left open that a closing tag can end.
_LOOKED_AT: Final = 20


def _attributes(text: str) -> dict[str, str]:
    return {
        match[1].rpartition(":")[2].lower(): match[2] or match[3] or match[4] or ""
        for match in _ATTRIBUTE.finditer(text)
    }


def _document(written: str) -> str:
    r"""What stands within `\begin{document}` and `\end{document}`."""
    _, begin, inner = written.partition(r"\begin{document}")
    return inner.partition(r"\end{document}")[0] if begin else written
