"""Computes which properties and edges of a paper a record changes."""

from dataclasses import dataclass, field
from typing import Any, Final

from graphdb.ingest import funding, locations
from graphdb.ingest.rows import PaperRow, Properties
from graphdb.ingest.state import StoredPaper

#: Defaults of properties that every paper has.
ALWAYS: Final[Properties] = {"kind": "OTHER", "sortYear": -1, "sortDate": ""}
UNTITLED: Final = "[untitled]"


@dataclass(slots=True)
class Change:
    """The properties to set, and whether byline, topics, venue and references are replaced."""

    properties: Properties = field(default_factory=Properties)
    bylines: bool = False
    topics: bool = False
    venue: bool = False
    references: bool = False
    resources: bool = False

    @property
    def funding(self) -> bool:
        """Whether funders and awards are replaced, which are derived from properties."""
        return self is EVERYTHING or funding.replaces(self.properties)

    @property
    def parts(self) -> bool:
        """Whether edges change."""
        return self.bylines or self.topics or self.venue or self.references or self.resources

    def __bool__(self) -> bool:
        return self.parts or bool(self.properties)


#: The change of a new paper.
EVERYTHING: Final = Change(bylines=True, topics=True, venue=True, resources=True)


def initial_properties(row: PaperRow) -> Properties:
    """The properties of a new paper."""
    properties = {**ALWAYS, **row.properties, **_record_version(row), "truncated": row.truncated or None}
    properties["title"] = properties["title"] or UNTITLED
    if row.references:
        properties["unlinked"] = row.references
    return {key: value for key, value in properties.items() if value is not None}


def diff(row: PaperRow, stored: StoredPaper) -> Change:
    """The changes that the record makes to an existing paper."""
    current = stored.properties
    keeps_byline = row.bylines is not None and bool(stored.bylines) and rank_of(row) < stored_rank(stored)
    desired = _drop_losses(row.properties, current, keeps_byline)
    change = Change(
        _changes(desired, current),
        bylines=not keeps_byline and _bylines(row, stored),
        topics=row.topics is not None and _set(row.topics) != _set(stored.topics),
        venue=row.venues is not None and row.venues != stored.venues,
        references=row.references is not None and set(row.references) != references(stored),
        resources=any(item["id"] not in stored.resources for item in row.resources or ()),
    )
    if change.references:
        change.properties["unlinked"] = row.references
    if "truncated" not in row.properties and row.bylines is not None:
        change.properties |= _changes(_byline_of(row, current, keeps_byline), current)
    if not change and row.updated == current.get("updated"):
        # A record of the same day in another layout, without new values.
        return change
    change.properties |= _changes(_record_version(row), current)
    return change


def byline_rank(truncated: object, size: int, date: object) -> tuple[bool, int, str]:
    """The rank of a byline among those of one source; the greatest is used: complete ones before truncated ones, then
    the newest complete or the longest truncated one."""
    when = date if isinstance(date, str) else "~"
    return (False, size, when) if truncated else (True, 0, when)


def rank_of(row: PaperRow) -> tuple[bool, int, str]:
    """The rank of the byline in a record."""
    return byline_rank(row.truncated, len(row.bylines or ()), row.properties.get("bylinesOn") or row.updated)


def stored_rank(stored: StoredPaper) -> tuple[bool, int, str]:
    """The rank of the byline of a paper."""
    current = stored.properties
    date = current.get("bylinesOn") or current.get("updated") or ""
    return byline_rank(current.get("truncated"), len(stored.bylines), date)


def _byline_of(row: PaperRow, current: Properties, keeps_byline: bool) -> Properties:
    """The properties that name the record of the byline."""
    if keeps_byline:
        before = current.get("bylinesOn") or current.get("updated")
        return {"bylinesOn": None if before in (row.updated, "") else before} if row.updated is not None else {}
    return {"bylinesOn": row.properties.get("bylinesOn"), "truncated": row.truncated or None}


def byline_alone(row: PaperRow, rank: tuple[bool, int, str]) -> PaperRow | None:
    """A row with the byline of an older record only, if its byline has a higher rank than `rank`; else None."""
    if not row.bylines or row.updated is None or rank_of(row) <= rank:
        return None
    names = {"source", "credits"}
    properties: Properties = {name: value for name, value in row.properties.items() if name in names}
    properties["bylinesOn"] = row.properties.get("bylinesOn") or row.updated
    return PaperRow(
        row.id, [], None, 0, properties, bylines=row.bylines, truncated=row.truncated,
        origins=row.origins, record=row.record,
    )  # fmt: skip


def with_byline(newer: PaperRow, older: PaperRow) -> PaperRow:
    """The newer of two records of one paper, with the byline of higher rank."""
    byline = None if newer.bylines is None else byline_alone(older, rank_of(newer))
    if byline is None:
        return newer
    return newer._replace(
        bylines=byline.bylines, truncated=byline.truncated, origins=byline.origins,
        properties={**newer.properties, **byline.properties},
    )  # fmt: skip


def _changes(properties: Properties, current: Properties) -> Properties:
    return {key: value for key, value in properties.items() if current.get(key) != value}


def _record_version(row: PaperRow) -> Properties:
    """Date and digest, which identify the record. An undated record leaves both unchanged."""
    return {} if row.updated is None else {"updated": row.updated, "digest": row.digest}


def _drop_losses(properties: Properties, current: Properties, keeps_byline: bool) -> Properties:
    """The record's properties without those that would lose a value: no title for a title, no abstract for a summary
    written by the project, partial locations, and the credits of a byline that is not used."""
    dropped: set[str] = {"credits", "bylinesOn"} if keeps_byline else set()
    if "title" in properties and properties["title"] is None:
        dropped |= {"title", "titleKey", "sortTitle"}
    if "locations" in properties and not locations.replaces(properties, current):
        dropped.add("locations")
    if properties.get("abstract") is None and current.get("abstractKind") == "SUMMARY":
        dropped |= {"abstract", "abstractKind"}
    return {key: value for key, value in properties.items() if key not in dropped}


def _bylines(row: PaperRow, stored: StoredPaper) -> bool:
    """Whether the record's byline differs."""
    return row.bylines is not None and not (
        row.bylines == stored.bylines and institutions(row) == set(stored.institutions)
    )


def institutions(row: PaperRow) -> set[str]:
    """All institutions of the byline."""
    return {institution for by in row.bylines or () for institution in by[3]} | set(row.origins or ())


def _set(rows: list[list[Any]]) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in rows}


def references(stored: StoredPaper) -> set[Any]:
    """All references of the paper: the unlinked ones, or the linked ones and those in `awaits`."""
    unlinked, awaits = stored.properties.get("unlinked"), stored.properties.get("awaits")
    if isinstance(unlinked, list):
        return set(unlinked)
    return {*stored.references, *(awaits if isinstance(awaits, list) else ())}
