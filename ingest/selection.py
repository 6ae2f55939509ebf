"""The filter of a graph that holds a part of the works, in the words of the API's `PaperFilter`.

An example is `year:2015-2024,topics:T1|field:17,kinds:ARTICLE`.

Conditions are separated by commas and all have to hold; values are separated by `|`, and one of them has to match. The
filter applies to works; entities are imported if a chosen work names them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Self, cast

from errors import BadInput
from graphdb import vocabulary
from ingest.keys import key
from ingest.values import Record
from ingest.works import kind_of

_YEARS: Final = re.compile(r"([0-9]{4})?(-)?([0-9]{4})?")
_ABOVE: Final = ("subfield", "field", "domain")


def _objects(value: Any) -> Iterator[Record]:
    """The objects of a list, or the value if it is one."""
    for entry in cast("list[Any]", value) if isinstance(value, list) else [value]:
        if isinstance(entry, dict):
            yield cast("Record", entry)


def _ids(records: Iterable[Record]) -> Iterator[str | None]:
    return (key(record.get("id")) for record in records)


def _institutions(record: Record) -> Iterator[Record]:
    for authorship in _objects(record.get("authorships")):
        yield from _objects(authorship.get("institutions"))


def _authors(record: Record) -> Iterable[Any]:
    return _ids(author for entry in _objects(record.get("authorships")) for author in _objects(entry.get("author")))


def _topics(record: Record) -> Iterator[Any]:
    for topic in (*_objects(record.get("topics")), *_objects(record.get("primary_topic"))):
        yield key(topic.get("id"))
        yield from _ids(level for name in _ABOVE for level in _objects(topic.get(name)))
    yield from _ids(_objects(record.get("concepts")))


def _venues(record: Record) -> Iterable[Any]:
    sources = (
        source for location in _objects(record.get("primary_location")) for source in _objects(location.get("source"))
    )
    return _ids((*sources, *_objects(record.get("host_venue"))))


def _countries(record: Record) -> Iterator[Any]:
    for authorship in _objects(record.get("authorships")):
        codes = authorship.get("countries")
        yield from codes if isinstance(codes, list) else ()
    yield from (institution.get("country_code") for institution in _institutions(record))


def _language(record: Record) -> Iterable[Any]:
    value = record.get("language")
    return (value.lower(),) if isinstance(value, str) else ()


#: Word → the values of a work.
_VALUES: Final[dict[str, Callable[[Record], Iterable[Any]]]] = {
    "ids": lambda record: (key(record.get("id")),),
    "kinds": lambda record: (kind_of(record),),
    "language": _language,
    "authors": _authors,
    "institutions": lambda record: _ids(_institutions(record)),
    "topics": _topics,
    "venues": _venues,
    "countries": _countries,
}
#: Word → the normal form of a value, None for an invalid value.
_FORMS: Final[dict[str, Callable[[str], str | None]]] = {
    "kinds": lambda value: value.upper() if value.upper() in vocabulary.PAPER_KINDS else None,
    "language": lambda value: value.lower(),
    "countries": lambda value: value.upper() if re.fullmatch("[A-Za-z]{2}", value) else None,
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions on works, compared without their order: `years`, inclusive, with open ends; `values` by word."""

    source: str = field(compare=False)
    years: tuple[int, int] | None
    values: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def parse(cls, source: str) -> Self:
        """The filter of this text. Raises BadInput."""
        years: tuple[int, int] | None = None
        values: list[tuple[str, frozenset[str]]] = []
        for condition in filter(None, (part.strip() for part in source.split(","))):
            word, colon, listed = condition.partition(":")
            if not colon or (word != "year" and word not in _VALUES):
                raise BadInput(f"The filter has no {word!r}: use year, {', '.join(_VALUES)}, as `word:value|value`.")
            if word == "year":
                years = _parse_years(listed)
            else:
                values.append((word, frozenset(_parse(word, value.strip()) for value in listed.split("|"))))
        return cls(source, years, tuple(sorted(values, key=_condition_key)))

    def accepts(self, record: Record) -> bool:
        """Whether the work fulfils every condition."""
        if self.years is not None:
            year = record.get("publication_year")
            if not isinstance(year, int | float) or not self.years[0] <= year <= self.years[1]:
                return False
        return all(any(value in chosen for value in _VALUES[word](record)) for word, chosen in self.values)

    def __str__(self) -> str:
        return self.source


def _condition_key(condition: tuple[str, frozenset[str]]) -> tuple[str, list[str]]:
    word, values = condition
    return word, sorted(values)


def _parse_years(listed: str) -> tuple[int, int]:
    match = _YEARS.fullmatch(listed.strip())
    if match is None or not (match[1] or match[3]):
        raise BadInput(
            f"The filter's year {listed!r} is not a year or a range such as `2015-2024`, `2015-` or `-2024`."
        )
    first = int(match[1] or 0)
    last = int(match[3]) if match[3] else 9999 if match[2] else first
    return first, last


def _parse(word: str, value: str) -> str:
    parsed = _FORMS.get(word, key)(value)
    if parsed is None:
        forms = f": use {', '.join(sorted(vocabulary.PAPER_KINDS))}" if word == "kinds" else ""
        raise BadInput(f"The filter's value {value!r} is not one of {word}{forms}.")
    return parsed
