"""Splits a reviewer's prose into points: one per item of a list; text without a list is one point."""

import re
from collections.abc import Iterator
from typing import Final

#: Marks at the beginning of an item, by kind: `- a`, `1. a`, `(1) a`, `**1. a**`, `W1: a`, `[S2] a`.
_MARKS: Final = {
    "bullet": re.compile(r"[-+*•–—·∙●▪]\s+(?=\S)"),
    "number": re.compile(r"""(?P<bold>\**)\(?\d{1,2}(?:[.):]|\.\))(?P<after>\**)\s*(?=[^\W\d]|["'“*`$(\[])"""),
    "label": re.compile(
        r"(?P<bold>\**)[\[(]?(?:[SWQCLPM][-_ ]?|(?:question|weakness|strength)\s)\d{1,2}[\])]?[.):]?(?P<after>\**)"
        r"\s*[-:.)]?\s*(?=\S)",
        re.IGNORECASE,
    ),
    "heading": re.compile(r"#{2,6}\s+(?=\S)"),
}
#: Texts that mean "nothing to say".
_NOTHING: Final = re.compile(
    r"\W*(?:n\W?/?\W?a|none?|nil|no|nothing|yes|not applicable|no (?:further )?questions?|(?:please )?(?:see|refer to)"
    r" (?:the )?(?:above|weakness(?:es)?|questions?|strengths?|summary|limitations?)"
    r"(?:\W+(?:section|part|above|field))*)\W*",
    re.IGNORECASE,
)
#: Maximum length of a text that only refers to another part of the review.
_MAX_REFERENCE: Final = 160
#: The words of such a text, one of which names a part: `Please see my comments in the weaknesses section above.`
_PARTS: Final = frozenset((
    "above", "before", "below", "comment", "comments", "concern", "concerns", "cons", "earlier", "field", "limitation",
    "limitations", "part", "parts", "previous", "question", "questions", "section", "sections", "strength", "strengths",
    "summary", "weakness", "weaknesses",
))  # fmt: skip
_REFERRING: Final = _PARTS | frozenset((
    "a", "address", "already", "also", "and", "are", "as", "box", "check", "described", "detail", "details",
    "discussed", "find", "for", "given", "have", "i", "in", "included", "is", "issues", "it", "kindly", "list",
    "listed", "look", "main", "mentioned", "more", "my", "noted", "of", "on", "or", "other", "please", "point",
    "points", "provided", "raised", "refer", "review", "same", "see", "stated", "than", "the", "them", "these",
    "those", "to", "under", "up", "were", "within", "written",
))  # fmt: skip
#: One of these is in each of them.
_POINTING: Final = frozenset((
    "above", "address", "before", "below", "check", "earlier", "find", "listed", "look", "mentioned", "noted", "part",
    "previous", "refer", "same", "section", "sections", "see",
))  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+")
#: A line that only introduces the following text, such as `**Major concerns:**`.
_LEAD: Final = re.compile(r".{1,80}:\W*|\*\*[^*]{1,80}\*\*\W*|#{1,6} .{1,80}")


def points(text: str) -> list[str]:
    """The points of a text, in Markdown, without empty ones."""
    lines = text.strip().splitlines()
    kind = _kind(lines)
    items = [text.strip()] if kind is None else list(_items(lines, _MARKS[kind]))
    return [item for item in items if item and not is_nothing(item)]


def is_nothing(text: str) -> bool:
    """Whether the text only states that there is nothing to say, or refers to another part of the review."""
    return _NOTHING.fullmatch(text) is not None or not any(char.isalnum() for char in text) or is_reference(text)


def is_reference(text: str) -> bool:
    """Whether the text only refers to another part of the review."""
    if len(text) > _MAX_REFERENCE or "?" in text:
        return False
    words = {word.lower() for word in _WORD.findall(text)}
    return words <= _REFERRING and not words.isdisjoint(_PARTS) and not words.isdisjoint(_POINTING)


def _kind(lines: list[str]) -> str | None:
    """The kind of mark of the outermost list; None without a list of at least two items."""
    counted = {
        name: [len(line) - len(line.lstrip()) for line in lines if mark.match(line.lstrip())]
        for name, mark in _MARKS.items()
    }
    listed = {name: indents for name, indents in counted.items() if len(indents) > 1}
    return min(listed, key=lambda name: (min(listed[name]), _first(lines, name)), default=None)


def _first(lines: list[str], name: str) -> int:
    return next(index for index, line in enumerate(lines) if _MARKS[name].match(line.lstrip()))


def _items(lines: list[str], mark: re.Pattern[str]) -> Iterator[str]:
    """The text before the list, then the items of the outermost list of the mark."""
    marked = [(line, mark.match(line.lstrip())) for line in lines]
    outermost = min(len(line) - len(line.lstrip()) for line, match in marked if match)
    item: list[str] = []
    for line, match in marked:
        if match is None or len(line) - len(line.lstrip()) > outermost + 1:
            item.append(line)
            continue
        before = _paragraph(item)
        if before and _LEAD.fullmatch(before):
            item = [before, ""]
        else:
            yield before
            item = []
        item.append(_without_mark(line.lstrip(), match))
    yield _paragraph(item)


def _without_mark(line: str, match: re.Match[str]) -> str:
    """The line without its mark; bold type that begins at the mark still begins there."""
    groups = match.groupdict()
    bold = groups.get("bold") if not groups.get("after") else ""
    return f"{bold or ''}{line[match.end() :]}"


def _paragraph(lines: list[str]) -> str:
    return "\n".join(lines).strip()
