"""Parsed reviews and notes, common to all forms of records.

An invalid required value (key, source, date, at least one point) rejects the record here; all other values are cleaned
here, and `graphdb.ingest.gate.review` rejects only their field.
"""

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final, NamedTuple, TypeVar

import orjson

from graphdb import timestamps
from graphdb.ingest.review_notes import NoteRow, Score
from graphdb.ingest.reviews import PaperNames, Point, ReviewRow
from graphdb.value_types import Text
from ingest.values import Unusable

#: Maximum length of a text, number of points and of responses, and length of a name, key or `about`.
MAX_TEXT_LENGTH: Final = 50_000
MAX_POINTS: Final = 200
MAX_RESPONSES: Final = 200
MAX_NAME_LENGTH: Final = 300
_TEXT: Final = Text()
_Row = TypeVar("_Row", ReviewRow, NoteRow)
#: Increased when the same record gives a different review, so that the next ingest stores every review again.
VERSION: Final = b"4"
NO_CONTENT: Final = "it has neither a text nor a decision"
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


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """A note on a paper, as `ParsedReview`."""

    paper: PaperNames | str
    row: NoteRow
    faults: tuple[Fault, ...] = ()


def parsed_review(
    paper: PaperNames | str,
    *,
    key: str,
    source: str,
    date: str,
    points: Sequence[Point],
    faults: Sequence[Fault] = (),
    scores: Sequence[Score] = (),
    responses: Sequence[ParsedNote] = (),
    **optional: Any,
) -> ParsedReview:
    """The review, with an id from source and key. Values can have any type; `optional` are `summary`, `recommendation`,
    `confidence`, `reviewer`, `licence`, `url` and `round`. Raises Unusable where a required value is missing."""
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
    left_out += [fault for response in responses for fault in response.faults]
    if len(responses) > MAX_RESPONSES:
        reason = f"are more than {MAX_RESPONSES}: the first {MAX_RESPONSES} are stored"
        left_out.append(Fault("responses", reason, len(responses)))
    row = ReviewRow(
        key=_required("id", key), source=_required("source", source), id=_id(source, key), at=_timestamp(date),
        points=tuple(stored), summary=_text("summary", optional.get("summary"), left_out),
        recommendation=optional.get("recommendation"), confidence=optional.get("confidence"),
        reviewer=_line("reviewer", optional.get("reviewer"), left_out),
        licence=_line("licence", optional.get("licence"), left_out),
        url=_address(optional.get("url")), round=optional.get("round"),
        scores=tuple(replace(score, text=_line("scores", score.text, left_out)) for score in scores),
        responses=tuple(response.row for response in responses[:MAX_RESPONSES]),
    )  # fmt: skip
    return ParsedReview(paper, row, tuple(left_out))


def parsed_note(paper: PaperNames | str, *, kind: str, key: str, source: str, date: str, **optional: Any) -> ParsedNote:
    """The note, with an id from source and key. `kind`: the name of a `ReviewNoteKind`; `optional` are `decision`,
    `text`, `round`, `reviewer`, `in_reply_to`, `licence` and `url`, of any type. Raises Unusable where a required value
    is missing, and for a note without content."""
    left_out: list[Fault] = []
    row = NoteRow(
        kind=kind, key=_required("id", key), source=_required("source", source), id=_id(source, key, "rnt_"),
        at=_timestamp(date), decision=_line("decision", optional.get("decision"), left_out),
        text=_text("text", optional.get("text"), left_out), round=optional.get("round"),
        reviewer=_line("reviewer", optional.get("reviewer"), left_out),
        in_reply_to=_line("in_reply_to", optional.get("in_reply_to"), left_out),
        licence=_line("licence", optional.get("licence"), left_out), url=_address(optional.get("url")),
    )  # fmt: skip
    if not row.decision and not row.text and kind != "WITHDRAWAL":
        raise Unusable(NO_CONTENT)
    return ParsedNote(paper, row, tuple(left_out))


def provenance(source: str, key: str) -> dict[str, str]:
    """The fields of a review that say where it comes from, with its id."""
    return {"source": _required("source", source), "key": _required("id", key), "id": _id(source, key)}


def with_licence(parsed: ParsedReview | ParsedNote, licence: str) -> ParsedReview | ParsedNote:
    """The review or note, and its responses, with the licence of the file where its record has none."""
    if isinstance(parsed, ParsedNote):
        return replace(parsed, row=replace(parsed.row, licence=parsed.row.licence or licence))
    responses = tuple(replace(each, licence=each.licence or licence) for each in parsed.row.responses)
    row = replace(parsed.row, licence=parsed.row.licence or licence, responses=responses)
    return replace(parsed, row=row)


def with_digest(row: _Row) -> _Row:
    """The review or note with a digest of its content."""
    content = asdict(replace(row, digest=0))
    if isinstance(row, ReviewRow):
        content |= {"points": [[*point] for point in row.points]}
    digest = blake2b(orjson.dumps(content), digest_size=8, key=VERSION).digest()
    return replace(row, digest=int.from_bytes(digest, "big", signed=True))


def _id(source: str, key: str, prefix: str = "rev_") -> str:
    """An id in the form of `identifiers.sortable`, derived from source and key."""
    content = blake2b(f"{source}\n{key}".encode(), digest_size=17).digest()
    return f"{prefix}{base64.b32hexencode(content).decode().lower()[:26]}"


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


def _address(url: Any) -> Any:
    """A URL without spaces; values of other types pass, and the gate rejects them."""
    return "%20".join(url.split()) or None if isinstance(url, str) else url


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
