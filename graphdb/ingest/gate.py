"""The types of the model, applied to a batch before it is written: a value that does not fit is left out, by name.

Every source passes through here, whatever read it, so that no value reaches the store that the API cannot show or an
index cannot hold.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from graphdb.ingest.papers import UNTITLED
from graphdb.ingest.reviews import Point, ReviewRow
from graphdb.ingest.rows import Batch, EntityRow, PaperRow, Properties, Reject
from graphdb.model import EDGES, KEY, NODES, YEAR
from graphdb.value_types import ValueType
from identifiers.title import sort_key

_NODES: Final = {kind.label: kind.types for kind in NODES}
_EDGES: Final = {edge.type: dict(edge.properties) for edge in EDGES}
#: What follows from another property and goes with it.
_DEPENDENTS: Final = {
    "title": ("titleKey", "sortTitle"), "name": ("sortName", "nameKey"), "year": ("sortYear",),
    "publishedOn": ("sortDate",), "abstract": ("abstractKind",),
}  # fmt: skip
#: Fields of a review that it can do without, and what the model calls them.
_REVIEW: Final = {
    "summary": "summary", "recommendation": "recommendation", "confidence": "confidence", "reviewer": "reviewer",
    "licence": "licence", "url": "sourceUrl",
}  # fmt: skip
#: What stands in the place of a title that does not fit.
_UNTITLED: Final[Properties] = {"title": None, "titleKey": None, "sortTitle": sort_key(UNTITLED)}


def check(batch: Batch) -> None:
    """Take out of the batch, in place, what does not fit the model, and list it among the batch's rejects."""
    batch.papers = [_paper(row, batch) for row in batch.papers if _is_id(row.id, batch)]
    batch.entities = [_entity(row, batch) for row in batch.entities if _is_id(row.id, batch)]
    for row in batch.mentions.values():
        _properties(_NODES[row.label], row.id, row.properties, batch)


def review(row: ReviewRow, batch: Batch) -> ReviewRow:
    """The review without what does not fit the model; a point that does not is left out whole."""
    properties: dict[str, Any] = {name: getattr(row, field) for field, name in _REVIEW.items()}
    gone = _properties(_NODES["Review"], row.id, properties, batch)
    points = (_point(row.id, point, batch) for point in row.points)
    nothing: dict[str, Any] = {field: None for field, name in _REVIEW.items() if name in gone}
    return replace(row, points=tuple(point for point in points if point is not None), **nothing)


def _point(record: str, point: Point, batch: Batch) -> Point | None:
    properties: dict[str, Any] = point._asdict()
    gone = _properties(_NODES["ReviewPoint"], record, properties, batch)
    if gone & {"kind", "text"}:
        return None
    return point._replace(about=None) if "about" in gone else point


def _is_id(found: str, batch: Batch) -> bool:
    """Whether the id can be one; a record without an id is no record."""
    fault = KEY.fault(found)
    if fault is not None:
        source, line = batch.places.get(found, ("", 0))
        batch.rejects.append(Reject(source, line, f"its id {fault}", found[:100]))
    return fault is None


def _properties(types: Mapping[str, ValueType], record: str, properties: Properties, batch: Batch) -> set[str]:
    """Check properties in place; the names of those that were left out."""
    faults: dict[str, str] = {}
    for name, value in properties.items():
        if value is not None:
            expected = types.get(name)
            fault = "is not a property of the graph" if expected is None else expected.fault(value)
            if fault is not None:
                faults[name] = fault
    following = {other for name in faults for other in _DEPENDENTS.get(name, ())}
    for name, fault in faults.items():
        if name not in following:
            batch.leave_out(record, name, fault, properties[name])
    for name in {*faults, *following}:
        properties.pop(name, None)
    return {*faults}


def _paper(row: PaperRow, batch: Batch) -> PaperRow:
    gone = _properties(_NODES["Paper"], row.id, row.properties, batch)
    if "title" in gone:
        row.properties.update(_UNTITLED)
    others = [other for other in row.others if other.partition(":")[0] not in gone] if gone else row.others
    for by in row.bylines or ():
        _values("AUTHORED", row.id, by, batch)
    for about in row.topics or ():
        _values("ABOUT", row.id, about, batch)
    resources = None if row.resources is None else [item for item in row.resources if _resource(row.id, item, batch)]
    references = None if row.references is None else [cited for cited in row.references if _cited(row.id, cited, batch)]
    return row._replace(others=others, resources=resources, references=references)


def _values(edge: str, record: str, values: list[Any], batch: Batch) -> None:
    """Check the values of an edge, which follow the id of its end in the order of the model."""
    for place, (name, expected) in enumerate(_EDGES[edge].items(), start=1):
        if place < len(values) and (value := values[place]) is not None:
            fault = expected.fault(value)
            if fault is not None:
                batch.leave_out(record, f"{name} of {values[0]}", fault, value)
                values[place] = [] if isinstance(value, list) else None


def _resource(record: str, item: Properties, batch: Batch) -> bool:
    """Whether there is enough left of a resource to show it."""
    gone = _properties(_NODES["Resource"], record, item, batch)
    return not gone & {"id", "kind", "url"}


def _cited(record: str, cited: str, batch: Batch) -> bool:
    fault = KEY.fault(cited)
    if fault is not None:
        batch.leave_out(record, "reference", fault, cited)
    return fault is None


def _entity(row: EntityRow, batch: Batch) -> EntityRow:
    _properties(_NODES[row.label], row.id, row.properties, batch)
    affiliations = [
        (author, at, _year(author, first, batch), _year(author, last, batch))
        for author, at, first, last in row.affiliations
    ]
    return row._replace(affiliations=tuple(affiliations))


def _year(record: str, year: int | None, batch: Batch) -> int | None:
    fault = None if year is None else YEAR.fault(year)
    if fault is None:
        return year
    batch.leave_out(record, "year of an affiliation", fault, year)
    return None
