"""One entry of a library: as much of it as finds the paper in the graph, and as tells a person which entry it was."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from identifiers.title import title_key, without_markup

#: What is kept of a label and of a title, in characters.
_LABEL: Final = 200
_TITLE: Final = 1_000
_YEAR: Final = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_TAG: Final = re.compile(r"<[^<>]{1,100}>")


@dataclass(frozen=True, slots=True)
class Entry:
    """`label` is the entry's own key or number. `broken` says in one sentence why it cannot be read, where it cannot.

    `doi`, `arxiv` and `pmid` are in the normal form of `identifiers`.
    """

    label: str
    title: str = ""
    year: int | None = None
    doi: str | None = None
    arxiv: str | None = None
    pmid: str | None = None
    broken: str | None = None

    @property
    def title_key(self) -> str:
        """The form under which the title is found; empty where it has neither letter nor digit."""
        return title_key(self.title)

    @property
    def says_nothing(self) -> bool:
        """Whether nothing in it could name a paper."""
        return not (self.doi or self.arxiv or self.pmid or self.title_key)


def label_of(text: object, position: int) -> str:
    """What an entry calls itself, or its place in the library, counted from 1."""
    label = " ".join(str(text)[:_LABEL].split()) if isinstance(text, str | int) else ""
    return label or f"entry {position}"


def title_of(text: str) -> str:
    """A title on one line, without publishers' markup."""
    return " ".join(html.unescape(_TAG.sub("", without_markup(text[: 2 * _TITLE]))).split())[:_TITLE]


def year_of(texts: Iterable[str]) -> int | None:
    """The first year that stands in the texts, which come in the order of trust."""
    found = (_YEAR.search(text[:_LABEL]) for text in texts)
    return next((int(year[0]) for year in found if year), None)
