"""Reviews in our own form: JSON Lines, one review a line, as `docs/review-records.md` tells."""

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
    """What the record says. Raises Unusable, naming the field that is wrong, where a review cannot do without it."""
    faults = [Fault(name[:80], "is not read: a review has no such field", record[name])
              for name in sorted(set(record) - _FIELDS)]  # fmt: skip
    return parsed_review(
        _paper(record.get("paper")), key=_required(record, "id"), source=_required(record, "source"),
        date=_required(record, "date"), points=_points(record.get("points"), faults), faults=faults,
        **{name: record.get(name) for name in _OPTIONAL},
    )  # fmt: skip


def paper_names(paper: dict[str, Any]) -> PaperNames:
    """What a record says of a paper, in the forms that the graph holds; what is none of them is left out."""
    said = {name: _text(paper, name) for name in ("id", "doi", "arxiv", "pmid", "title")}
    identified = reference.read(said["id"] or "")
    preprint = arxiv.parse(said["arxiv"] or said["doi"] or "")
    return PaperNames(
        id=identified.name if identified else None,
        doi=None if preprint and not said["arxiv"] else doi.parse(said["doi"] or ""),
        arxiv=preprint,
        pmid=pmid.parse(said["pmid"] or ""),
        title=title_key(said["title"] or "") or None,
        year=year(paper.get("year")),
    )


def _paper(given: Any) -> PaperNames | str:
    if isinstance(given, str) and 0 < len(given) <= MAX_NAME_LENGTH and _TEXT.fault(given) is None:
        return given
    if not isinstance(given, dict):
        raise Unusable("`paper` must be an object with an id, doi, arxiv, pmid or title, or an id of the papers' file")
    found = paper_names(cast("dict[str, Any]", given))
    if not any((found.id, found.doi, found.arxiv, found.pmid, found.title)):
        raise Unusable("`paper` has no id, doi, arxiv, pmid or title that can be one")
    return found


def _points(value: Any, faults: list[Fault]) -> list[Point]:
    """The points that are of a kind; the others are faults."""
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
