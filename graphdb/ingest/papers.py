"""What becomes of a paper when a record describes it: which of its properties and parts change."""

from dataclasses import dataclass, field
from typing import Any, Final

from graphdb.ingest import funding, locations
from graphdb.ingest.rows import PaperRow, Properties
from graphdb.ingest.state import StoredPaper

#: What every paper has, also where no record said it.
ALWAYS: Final[Properties] = {"kind": "OTHER", "sortYear": -1, "sortDate": ""}
UNTITLED: Final = "[untitled]"


@dataclass(slots=True)
class Change:
    """The properties to set, and whether byline, topics, venue and references are to be replaced."""

    properties: Properties = field(default_factory=Properties)
    bylines: bool = False
    topics: bool = False
    venue: bool = False
    references: bool = False
    resources: bool = False

    @property
    def funding(self) -> bool:
        """Whether funders and awards are replaced, which follow from properties."""
        return self is EVERYTHING or funding.replaces(self.properties)

    @property
    def parts(self) -> bool:
        """Whether anything but properties changes."""
        return self.bylines or self.topics or self.venue or self.references or self.resources

    def __bool__(self) -> bool:
        return self.parts or bool(self.properties)


#: Everything that a new paper names.
EVERYTHING: Final = Change(bylines=True, topics=True, venue=True, resources=True)


def initial_properties(row: PaperRow) -> Properties:
    """The properties of a paper that is made."""
    properties = {**ALWAYS, **row.properties, **_dated(row), "truncated": row.truncated or None}
    properties["title"] = properties["title"] or UNTITLED
    if row.references:
        properties["unlinked"] = row.references
    return {key: value for key, value in properties.items() if value is not None}


def changed(row: PaperRow, stored: StoredPaper) -> Change:
    """What the record changes about a paper that is there."""
    known = stored.properties
    is_kept = row.bylines is not None and bool(stored.bylines) and rank_of(row) < stored_rank(stored)
    wanted = _without_losses(row.properties, known, is_kept)
    change = Change(
        _changes(wanted, known),
        bylines=not is_kept and _bylines(row, stored),
        topics=row.topics is not None and _set(row.topics) != _set(stored.topics),
        venue=row.venues is not None and row.venues != stored.venues,
        references=row.references is not None and set(row.references) != references(stored),
        resources=any(item["id"] not in stored.resources for item in row.resources or ()),
    )
    if change.references:
        change.properties["unlinked"] = row.references
    if "truncated" not in row.properties and row.bylines is not None:
        change.properties |= _changes(_byline_of(row, known, is_kept), known)
    if not change and row.updated == known.get("updated"):
        # The same day's record in another shape, of which nothing is new.
        return change
    change.properties |= _changes(_dated(row), known)
    return change


def byline_rank(truncated: object, size: int, date: object) -> tuple[bool, int, str]:
    """Of two bylines of one source the greater stands: a whole one, of whole ones the newest, and of those that were
    cut short the longest."""
    when = date if isinstance(date, str) else "~"
    return (False, size, when) if truncated else (True, 0, when)


def rank_of(row: PaperRow) -> tuple[bool, int, str]:
    """The rank of the byline in a record."""
    return byline_rank(row.truncated, len(row.bylines or ()), row.properties.get("bylinesOn") or row.updated)


def stored_rank(stored: StoredPaper) -> tuple[bool, int, str]:
    """The rank of the byline of a paper."""
    known = stored.properties
    date = known.get("bylinesOn") or known.get("updated") or ""
    return byline_rank(known.get("truncated"), len(stored.bylines), date)


def _byline_of(row: PaperRow, known: Properties, is_kept: bool) -> Properties:
    """Which record the byline is of from now on."""
    if is_kept:
        before = known.get("bylinesOn") or known.get("updated")
        return {"bylinesOn": None if before in (row.updated, "") else before} if row.updated is not None else {}
    return {"bylinesOn": row.properties.get("bylinesOn"), "truncated": row.truncated or None}


def byline_alone(row: PaperRow, rank: tuple[bool, int, str]) -> PaperRow | None:
    """What a record that is older than the paper's still gives: its byline, where it stands above one of that rank."""
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
    """The newer of two records of one paper, with the byline of the older one where that stands."""
    byline = None if newer.bylines is None else byline_alone(older, rank_of(newer))
    if byline is None:
        return newer
    return newer._replace(
        bylines=byline.bylines, truncated=byline.truncated, origins=byline.origins,
        properties={**newer.properties, **byline.properties},
    )  # fmt: skip


def _changes(properties: Properties, known: Properties) -> Properties:
    return {key: value for key, value in properties.items() if known.get(key) != value}


def _dated(row: PaperRow) -> Properties:
    """Date and digest, so that the same record is known again. A record without a date leaves both."""
    return {} if row.updated is None else {"updated": row.updated, "digest": row.digest}


def _without_losses(properties: Properties, known: Properties, is_kept: bool) -> Properties:
    """The record's properties without those that would replace something by less: a known title by none, a summary of
    the project's own by no abstract, credits of a byline that `is_kept`."""
    left: set[str] = {"credits", "bylinesOn"} if is_kept else set()
    if "title" in properties and properties["title"] is None:
        left |= {"title", "titleKey", "sortTitle"}
    if "locations" in properties and not locations.replaces(properties, known):
        left.add("locations")
    if properties.get("abstract") is None and known.get("abstractKind") == "SUMMARY":
        left |= {"abstract", "abstractKind"}
    return {key: value for key, value in properties.items() if key not in left}


def _bylines(row: PaperRow, stored: StoredPaper) -> bool:
    """Whether the record's byline is another one."""
    return row.bylines is not None and not (
        row.bylines == stored.bylines and institutions(row) == set(stored.institutions)
    )


def institutions(row: PaperRow) -> set[str]:
    """All institutions of the byline."""
    return {at for by in row.bylines or () for at in by[3]} | set(row.origins or ())


def _set(rows: list[list[Any]]) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in rows}


def references(stored: StoredPaper) -> set[Any]:
    """All that the paper is known to cite: what is not linked yet, or what is in the graph and what it waits for."""
    unlinked, awaits = stored.properties.get("unlinked"), stored.properties.get("awaits")
    if isinstance(unlinked, list):
        return set(unlinked)
    return {*stored.references, *(awaits if isinstance(awaits, list) else ())}
