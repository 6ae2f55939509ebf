"""What a record of a review says, checked, whatever form it came in."""

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

import orjson

from graphdb import moments
from graphdb.ingest.reviews import PaperNames, Point, ReviewRow
from ingest.values import Unusable, address

#: The longest text, the most points, and the longest name, key or place that a record may hold.
LONGEST_TEXT: Final = 50_000
MOST_POINTS: Final = 200
LONGEST_NAME: Final = 300
#: Advanced when the same record would give another review, so that a new version stores every review anew.
VERSION: Final = b"1"


@dataclass(frozen=True, slots=True)
class Said:
    """A review, and the paper: what names it, or (a text) an id that another file explains."""

    paper: PaperNames | str
    row: ReviewRow


def made(
    paper: PaperNames | str,
    *,
    key: str,
    source: str,
    date: str,
    points: Sequence[Point],
    summary: str | None = None,
    recommendation: str | None = None,
    confidence: int | None = None,
    reviewer: str | None = None,
    licence: str | None = None,
    url: str | None = None,
) -> Said:
    """The review, its id made of source and key. Raises Unusable, saying which field is wrong."""
    if not points:
        raise Unusable("it makes no point: at least one strength, concern or question is needed")
    if len(points) > MOST_POINTS:
        raise Unusable(f"it makes {len(points)} points: {MOST_POINTS} are the most")
    texts = [("summary", summary or ""), *(("points", point.text) for point in points)]
    if (long := next((name for name, text in texts if len(text) > LONGEST_TEXT), None)) is not None:
        raise Unusable(f"a text in `{long}` has more than {LONGEST_TEXT} characters")
    if confidence is not None and not 1 <= confidence <= 5:
        raise Unusable(f"`confidence` is {confidence}: it must be from 1 to 5")
    row = ReviewRow(
        id=_id(source, key), key=_name("id", key) or "", source=_name("source", source) or "", at=_moment(date),
        points=tuple(_clean(point) for point in points), summary=_text(summary), recommendation=recommendation,
        confidence=confidence, reviewer=_name("reviewer", reviewer), licence=_name("licence", licence),
        url=address(url),
    )  # fmt: skip
    return Said(paper, _digested(row))


def with_licence(said: Said, licence: str) -> Said:
    """The review under the licence of the whole file, where its record says none."""
    return said if said.row.licence else Said(said.paper, _digested(replace(said.row, licence=licence)))


def _digested(row: ReviewRow) -> ReviewRow:
    content = asdict(replace(row, digest=0)) | {"points": [[*point] for point in row.points]}
    digest = blake2b(orjson.dumps(content), digest_size=8, key=VERSION).digest()
    return replace(row, digest=int.from_bytes(digest, "big", signed=True))


def _id(source: str, key: str) -> str:
    """26 characters, as `identifiers.sortable` has them, that the same source and key always give."""
    content = blake2b(f"{source}\n{key}".encode(), digest_size=17).digest()
    return f"rev_{base64.b32hexencode(content).decode().lower()[:26]}"


def _text(text: str | None) -> str | None:
    return (text or "").replace("\x00", "").strip() or None


def _clean(point: Point) -> Point:
    text = _text(point.text)
    if text is None:
        raise Unusable("a point has no text")
    return Point(point.kind, text, _name("about", point.about))


def _name(field: str, text: str | None) -> str | None:
    line = " ".join((text or "").replace("\x00", "").split())
    if len(line) > LONGEST_NAME:
        raise Unusable(f"`{field}` has {len(line)} characters: {LONGEST_NAME} are the most")
    return line or None


def _moment(date: str) -> str:
    """A day or a moment in ISO 8601, in UTC where it names no zone, as it is stored."""
    try:
        moment = datetime.fromisoformat(date)
        return moments.written(moment.replace(tzinfo=moment.tzinfo or UTC))
    except (ValueError, OverflowError) as error:
        raise Unusable(f"its date {date[:40]!r} is not one of ISO 8601, such as 2024-07-15") from error
