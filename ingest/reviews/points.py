"""A reviewer's prose as points: lists become one point an item, everything else stays together."""

import re
from collections.abc import Iterator
from typing import Final

#: The marks that reviewers begin an item with, by kind: `- a`, `1. a`, `(1) a`, `**1. a**`, `W1: a`, `[S2] a`.
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
#: Answers that say that there is no answer.
_NOTHING: Final = re.compile(
    r"\W*(?:n\W?/?\W?a|none?|nil|no|nothing|yes|not applicable|no (?:further )?questions?|(?:please )?(?:see|refer to)"
    r" (?:the )?(?:above|weakness(?:es)?|questions?|strengths?|summary|limitations?)"
    r"(?:\W+(?:section|part|above|field))*)\W*",
    re.IGNORECASE,
)
#: A line that only announces what comes, such as `**Major concerns:**`.
_LEAD: Final = re.compile(r".{1,80}:\W*|\*\*[^*]{1,80}\*\*\W*|#{1,6} .{1,80}")


def points(text: str) -> list[str]:
    """The points of a text, in Markdown, without what is none."""
    lines = text.strip().splitlines()
    kind = _kind(lines)
    found = [text.strip()] if kind is None else list(_items(lines, _MARKS[kind]))
    return [each for each in found if each and not is_nothing(each)]


def is_nothing(text: str) -> bool:
    """Whether it says no more than that there is nothing to say."""
    return _NOTHING.fullmatch(text) is not None or not any(char.isalnum() for char in text)


def _kind(lines: list[str]) -> str | None:
    """The mark that the outermost list has; None where there is no list of at least two."""
    counted = {
        name: [len(line) - len(line.lstrip()) for line in lines if mark.match(line.lstrip())]
        for name, mark in _MARKS.items()
    }
    listed = {name: indents for name, indents in counted.items() if len(indents) > 1}
    return min(listed, key=lambda name: (min(listed[name]), _first(lines, name)), default=None)


def _first(lines: list[str], name: str) -> int:
    return next(place for place, line in enumerate(lines) if _MARKS[name].match(line.lstrip()))


def _items(lines: list[str], mark: re.Pattern[str]) -> Iterator[str]:
    """The items of the outermost list of the mark, what stands before it first."""
    marked = [(line, mark.match(line.lstrip())) for line in lines]
    outermost = min(len(line) - len(line.lstrip()) for line, found in marked if found)
    item: list[str] = []
    for line, found in marked:
        if found is None or len(line) - len(line.lstrip()) > outermost + 1:
            item.append(line)
            continue
        before = _paragraph(item)
        if before and _LEAD.fullmatch(before):
            item = [before, ""]
        else:
            yield before
            item = []
        item.append(_unmarked(line.lstrip(), found))
    yield _paragraph(item)


def _unmarked(line: str, found: re.Match[str]) -> str:
    """The line without its mark; bold letters that the mark opened stay open."""
    groups = found.groupdict()
    opened = groups.get("bold") if not groups.get("after") else ""
    return f"{opened or ''}{line[found.end() :]}"


def _paragraph(lines: list[str]) -> str:
    return "\n".join(lines).strip()
