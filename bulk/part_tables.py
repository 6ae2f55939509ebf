"""Writes batches of rows to the shape tables of one part, with the functions by which ingest creates new nodes."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import orjson

from bulk.columns import FURTHER, PAPER, TABLES
from bulk.numbers import location_number, number, repeated_number
from bulk.paper_fold import Span
from bulk.parquet import TableFile
from graphdb.ingest import bylines, funding, locations, membership, papers
from graphdb.ingest.newest_mention import MENTIONED_FACTS
from graphdb.ingest.rows import Batch, EntityRow, PaperRow, label_of, merge_rows

#: Pending rows of one table at which all tables are written.
_MAX_PENDING: Final = {"papers": 4_000, "mentionsAuthor": 40_000, "affiliated": 80_000, "entities": 10_000}
_NAMES: Final = tuple(PAPER)
#: Marks of `fields` for the lists of a record; a list without its mark is absent.
LISTS: Final = ("bylines", "topics", "venues", "references")
#: Mark of `fields` for a record with an empty title, which the table has as the title of untitled papers.
UNTITLED: Final = "@untitled"


class _Numbers:
    """The numbers of venues, in the form of `graphdb.ingest.locations.rows`."""

    def get(self, venue: str) -> int | None:
        """The number of a venue."""
        return repeated_number(venue) if venue else None


class PartTables:
    """The tables of one part, in a folder. A context manager."""

    def __init__(self, folder: Path) -> None:
        self.tables = {name: TableFile(folder / f"{name}.parquet", columns) for name, columns in TABLES.items()}
        self._rows = 0
        self._chunk = 0
        self._fields: dict[tuple[Any, ...], str] = {}
        self._files = ExitStack()

    def add(self, batch: Batch) -> None:
        """Add the rows of the next chunk, whose values are valid (`graphdb.ingest.gate`)."""
        named: set[str] = set()
        mentions: dict[str, EntityRow] = dict(batch.mentions)
        for row in batch.papers:
            self.add_paper(row, named, mentions)
        for entity in batch.entities:
            self._add_entity(entity, named)
        self._add_mentions(named, mentions, batch.entities)
        self.tables["merges"].pending += [(*merge, *map(number, merge)) for merge in batch.merges]
        self.tables["deletions"].pending += [(*deletion, number(deletion.id)) for deletion in batch.deletions]
        self._chunk += 1
        if any(len(self.tables[name].pending) >= limit for name, limit in _MAX_PENDING.items()):
            self.flush()

    def flush(self) -> None:
        """Write all pending rows."""
        for table in self.tables.values():
            table.flush()

    def add_paper(
        self, row: PaperRow, named: set[str], mentions: dict[str, EntityRow], spans: Iterable[Span] | None = None
    ) -> None:
        """Add a paper as ingest creates it; `named` and `mentions` get the entities that it names. `spans`: the
        affiliations of authors, if they do not follow from the byline."""
        properties = papers.initial_properties(row) if "title" in row.properties else row.properties
        paper = number(row.id)
        place = (paper, self._rows)
        self._rows += 1
        self.tables["papers"].pending.append(
            (*place, self._chunk, self._fields_of(row), row.id, *map(properties.get, _NAMES))
        )
        self._add_byline(row, place, named)
        self._add_spans(row, place, spans)
        for topic, score, primary in row.topics or ():
            named.add(topic)
            self.tables["about"].pending.append((*place, repeated_number(topic), score, primary))
        for venue in row.venues or ():
            named.add(venue)
            self.tables["published"].pending.append((*place, repeated_number(venue)))
        self._add_funding(row, place, named, mentions)
        self._add_locations(row, place, named)
        if row.references:
            works = list(map(number, row.references))
            texts = None if all(cited[0] == "W" for cited in row.references) else row.references
            self.tables["cited"].pending.append((*place, works, texts))

    def _fields_of(self, row: PaperRow) -> str:
        lists = [name for name in LISTS if getattr(row, name) is not None]
        untitled = "title" in row.properties and row.properties["title"] is None
        key = (*row.properties, "|", *lists, untitled)
        text = self._fields.get(key)
        if text is None:
            marks = [f"@{name}" for name in lists] + ([UNTITLED] if untitled else [])
            text = self._fields[key] = " ".join([*row.properties, *marks])
        return text

    def _add_byline(self, row: PaperRow, place: tuple[int, int], named: set[str]) -> None:
        first, further = bylines.split(row.bylines or ())
        authored = self.tables["authored"].pending
        for is_further, entries in ((False, first), (True, further)):
            for author_id, position, corresponding, institutions, name, affiliations, countries in entries:
                author = number(author_id)
                named.add(author_id)
                authored.append((
                    *place, author, is_further, position, corresponding, institutions, name, affiliations or None,
                    countries or None,
                ))  # fmt: skip
        origins = papers.institutions(row)
        named |= origins
        self.tables["origins"].pending += [(*place, repeated_number(at)) for at in origins]

    def _add_spans(self, row: PaperRow, place: tuple[int, int], spans: Iterable[Span] | None) -> None:
        if spans is None:
            year: Any = row.properties.get("year")
            spans = ((by[0], at, year) for by in row.bylines or () for at in by[3])
        self.tables["affiliated"].pending += [
            (*place, number(author), repeated_number(institution), year, year) for author, institution, year in spans
        ]

    def _add_funding(
        self, row: PaperRow, place: tuple[int, int], named: set[str], mentions: dict[str, EntityRow]
    ) -> None:
        if not funding.replaces(row.properties):
            return
        funders, awards = funding.funders(row.properties), funding.awards(row.properties)
        named.update(funders, awards)
        self.tables["funded"].pending += [(*place, repeated_number(funder)) for funder in funders]
        self.tables["supported"].pending += [(*place, number(award)) for award in awards]
        for mention in funding.mentions(row.properties):
            dated = mention._replace(dates=dict.fromkeys(mention.properties, row.updated or ""))
            previous = mentions.get(mention.id)
            mentions[mention.id] = dated if previous is None else merge_rows(previous, dated)

    def _add_locations(self, row: PaperRow, place: tuple[int, int], named: set[str]) -> None:
        if row.properties.get("locations") is None:
            return
        named.update(locations.venues(row.properties))
        columns = self.tables["located"].schema.names[6:]
        for paper, location, position, entry, venue in locations.rows(place[0], row.id, row.properties, _Numbers()):  # pyright: ignore[reportArgumentType]
            self.tables["located"].pending.append(
                (*place, location_number(paper, position), location, position, venue, *map(entry.get, columns))
            )

    def _add_entity(self, row: EntityRow, named: set[str]) -> None:
        named.add(row.id)
        if row.broader:
            named.add(row.broader)
        content = orjson.dumps([row.properties, row.updated, row.broader, row.names]).decode()
        is_named = "name" in row.properties
        self.tables["entities"].pending.append(
            (number(row.id), row.label, row.id, self._chunk, self._rows, is_named, content)
        )
        self._rows += 1
        for author, institution, first, last in row.affiliations:
            named.add(institution)
            self.tables["affiliated"].pending.append(
                (None, self._rows - 1, number(author), repeated_number(institution), first, last)
            )

    def _add_mentions(self, named: set[str], mentions: dict[str, EntityRow], entities: Iterable[EntityRow]) -> None:
        named.update(membership.ids_of(entities))
        for row in _reachable(named, mentions):
            self.add_mention(row)

    def add_mention(self, row: EntityRow) -> None:
        """Add the facts of a mention, and their dates."""
        dates, properties = row.dates or {}, row.properties
        facts = MENTIONED_FACTS[row.label]
        values = [row.broader if name == "broader" else properties.get(name) for name in facts]
        self.tables[f"mentions{row.label}"].pending.append((
            number(row.id), row.id, self._chunk, list(row.names), properties.get("sortName"),
            properties.get("nameKey"), *(properties.get(name) for name in FURTHER.get(row.label, ())), *values,
            *(None if value is None else dates.get(name, "") for name, value in zip(facts, values, strict=True)),
        ))  # fmt: skip

    def __enter__(self) -> Self:
        for table in self.tables.values():
            self._files.enter_context(table)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.__exit__(kind, error, trace)


def _reachable(named: set[str], mentions: dict[str, EntityRow]) -> Iterator[EntityRow]:
    """The mentions of the named entities and of those that they name in turn; an empty one where there is none."""
    pending, seen = sorted(named), set(named)
    while pending:
        entity = pending.pop()
        row = mentions.get(entity) or EntityRow(label_of(entity), entity, {})
        for above in ([row.broader] if row.broader else []) + list(membership.ids_of((row,))):
            if above not in seen:
                seen.add(above)
                pending.append(above)
        yield row
