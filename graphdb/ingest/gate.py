"""Validates a batch against the types of the model before it is written; invalid values are dropped and reported.

Records of every source are validated here, so that the store holds no value that the API cannot return or an index
cannot hold.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from graphdb.ingest.papers import UNTITLED
from graphdb.ingest.review_notes import NoteRow, Score
from graphdb.ingest.reviews import Point, ReviewRow
from graphdb.ingest.rows import Batch, EntityRow, PaperRow, Properties, Reject
from graphdb.model import EDGES, NODES
from graphdb.node_kinds import KEY, YEAR
from graphdb.value_types import ValueType
from identifiers.title import sort_key

_NODES: Final = {kind.label: kind.types for kind in NODES}
_EDGES: Final = {edge.type: [*dict(edge.properties).items()] for edge in EDGES}
#: Properties that are derived from another one and dropped with it.
_DEPENDENTS: Final = {
    "title": ("titleKey", "sortTitle"), "name": ("sortName", "nameKey"), "year": ("sortYear",),
    "publishedOn": ("sortDate",), "abstract": ("abstractKind",),
}  # fmt: skip
#: Optional fields of a review → their properties in the model.
_REVIEW: Final = {
    "summary": "summary", "recommendation": "recommendation", "confidence": "confidence", "reviewer": "reviewer",
    "licence": "licence", "url": "sourceUrl", "round": "round",
}  # fmt: skip
#: The same of a note.
_NOTE: Final = {
    "decision": "decision", "text": "text", "round": "round", "in_reply_to": "inReplyTo", "reviewer": "reviewer",
    "licence": "licence", "url": "sourceUrl",
}  # fmt: skip
#: Replaces an invalid title.
_UNTITLED: Final[Properties] = {"title": None, "titleKey": None, "sortTitle": sort_key(UNTITLED)}


def check(batch: Batch) -> None:
    """Remove invalid values from the batch, in place, and add them to the batch's rejects."""
    batch.papers = [_paper(row, batch) for row in batch.papers if _is_id(row.id, batch)]
    batch.entities = [_entity(row, batch) for row in batch.entities if _is_id(row.id, batch)]
    for row in batch.mentions.values():
        _properties(_NODES[row.label], row.id, row.properties, batch)


def review(row: ReviewRow, batch: Batch) -> ReviewRow:
    """The review without invalid values; a point without valid kind or text, and a response
    without content, is dropped."""
    points = (_point(row.id, point, batch) for point in row.points)
    scores = (_score(row.id, score, batch) for score in row.scores)
    responses = (note(each, batch, row.id) for each in row.responses)
    return replace(
        row, points=tuple(point for point in points if point is not None),
        scores=tuple(score for score in scores if score is not None),
        responses=tuple(each for each in responses if each.text or each.decision),
        **_cleared("Review", _REVIEW, row, row.id, batch),
    )  # fmt: skip


def note(row: NoteRow, batch: Batch, record: str | None = None) -> NoteRow:
    """The note without invalid values, which are reported for the `record` that has it."""
    return replace(row, **_cleared("ReviewNote", _NOTE, row, record or row.id, batch))


def _cleared(label: str, names: Mapping[str, str], row: ReviewRow | NoteRow, record: str, batch: Batch) -> Properties:
    """The fields of a row with invalid values, as null."""
    properties: dict[str, Any] = {name: getattr(row, field) for field, name in names.items()}
    dropped = _properties(_NODES[label], record, properties, batch)
    return {field: None for field, name in names.items() if name in dropped}


def _score(record: str, score: Score, batch: Batch) -> Score | None:
    """None if it has no valid name, or neither a number nor a text."""
    properties: dict[str, Any] = asdict(score)
    dropped = _properties(_NODES["ReviewScore"], record, properties, batch)
    valid = replace(score, **dict.fromkeys(dropped - {"name"}))
    return None if "name" in dropped or (valid.value is None and valid.text is None) else valid


def _point(record: str, point: Point, batch: Batch) -> Point | None:
    properties: dict[str, Any] = point._asdict()
    dropped = _properties(_NODES["ReviewPoint"], record, properties, batch)
    if dropped & {"kind", "text"}:
        return None
    return point._replace(about=None) if "about" in dropped else point


def _is_id(node: str, batch: Batch) -> bool:
    """Whether the id is valid. A record without a valid id is rejected."""
    fault = KEY.fault(node)
    if fault is not None:
        source, line = batch.source_lines.get(node, ("", 0))
        batch.rejects.append(Reject(source, line, f"its id {fault}", node[:100]))
    return fault is None


def _properties(types: Mapping[str, ValueType], record: str, properties: Properties, batch: Batch) -> set[str]:
    """Validate properties in place; the names of the dropped ones."""
    faults: dict[str, str] = {}
    for name, value in properties.items():
        if value is not None:
            expected = types.get(name)
            fault = "is not a property of the graph" if expected is None else expected.fault(value)
            if fault is not None:
                faults[name] = fault
    if not faults:
        return set()
    dependents = {dependent for name in faults for dependent in _DEPENDENTS.get(name, ())}
    for name, fault in faults.items():
        if name not in dependents:
            batch.leave_out(record, name, fault, properties[name])
    for name in {*faults, *dependents}:
        properties.pop(name, None)
    return {*faults}


def _paper(row: PaperRow, batch: Batch) -> PaperRow:
    dropped = _properties(_NODES["Paper"], row.id, row.properties, batch)
    if "title" in dropped:
        row.properties.update(_UNTITLED)
    others = [other for other in row.others if other.partition(":")[0] not in dropped] if dropped else row.others
    for by in row.bylines or ():
        _values("AUTHORED", row.id, by, batch)
    for about in row.topics or ():
        _values("ABOUT", row.id, about, batch)
    resources = None if row.resources is None else [item for item in row.resources if _resource(row.id, item, batch)]
    references = None if row.references is None else [cited for cited in row.references if _cited(row.id, cited, batch)]
    return row._replace(others=others, resources=resources, references=references)


def _values(edge: str, record: str, values: list[Any], batch: Batch) -> None:
    """Validate the values of an edge, which follow the id of its end in the order of the model."""
    for index, (value, (name, expected)) in enumerate(zip(values[1:], _EDGES[edge], strict=False), start=1):
        if value is not None:
            fault = expected.fault(value)
            if fault is not None:
                batch.leave_out(record, f"{name} of {values[0]}", fault, value)
                values[index] = [] if isinstance(value, list) else None


def _resource(record: str, item: Properties, batch: Batch) -> bool:
    """Whether the resource still has an id, a kind and an address."""
    dropped = _properties(_NODES["Resource"], record, item, batch)
    return not dropped & {"id", "kind", "url"}


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
