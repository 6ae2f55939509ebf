"""What becomes of a paper when a record describes it: which of its properties and parts change."""

from dataclasses import dataclass, field
from typing import Any, Final

from graphdb.ingest import located
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
    def parts(self) -> bool:
        """Whether anything but properties changes."""
        return self.bylines or self.topics or self.venue or self.references or self.resources

    def __bool__(self) -> bool:
        return self.parts or bool(self.properties)


def made(row: PaperRow) -> Properties:
    """The properties of a paper that is made."""
    properties = {**ALWAYS, **row.properties, **_dated(row), "truncated": row.truncated or None}
    properties["title"] = properties["title"] or UNTITLED
    if row.references:
        properties["unlinked"] = row.references
    return {key: value for key, value in properties.items() if value is not None}


def changed(row: PaperRow, stored: StoredPaper) -> Change:
    """What the record changes about a paper that is there."""
    known = stored.properties
    wanted = _kept(row.properties, known)
    change = Change(
        _changes(wanted, known),
        bylines=_bylines(row, stored),
        topics=row.topics is not None and _set(row.topics) != _set(stored.topics),
        venue=row.venues is not None and row.venues != stored.venues,
        references=row.references is not None and set(row.references) != references(stored),
        resources=any(item["id"] not in stored.resources for item in row.resources or ()),
    )
    if change.references:
        change.properties["unlinked"] = row.references
    if "truncated" not in row.properties and (change.bylines or (row.bylines is not None and not row.truncated)):
        change.properties |= _changes({"truncated": row.truncated or None}, known)
    if not change and row.updated == known.get("updated"):
        # The same day's record in another shape, of which nothing is new.
        return change
    change.properties |= _changes(_dated(row), known)
    return change


def _changes(properties: Properties, known: Properties) -> Properties:
    return {key: value for key, value in properties.items() if known.get(key) != value}


def _dated(row: PaperRow) -> Properties:
    """Date and digest, so that the same record is known again. A record without a date leaves both."""
    return {} if row.updated is None else {"updated": row.updated, "digest": row.digest}


def _kept(properties: Properties, known: Properties) -> Properties:
    """The record's properties without those that would replace something by less: a known title by none, a summary of
    the project's own by no abstract."""
    left: set[str] = set()
    if "title" in properties and properties["title"] is None:
        left |= {"title", "titleKey", "sortTitle"}
    if "locations" in properties and not located.replaces(properties, known):
        left.add("locations")
    if properties.get("abstract") is None and known.get("abstractKind") == "SUMMARY":
        left |= {"abstract", "abstractKind"}
    return {key: value for key, value in properties.items() if key not in left}


def _bylines(row: PaperRow, stored: StoredPaper) -> bool:
    """Whether the byline is replaced: never a longer one by one that the source cut short."""
    if row.bylines is None or (row.bylines == stored.bylines and institutions(row) == set(stored.institutions)):
        return False
    return not (row.truncated and len(stored.bylines) >= len(row.bylines))


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
