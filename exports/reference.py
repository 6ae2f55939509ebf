"""A paper for citations: one flat record from a row of the store."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, Self, cast

from exports.names import Name, split_name
from exports.plain import plain_text

#: Longer lists of keywords and funders are truncated, like bylines.
MAX_ENTRIES: Final = 200
#: A byline beyond this is cut: no style prints more, and a record of 5,000 authors takes a second to set.
MAX_AUTHORS: Final = 3_000
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper to cite. Text is plain, on one line, and empty where unknown.

    `kind` is the name of a `PaperKind`; `published_on` is an ISO 8601 date; `venue_kind` is OpenAlex's type of a source
    (`journal`, `conference`, `repository`, `book series`, `ebook platform`); `doi`, `arxiv`, `pmid` and `pmcid` are
    normalised; `abstract` is the paper's own, never a summary by others.
    """

    id: str
    kind: str = "OTHER"
    title: str = ""
    authors: tuple[Name, ...] = ()
    year: int | None = None
    published_on: str = ""
    venue: str = ""
    venue_kind: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    doi: str = ""
    arxiv: str = ""
    pmid: str = ""
    url: str = ""
    language: str = ""
    abstract: str = ""
    publisher: str = ""
    keywords: tuple[str, ...] = ()
    pmcid: str = ""
    licence: str = ""
    funders: tuple[str, ...] = ()
    open_access_url: str = ""

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Self:
        """The reference with these fields, by the names above; `authors` are names as they are written on the paper, in
        order. Absent, null or wrongly typed values count as unknown."""
        text = {name: plain_text(values.get(name)) for name in FIELDS if name not in _NO_TEXT}
        year = values.get("year")
        return cls(
            **text,
            kind=plain_text(values.get("kind")) or "OTHER",
            authors=_names(values.get("authors")),
            keywords=_texts(values.get("keywords")),
            funders=_texts(values.get("funders")),
            year=year if isinstance(year, int) and 0 < year < 10_000 else None,
        )

    @classmethod
    def from_row(cls, row: Sequence[object]) -> Self:
        """The reference whose fields, in the order of `FIELDS`, are these values."""
        return cls.of(dict(zip(FIELDS, row, strict=True)))

    @property
    def issued(self) -> tuple[int, ...]:
        """Year, month and day as far as they are known. A date of another year than `year` does not count: the year of
        a preprint is that of its latest version."""
        parts = _date_parts(self.published_on)
        if self.year is None or (parts and parts[0] == self.year):
            return parts
        return (self.year,)

    @property
    def is_preprint(self) -> bool:
        """A preprint by its kind, or an article that only a repository holds."""
        return self.kind == "PREPRINT" or (self.kind == "ARTICLE" and self.venue_kind == "repository")

    @property
    def container(self) -> str:
        """The venue, or `arXiv` for preprints there."""
        return "arXiv" if self.is_preprint and self.arxiv else self.venue

    @property
    def landing(self) -> str:
        """The URL for readers: that of the DOI, else of arXiv, else the record's own, else of PubMed, else
        the one where it is free to read."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.arxiv:
            return f"https://arxiv.org/abs/{self.arxiv}"
        pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else ""
        return self.url or pubmed or self.open_access_url


#: The fields of a reference in the order that `from_row` reads.
FIELDS: Final = tuple(field.name for field in fields(Reference))
#: Those that `Reference.of` reads in other ways than as one line of text.
_NO_TEXT: Final = frozenset({"kind", "authors", "year", "keywords", "funders"})


def _names(value: object) -> tuple[Name, ...]:
    if not isinstance(value, list | tuple):
        return ()
    names = [split_name(name) for name in value[:MAX_AUTHORS] if isinstance(name, str)]  # pyright: ignore[reportUnknownVariableType]
    return tuple(name for name in names if name.family or name.literal)


def _texts(value: object) -> tuple[str, ...]:
    """The texts of a list, each once."""
    if not isinstance(value, list | tuple):
        return ()
    lines = (plain_text(each) for each in cast("Sequence[object]", value[:MAX_ENTRIES]))
    return tuple(dict.fromkeys(filter(None, lines)))


def _date_parts(text: str) -> tuple[int, ...]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        month = _MONTH.fullmatch(text)
        return (int(month[1]), int(month[2])) if month and 1 <= int(month[2]) <= 12 else ()
    return (day.year, day.month, day.day)
