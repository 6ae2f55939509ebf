"""What a record of a review says, whatever form it came in.

What a review cannot do without (its key, source, date, a point) is checked here and costs the record; everything else
is cleaned here and checked by `graphdb.ingest.gate.review`, and costs its field alone.
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

#: The longest text, the most points, and the longest name, key or place that a record may hold.
MAX_TEXT_LENGTH: Final = 50_000
MAX_POINTS: Final = 200
MAX_NAME_LENGTH: Final = 300
_TEXT: Final = Text()
#: Advanced when the same record would give another review, so that a new version stores every review anew.
VERSION: Final = b"2"
NO_POINT: Final = "it makes no point: at least one strength, concern or question is needed"


class Fault(NamedTuple):
    """A value that is left out: `reason` completes "a value of its summary …"."""

    field: str
    reason: str
    value: object


@dataclass(frozen=True, slots=True)
class ParsedReview:
    """A review, and the paper: what names it, or (a text) an id that another file explains. `faults` are the values of
    the record that the row lacks."""

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
    """The review, its id made of source and key, from values of any type: `optional` are `summary`, `recommendation`,
    `confidence`, `reviewer`, `licence` and `url`. Raises Unusable where it lacks what a review needs."""
    left_out = list(faults)
    kept: list[Point] = []
    for point in points:
        text = _text("points", point.text, left_out)
        if text is None:
            left_out.append(Fault("points", "has no text", point.text))
        elif len(kept) < MAX_POINTS:
            kept.append(Point(point.kind, text, _line("about", point.about, left_out)))
        else:
            left_out.append(Fault("points", f"is beyond the first {MAX_POINTS}", text))
    if not kept:
        raise Unusable(NO_POINT)
    url = optional.get("url")
    row = ReviewRow(
        key=_required("id", key), source=_required("source", source), id=_id(source, key), at=_moment(date),
        points=tuple(kept), summary=_text("summary", optional.get("summary"), left_out),
        recommendation=optional.get("recommendation"), confidence=optional.get("confidence"),
        reviewer=_line("reviewer", optional.get("reviewer"), left_out),
        licence=_line("licence", optional.get("licence"), left_out),
        url="%20".join(url.split()) or None if isinstance(url, str) else url,
    )  # fmt: skip
    return ParsedReview(paper, row, tuple(left_out))


def with_licence(said: ParsedReview, licence: str) -> ParsedReview:
    """The review under the licence of the whole file, where its record says none."""
    return said if said.row.licence else replace(said, row=replace(said.row, licence=licence))


def digested(row: ReviewRow) -> ReviewRow:
    """The review with what stands for its content."""
    content = asdict(replace(row, digest=0)) | {"points": [[*point] for point in row.points]}
    digest = blake2b(orjson.dumps(content), digest_size=8, key=VERSION).digest()
    return replace(row, digest=int.from_bytes(digest, "big", signed=True))


def _id(source: str, key: str) -> str:
    """26 characters, as `identifiers.sortable` has them, that the same source and key always give."""
    content = blake2b(f"{source}\n{key}".encode(), digest_size=17).digest()
    return f"rev_{base64.b32hexencode(content).decode().lower()[:26]}"


def _text(field: str, value: Any, faults: list[Fault]) -> Any:
    """A text without its margins; a value of another type as it is, for the gate."""
    if not isinstance(value, str):
        return value
    text = value.replace("\x00", "").strip()
    return _within(field, text, MAX_TEXT_LENGTH, faults)


def _line(field: str, value: Any, faults: list[Fault]) -> Any:
    """One line of text; a value of another type as it is, for the gate."""
    if not isinstance(value, str):
        return value
    return _within(field, " ".join(value.replace("\x00", "").split()), MAX_NAME_LENGTH, faults)


def _within(field: str, text: str, most: int, faults: list[Fault]) -> str | None:
    if len(text) <= most:
        return text or None
    faults.append(Fault(field, f"has {len(text):,} characters: {most:,} are the most", text))
    return None


def _required(field: str, text: str) -> str:
    line = " ".join(text.replace("\x00", "").split())
    if (fault := _TEXT.fault(line)) is not None:
        raise Unusable(f"`{field}` {fault}")
    if not line or len(line) > MAX_NAME_LENGTH:
        raise Unusable(f"`{field}` has {len(line)} characters: it must have 1 to {MAX_NAME_LENGTH}")
    return line


def _moment(date: str) -> str:
    """A day or a moment in ISO 8601, in UTC where it names no zone, as it is stored."""
    try:
        moment = datetime.fromisoformat(date)
        return timestamps.written(moment.replace(tzinfo=moment.tzinfo or UTC))
    except (ValueError, OverflowError) as error:
        raise Unusable(f"its date {date[:40]!r} is not one of ISO 8601, such as 2024-07-15") from error
