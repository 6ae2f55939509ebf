"""A parsed review, common to all forms of records.

An invalid required value (key, source, date, at least one point) rejects the record here; all other values are cleaned
here, and `graphdb.ingest.gate.review` rejects only their field.
"""

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import orjson

from graphdb import timestamps
from graphdb.ingest.reviews import PaperNames, Point, ReviewRow
from graphdb.value_types import Text
from ingest.values import Unusable

#: Maximum length of a text, number of points, and length of a name, key or `about`.
MAX_TEXT_LENGTH: Final = 50_000
MAX_POINTS: Final = 200
MAX_NAME_LENGTH: Final = 300
_TEXT: Final = Text()
#: Increased when the same record gives a different review, so that the next ingest stores every review again.
VERSION: Final = b"3"
NO_POINT: Final = "it has no point: at least one strength, concern or question is required"


class Fault(NamedTuple):
    """A rejected value; `reason` completes "a value of its summary …"."""

    field: str
    reason: str
    value: object


@dataclass(frozen=True, slots=True)
class ParsedReview:
    """A review and its paper: the names of the paper, or (text) an id that a file of papers resolves. `faults` are the
    rejected values of the record."""

    paper: PaperNames | str
    row: ReviewRow
    faults: tuple[Fault, ...] = ()


def parsed_review(
    paper: PaperNames | str,
    *,
    key: str,
    source: str,
    date: str,
    points: Sequence[Point],
    faults: Sequence[Fault] = (),
    **optional: Any,
) -> ParsedReview:
    """The review, with an id from source and key. Values can have any type; `optional` are `summary`, `recommendation`,
    `confidence`, `reviewer`, `licence` and `url`. Raises Unusable where a required value is missing."""
    left_out = list(faults)
    stored: list[Point] = []
    for point in points:
        text = _text("points", point.text, left_out)
        if text is None:
            left_out.append(Fault("points", "has no text", point.text))
        elif len(stored) < MAX_POINTS:
            stored.append(Point(point.kind, text, _line("about", point.about, left_out)))
        else:
            left_out.append(Fault("points", f"is beyond the first {MAX_POINTS}", text))
    if not stored:
        raise Unusable(NO_POINT)
    url = optional.get("url")
    row = ReviewRow(
        key=_required("id", key), source=_required("source", source), id=_id(source, key), at=_timestamp(date),
        points=tuple(stored), summary=_text("summary", optional.get("summary"), left_out),
        recommendation=optional.get("recommendation"), confidence=optional.get("confidence"),
        reviewer=_line("reviewer", optional.get("reviewer"), left_out),
        licence=_line("licence", optional.get("licence"), left_out),
        url="%20".join(url.split()) or None if isinstance(url, str) else url,
    )  # fmt: skip
    return ParsedReview(paper, row, tuple(left_out))


def provenance(source: str, key: str) -> dict[str, str]:
    """The fields of a review that say where it comes from, with its id."""
    return {"source": _required("source", source), "key": _required("id", key), "id": _id(source, key)}


def with_licence(review: ParsedReview, licence: str) -> ParsedReview:
    """The review with the licence of the file, if its record has none."""
    return review if review.row.licence else replace(review, row=replace(review.row, licence=licence))


def with_digest(row: ReviewRow) -> ReviewRow:
    """The review with a digest of its content."""
    content = asdict(replace(row, digest=0)) | {"points": [[*point] for point in row.points]}
    digest = blake2b(orjson.dumps(content), digest_size=8, key=VERSION).digest()
    return replace(row, digest=int.from_bytes(digest, "big", signed=True))


def _id(source: str, key: str) -> str:
    """An id in the form of `identifiers.sortable`, derived from source and key."""
    content = blake2b(f"{source}\n{key}".encode(), digest_size=17).digest()
    return f"rev_{base64.b32hexencode(content).decode().lower()[:26]}"


def _text(field: str, value: Any, faults: list[Fault]) -> Any:
    """A text without surrounding space; values of other types pass, and the gate rejects them."""
    if not isinstance(value, str):
        return value
    text = value.replace("\x00", "").strip()
    return _limited(field, text, MAX_TEXT_LENGTH, faults)


def _line(field: str, value: Any, faults: list[Fault]) -> Any:
    """One line of text; values of other types pass, and the gate rejects them."""
    if not isinstance(value, str):
        return value
    return _limited(field, " ".join(value.replace("\x00", "").split()), MAX_NAME_LENGTH, faults)


def _limited(field: str, text: str, maximum: int, faults: list[Fault]) -> str | None:
    if len(text) <= maximum:
        return text or None
    faults.append(Fault(field, f"has {len(text):,} characters: at most {maximum:,} are allowed", text))
    return None


def _required(field: str, text: str) -> str:
    line = " ".join(text.replace("\x00", "").split())
    if (fault := _TEXT.fault(line)) is not None:
        raise Unusable(f"`{field}` {fault}")
    if not line or len(line) > MAX_NAME_LENGTH:
        raise Unusable(f"`{field}` has {len(line)} characters: it must have 1 to {MAX_NAME_LENGTH}")
    return line


def _timestamp(date: str) -> str:
    """The stored form of a date or time in ISO 8601; without a zone it is UTC."""
    try:
        moment = datetime.fromisoformat(date)
        return timestamps.to_text(moment.replace(tzinfo=moment.tzinfo or UTC))
    except (ValueError, OverflowError) as error:
        raise Unusable(f"its date {date[:40]!r} is not ISO 8601, such as 2024-07-15") from error
