"""Notes of OpenReview's API version 2: one submission per line, with its replies in `details`.

The notes of `/notes?invitation=…/-/Submission&details=replies`. A reply of the kind Official_Review becomes a review;
its fields are those of the forms of NeurIPS and ICLR. Decisions, meta-reviews, rebuttals, comments and withdrawals are
left out.

Source: OpenReview, "API V2 reference", Note; the review forms of NeurIPS 2023 to 2025 and of ICLR 2024 and 2025.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, cast

from graphdb.ingest.reviews import PaperNames
from identifiers.title import title_key
from ingest.reviews import neurips
from ingest.reviews.record import ParsedReview, provenance
from ingest.values import Unusable

#: Fields of the forms, by the heading of `ingest.reviews.neurips` for their text.
_PARTS: Final = {
    "summary": "SUMMARY", "strengths": "STRENGTHS", "weaknesses": "WEAKNESSES", "questions": "QUESTIONS",
    "strengths_and_weaknesses": "STRENGTHS AND WEAKNESSES", "limitations": "LIMITATIONS",
}  # fmt: skip
_REVIEW: Final = "/-/Official_Review"
#: Of an invitation: `NeurIPS.cc/2023/Conference/Submission7/-/Official_Review`.
_VENUE: Final = re.compile(r"(?P<name>[A-Za-z]+)[^/]*/(?P<year>20[0-9]{2})/")
#: The length of the scale of ratings of other venues, such as ICLR.
_SCALE: Final = 10
#: Of a rating: `8: accept, good paper`.
_NUMBER: Final = re.compile(r"\s*([0-9]{1,2})(?![0-9])")


def is_openreview(record: dict[str, Any]) -> bool:
    """Whether a record has this form."""
    return isinstance(record.get("content"), dict) and isinstance(_details(record).get("replies"), list)


def reviews(record: dict[str, Any]) -> Iterator[ParsedReview | Unusable | None]:
    """The reviews of a submission: the parsed review, the reason why it cannot be used, or None for another reply."""
    year = _venue(record)[1]
    title = _value(record, "title")
    names = PaperNames(title=title_key(title) if isinstance(title, str) else None, year=year)
    for number, reply in enumerate(_details(record)["replies"], 1):
        note = cast("dict[str, Any]", reply) if isinstance(reply, dict) else {}
        if not any(each.endswith(_REVIEW) for each in _invitations(note)):
            yield None
            continue
        try:
            yield _review(note, number, str(record.get("id") or ""), names)
        except Unusable as error:
            yield Unusable(f"its reply {number} cannot be used: {error}")


def _review(note: dict[str, Any], number: int, forum: str, names: PaperNames) -> ParsedReview:
    if not names.title:
        raise Unusable("its submission has no title")
    venue, year = _venue(note)
    values = {heading: _value(note, field) for field, heading in _PARTS.items()}
    texts = {heading: text.strip() for heading, text in values.items() if isinstance(text, str)}
    fields = {
        "DATE": _date(note),
        "RECOMMENDATION": _rating(_value(note, "rating")),
        "REVIEWER_CONFIDENCE": _rating(_value(note, "confidence")),
    }
    key = str(note.get("id") or f"{forum}/{number}")
    scale = None if venue == "NeurIPS" else _SCALE
    parsed = neurips.of_parts(f"openreview:{forum}", number, texts, fields, scale)
    row = replace(parsed.row, **provenance(f"{venue} {year}" if year else venue, key), reviewer=_reviewer(note, number),
                  url=f"https://openreview.net/forum?id={forum}&noteId={key}")  # fmt: skip
    return replace(parsed, paper=names, row=row)


def _venue(note: dict[str, Any]) -> tuple[str, int | None]:
    """The name of the venue and the year."""
    match = next((match for each in _invitations(note) if (match := _VENUE.match(each))), None)
    return (match["name"], int(match["year"])) if match else ("OpenReview", None)


def _invitations(note: dict[str, Any]) -> list[str]:
    value = note.get("invitations")
    return [each for each in cast("list[Any]", value) if isinstance(each, str)] if isinstance(value, list) else []


def _details(record: dict[str, Any]) -> dict[str, Any]:
    value = record.get("details")
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _value(note: dict[str, Any], name: str) -> Any:
    """The value of a field of the form."""
    content = note.get("content")
    field = cast("dict[str, Any]", content).get(name) if isinstance(content, dict) else None
    return cast("dict[str, Any]", field).get("value") if isinstance(field, dict) else field


def _rating(value: Any) -> Any:
    """The number of a rating; other values pass, and become faults."""
    match = _NUMBER.match(value) if isinstance(value, str) else None
    return int(match[1]) if match else value


def _reviewer(note: dict[str, Any], number: int) -> str:
    """`Reviewer aB3x` of the signature `…/Reviewer_aB3x`."""
    signatures = note.get("signatures")
    names = (
        [str(each).rpartition("/")[2] for each in cast("list[Any]", signatures)] if isinstance(signatures, list) else []
    )
    return next((name.replace("_", " ") for name in names if name.startswith("Reviewer")), f"Reviewer {number}")


def _date(note: dict[str, Any]) -> str:
    """The time of the note, which is in milliseconds."""
    stamps = [stamp for name in ("pdate", "cdate", "tcdate", "mdate") if isinstance(stamp := note.get(name), int)]
    try:
        return datetime.fromtimestamp(stamps[0] / 1_000, UTC).isoformat()
    except (IndexError, ValueError, OverflowError, OSError) as error:
        raise Unusable("it has no date in `cdate`") from error
