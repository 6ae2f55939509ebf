"""A candidate paper of an entry, as stored."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Self

from ingest.library.entry import page_of, title_of
from ingest.library.people import Person, person_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """`schemes` are those of the entry's identifiers that match the paper. Unknown texts are None. An author has one or
    two names: the printed one and that of the profile."""

    schemes: frozenset[str]
    id: str
    title: str
    year: int | None
    kind: str | None
    doi: str | None
    openalex: str | None
    arxiv: str | None
    pmid: str | None
    pmcid: str | None
    mag: str | None
    url: str | None
    volume: str | None
    first_page: str | None
    venue: str | None
    authors: tuple[tuple[Person, ...], ...]
    citations: int

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        """The candidate of a row `[schemes, record]` of `graphdb.library`."""
        schemes, record = row
        values = dict(zip(FIELDS, record, strict=True))
        people = tuple(names for spellings in values["authors"] or () if (names := _names(spellings)))
        values |= {"authors": people, "title": title_of(values["title"] or ""), "citations": values["citations"] or 0}
        return cls(frozenset(schemes) - {"title"}, **values)

    @property
    def page(self) -> str:
        """The first page in the form of `Entry.page`."""
        return page_of([self.first_page or ""])


#: Fields in the order of the records of `graphdb.library`.
FIELDS: Final = tuple(field.name for field in fields(Candidate) if field.name != "schemes")


def _names(spellings: Sequence[str | None]) -> tuple[Person, ...]:
    parsed = (person_of(name) for name in spellings if name)
    return tuple(dict.fromkeys(person for person in parsed if person))
