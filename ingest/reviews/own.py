"""Reviews in our own form: JSON Lines, one review a line, as `docs/review-records.md` tells."""

from typing import Any, Final, cast

from graphdb.ingest.reviews import PaperNames, Point
from graphdb.vocabulary import RECOMMENDATIONS, REVIEW_POINT_KINDS
from identifiers import arxiv, doi, pmid, reference
from identifiers.title import title_key
from ingest.reviews.record import LONGEST_NAME, Said, made
from ingest.values import Unusable, year

_FIELDS: Final = frozenset({
    "id", "source", "paper", "date", "points", "summary", "recommendation", "confidence", "reviewer", "licence", "url",
})  # fmt: skip


def review(record: dict[str, Any]) -> Said:
    """What the record says. Raises Unusable, naming the field that is wrong."""
    if unknown := sorted(set(record) - _FIELDS):
        raise Unusable(f"`{unknown[0][:80]}` is no field of a review")
    return made(
        _paper(record.get("paper")), key=_required(record, "id"), source=_required(record, "source"),
        date=_required(record, "date"), points=_points(record.get("points")), summary=_text(record, "summary"),
        recommendation=_one_of(record, "recommendation", RECOMMENDATIONS), confidence=_whole(record, "confidence"),
        reviewer=_text(record, "reviewer"), licence=_text(record, "licence"), url=_text(record, "url"),
    )  # fmt: skip


def named(paper: dict[str, Any]) -> PaperNames:
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
    if isinstance(given, str) and 0 < len(given) <= LONGEST_NAME:
        return given
    if not isinstance(given, dict):
        raise Unusable("`paper` must be an object with an id, doi, arxiv, pmid or title, or an id of the papers' file")
    found = named(cast("dict[str, Any]", given))
    if not any((found.id, found.doi, found.arxiv, found.pmid, found.title)):
        raise Unusable("`paper` has no id, doi, arxiv, pmid or title that can be one")
    return found


def _points(given: Any) -> list[Point]:
    if not isinstance(given, list):
        raise Unusable("`points` must be a list")
    return [_point(each) for each in cast("list[Any]", given)]


def _point(given: Any) -> Point:
    if not isinstance(given, dict):
        raise Unusable("a point must be an object with a kind and a text")
    point = cast("dict[str, Any]", given)
    kind = _one_of(point, "kind", REVIEW_POINT_KINDS)
    if kind is None:
        raise Unusable("a point has no kind")
    return Point(kind, _text(point, "text") or "", _text(point, "about"))


def _required(record: dict[str, Any], name: str) -> str:
    text = _text(record, name)
    if not text or not text.strip():
        raise Unusable(f"it has no `{name}`")
    return text


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise Unusable(f"`{name}` is no text")
    return value


def _whole(record: dict[str, Any], name: str) -> int | None:
    value = record.get(name)
    if value is not None and type(value) is not int:
        raise Unusable(f"`{name}` is no whole number")
    return value


def _one_of(record: dict[str, Any], name: str, known: tuple[str, ...]) -> str | None:
    value = _text(record, name)
    if value is not None and value not in known:
        raise Unusable(f"`{name}` is {value[:80]!r}: it must be one of {', '.join(known)}")
    return value
