"""Reviews in Peergraph's form: JSON Lines, one review or note per line; `docs/review-records.md` describes it."""

from collections.abc import Iterator, Set
from dataclasses import replace
from typing import Any, Final, cast

from graphdb.ingest.review_notes import Score
from graphdb.ingest.reviews import PaperNames, Point
from graphdb.value_types import Text
from graphdb.vocabulary import REVIEW_NOTE_KINDS, REVIEW_POINT_KINDS
from identifiers import arxiv, doi, pmid, reference
from identifiers.title import title_key
from ingest.reviews.record import MAX_NAME_LENGTH, Fault, ParsedNote, ParsedReview, parsed_note, parsed_review
from ingest.values import Unusable, year

_TEXT: Final = Text()
_OPTIONAL: Final = ("summary", "recommendation", "confidence", "reviewer", "licence", "url", "round")
_FIELDS: Final = frozenset({"kind", "id", "source", "paper", "date", "points", "scores", "responses", *_OPTIONAL})
#: Of a note on the paper, and of a response to a review.
_NOTE: Final = ("decision", "text", "reviewer", "licence", "url", "round")
_NOTE_FIELDS: Final = frozenset({"kind", "id", "source", "paper", "date", *_NOTE})
_RESPONSE_FIELDS: Final = frozenset({"kind", "id", "date", "in_reply_to", *_NOTE})
_SCORE_FIELDS: Final = ("name", "value", "text", "worst", "best")
#: The kind of a record that is a review.
_REVIEW: Final = "REVIEW"


def parsed(record: dict[str, Any]) -> ParsedReview | ParsedNote:
    """The review or the note of a record. Raises Unusable, with the field, where a required field is missing or
    invalid."""
    return review(record) if record.get("kind", _REVIEW) == _REVIEW else _note(record)


def review(record: dict[str, Any]) -> ParsedReview:
    """The review of a record. Raises Unusable, with the field, where a required field is missing or invalid."""
    faults = _unread(record, _FIELDS, "review")
    responses = list(_responses(record, faults))
    return parsed_review(
        _paper(record.get("paper")), key=_required(record, "id"), source=_required(record, "source"),
        date=_required(record, "date"), points=_points(record.get("points"), faults), faults=faults,
        scores=_scores(record.get("scores"), faults), responses=responses,
        **{name: record.get(name) for name in _OPTIONAL},
    )  # fmt: skip


def _note(record: dict[str, Any]) -> ParsedNote:
    note = parsed_note(
        _paper(record.get("paper")), kind=_kind(record), key=_required(record, "id"),
        source=_required(record, "source"), date=_required(record, "date"),
        **{name: record.get(name) for name in _NOTE},
    )  # fmt: skip
    return replace(note, faults=(*note.faults, *_unread(record, _NOTE_FIELDS, "note")))


def _responses(record: dict[str, Any], faults: list[Fault]) -> Iterator[ParsedNote]:
    """The responses to a review; those that cannot be used become faults."""
    for response in _entries(record.get("responses"), "responses", faults):
        try:
            note = parsed_note(
                "", kind=_kind(response, "RESPONSE"), key=_required(response, "id"), source=_required(record, "source"),
                date=_required(response, "date"), in_reply_to=response.get("in_reply_to"),
                **{name: response.get(name) for name in _NOTE},
            )  # fmt: skip
        except Unusable as error:
            faults.append(Fault("responses", f"cannot be used: {error}", response))
        else:
            yield replace(note, faults=(*note.faults, *_unread(response, _RESPONSE_FIELDS, "response")))


def _scores(value: Any, faults: list[Fault]) -> list[Score]:
    """The scores; the gate rejects those with values of other types."""
    return [
        Score(*(score.get(name) for name in _SCORE_FIELDS))  # pyright: ignore[reportArgumentType]
        for score in _entries(value, "scores", faults)
    ]


def _entries(value: Any, field: str, faults: list[Fault]) -> Iterator[dict[str, Any]]:
    """The objects of an optional list; other values become faults."""
    for entry in cast("list[Any]", value) if isinstance(value, list) else [] if value is None else [value]:
        if isinstance(entry, dict) and isinstance(value, list):
            yield cast("dict[str, Any]", entry)
        else:
            faults.append(Fault(field, "is not a list of objects", entry))


def _kind(record: dict[str, Any], default: str | None = None) -> str:
    kind = record.get("kind", default)
    if kind not in REVIEW_NOTE_KINDS:
        raise Unusable(f"`kind` is not {_REVIEW}, {', '.join(REVIEW_NOTE_KINDS[:-1])} or {REVIEW_NOTE_KINDS[-1]}")
    return kind


def _unread(record: dict[str, Any], fields: Set[str], what: str) -> list[Fault]:
    reason = f"is not read: a {what} has no such field"
    return [Fault(name[:80], reason, record[name]) for name in sorted(set(record) - fields)]


def paper_names(paper: dict[str, Any]) -> PaperNames:
    """The identifiers of a paper in normal form, with title key and year; invalid values are left out."""
    values = {name: _text(paper, name) for name in ("id", "doi", "arxiv", "pmid", "title")}
    identified = reference.read(values["id"] or "")
    preprint = arxiv.parse(values["arxiv"] or values["doi"] or "")
    return PaperNames(
        id=identified.name if identified else None,
        doi=None if preprint and not values["arxiv"] else doi.parse(values["doi"] or ""),
        arxiv=preprint,
        pmid=pmid.parse(values["pmid"] or ""),
        title=title_key(values["title"] or "") or None,
        year=year(paper.get("year")),
    )


def _paper(value: Any) -> PaperNames | str:
    if isinstance(value, str) and 0 < len(value) <= MAX_NAME_LENGTH and _TEXT.fault(value) is None:
        return value
    if not isinstance(value, dict):
        raise Unusable("`paper` must be an object with an id, doi, arxiv, pmid or title, or an id of the papers' file")
    names = paper_names(cast("dict[str, Any]", value))
    if not any((names.id, names.doi, names.arxiv, names.pmid, names.title)):
        raise Unusable("`paper` has no valid id, doi, arxiv, pmid or title")
    return names


def _points(value: Any, faults: list[Fault]) -> list[Point]:
    """The points with a valid kind; the others become faults."""
    if not isinstance(value, list):
        raise Unusable("`points` must be a list")
    points: list[Point] = []
    for entry in cast("list[Any]", value):
        point = cast("dict[str, Any]", entry) if isinstance(entry, dict) else {}
        if point.get("kind") in REVIEW_POINT_KINDS:
            points.append(Point(point["kind"], point.get("text"), point.get("about")))  # pyright: ignore[reportArgumentType]
        else:
            faults.append(Fault("points", f"has no kind of {', '.join(REVIEW_POINT_KINDS)}", entry))
    return points


def _required(record: dict[str, Any], name: str) -> str:
    text = _text(record, name)
    if not text or not text.strip():
        raise Unusable(f"it has no `{name}`")
    return text


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and (fault := _TEXT.fault(value)) is not None:
        raise Unusable(f"`{name}` {fault}")
    return value
