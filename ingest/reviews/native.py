"""Reviews in Peergraph's form: JSON Lines, one review per line; `docs/review-records.md` describes it."""

from typing import Any, Final, cast

from graphdb.ingest.reviews import PaperNames, Point
from graphdb.value_types import Text
from graphdb.vocabulary import REVIEW_POINT_KINDS
from identifiers import arxiv, doi, pmid, reference
from identifiers.title import title_key
from ingest.reviews.record import MAX_NAME_LENGTH, Fault, ParsedReview, parsed_review
from ingest.values import Unusable, year

_TEXT: Final = Text()
_OPTIONAL: Final = ("summary", "recommendation", "confidence", "reviewer", "licence", "url")
_FIELDS: Final = frozenset({"id", "source", "paper", "date", "points", *_OPTIONAL})


def review(record: dict[str, Any]) -> ParsedReview:
    """The review of a record. Raises Unusable, with the field, where a required field is missing or invalid."""
    faults = [Fault(name[:80], "is not read: a review has no such field", record[name])
              for name in sorted(set(record) - _FIELDS)]  # fmt: skip
    return parsed_review(
        _paper(record.get("paper")), key=_required(record, "id"), source=_required(record, "source"),
        date=_required(record, "date"), points=_points(record.get("points"), faults), faults=faults,
        **{name: record.get(name) for name in _OPTIONAL},
    )  # fmt: skip


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
