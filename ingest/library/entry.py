"""An entry of a library: identifiers and description of its paper."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from identifiers.title import title_key, without_markup
from ingest.library.people import Person

#: Maximum lengths in characters of a label, a title, and other texts.
_MAX_LABEL_LENGTH: Final = 200
_MAX_TITLE_LENGTH: Final = 1_000
_MAX_TEXT_LENGTH: Final = 300
_YEAR: Final = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_TAG: Final = re.compile(r"<[^<>]{1,100}>")
_PAGE: Final = re.compile(r"[A-Za-z]{0,3}[0-9]{1,12}")
#: Identifiers of a paper, in the order of trust. Each is a field of `Entry` and a property of papers.
SCHEMES: Final = ("doi", "openalex", "arxiv", "pmid", "pmcid", "mag", "url")


@dataclass(frozen=True, slots=True)
class Entry:
    """`label` is the entry's key or number. `broken` is a sentence with the reason why the entry is unreadable.

    Identifiers are in the normal form of `identifiers`; texts are plain, on one line, and empty where unknown. `kind`
    is the entry type of the format in lower case; `page` is the first page. `abridged`: the byline ends in "et al.".
    """

    label: str
    title: str = ""
    year: int | None = None
    doi: str | None = None
    arxiv: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    mag: str | None = None
    openalex: str | None = None
    url: str | None = None
    isbn: str | None = None
    subtitle: str = ""
    authors: tuple[Person, ...] = ()
    abridged: bool = False
    venue: str = ""
    volume: str = ""
    page: str = ""
    kind: str = ""
    broken: str | None = None

    @property
    def full_title(self) -> str:
        """Title and subtitle."""
        return f"{self.title}: {self.subtitle}" if self.title and self.subtitle else self.title or self.subtitle

    @property
    def title_key(self) -> str:
        """The key of the full title; empty where it has neither letter nor digit."""
        return title_key(self.full_title)

    @property
    def identifiers(self) -> dict[str, str]:
        """Values by scheme, in the order of `SCHEMES`."""
        values = {scheme: getattr(self, scheme) for scheme in SCHEMES}
        return {scheme: value for scheme, value in values.items() if value}

    @property
    def is_empty(self) -> bool:
        """Whether it has neither identifier nor title."""
        return not (self.identifiers or self.title_key)


def label_of(text: object, position: int) -> str:
    """The key of an entry, or else its position in the library, from 1."""
    label = " ".join(str(text)[:_MAX_LABEL_LENGTH].split()) if isinstance(text, str | int) else ""
    return label or f"entry {position}"


def title_of(text: str) -> str:
    """A title on one line, without publishers' markup."""
    return " ".join(html.unescape(_TAG.sub("", without_markup(text[: 2 * _MAX_TITLE_LENGTH]))).split())[
        :_MAX_TITLE_LENGTH
    ]


def text_of(texts: Iterable[str]) -> str:
    """The first text that is not empty, on one line."""
    lines = (" ".join(html.unescape(text[: 2 * _MAX_TEXT_LENGTH]).split())[:_MAX_TEXT_LENGTH] for text in texts)
    return next((line for line in lines if line), "")


def page_of(texts: Iterable[str]) -> str:
    """The first page of the first range, in lower case: `123` of `123--130`, `e45` of `E45`."""
    match = _PAGE.search(text_of(texts))
    return match[0].lower() if match else ""


def year_of(texts: Iterable[str]) -> int | None:
    """The first year in the texts, which are in the order of trust."""
    years = (_YEAR.search(text[:_MAX_LABEL_LENGTH]) for text in texts)
    return next((int(year[0]) for year in years if year), None)
