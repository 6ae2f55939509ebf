"""A paper that an entry may be, as the store describes it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Self

from ingest.library.entry import page_of, title_of
from ingest.library.people import Person, person_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """`schemes` are the identifiers of the entry that name the paper. Unknown texts are None. An author has one name
    or two: as printed, and that of the profile."""

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
    def of(cls, found: Sequence[Any]) -> Self:
        """The candidate of `[schemes, record]`, as `graphdb.library` answers."""
        schemes, record = found
        values = dict(zip(FIELDS, record, strict=True))
        people = tuple(names for both in values["authors"] or () if (names := _names(both)))
        values |= {"authors": people, "title": title_of(values["title"] or ""), "citations": values["citations"] or 0}
        return cls(frozenset(schemes) - {"title"}, **values)

    @property
    def page(self) -> str:
        """The first page in the form of an entry's."""
        return page_of([self.first_page or ""])


#: In the order of `graphdb.library`'s records.
FIELDS: Final = tuple(field.name for field in fields(Candidate) if field.name != "schemes")


def _names(both: Sequence[str | None]) -> tuple[Person, ...]:
    read = (person_of(name) for name in both if name)
    return tuple(dict.fromkeys(person for person in read if person))
