"""Reviews in the form of NeurIPS: one line per paper, `{"paper": …, "reviews": […]}`.

The text of a review is in `comments`, under the headings SUMMARY, STRENGTHS, WEAKNESSES (or both in one), QUESTIONS and
LIMITATIONS; ratings are in other fields. Strengths, weaknesses and questions become points; limitations, and text of
neither side, follow the summary. Decisions and meta-reviews are left out.

Source of the scales: the reviewer forms of NeurIPS 2023 and 2024 (overall rating 1 to 10) and 2025 (1 to 6).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from graphdb.ingest.reviews import Point
from ingest.reviews.points import is_nothing, is_reference, points
from ingest.reviews.record import Fault, ParsedReview, parsed_review
from ingest.values import Unusable

_HEADINGS: Final = re.compile(
    r"^(SUMMARY|STRENGTHS AND WEAKNESSES|STRENGTHS|WEAKNESSES|QUESTIONS|LIMITATIONS):\s*$", re.MULTILINE
)
_BOTH: Final = "STRENGTHS AND WEAKNESSES"
_KINDS: Final = {"STRENGTHS": "STRENGTH", "WEAKNESSES": "CONCERN", "QUESTIONS": "METHOD_QUESTION"}
#: A line within STRENGTHS AND WEAKNESSES that begins the part on one of them, such as `### Weaknesses:`.
_SIDE: Final = re.compile(
    r"^(?:[^\w\n]|_)*(?:\d\.\s*)?(?:(?:main|major|key|the|paper|minor|some|potential)\s+)?"
    r"(?:(?P<strengths>streng(?:th|ht)s?|pros?|positives?|advantages?|merits?)"
    r"|(?P<weaknesses>weakness(?:es)?|cons?|negatives?|concerns?|drawbacks?|disadvantages?|limitations?|issues?))"
    r"\b(?:\s+(?:and|/)\s+\w+|\s+of\s+(?:the|this)\s+\w+|\s*\([^)]{1,40}\))?"
    r"[*_\s]*(?:[:：][*_ \t]*(?=\S)|[:：.\-*_#\])\s]*$)",
    re.IGNORECASE | re.MULTILINE,
)
#: Length of the scale → maximum rating of each recommendation.
_SCALES: Final = {
    10: ((2, "STRONG_NO"), (3, "NO"), (5, "NEUTRAL"), (7, "YES"), (10, "STRONG_YES")),
    6: ((1, "STRONG_NO"), (2, "NO"), (4, "NEUTRAL"), (5, "YES"), (6, "STRONG_YES")),
}
_SHORT_SCALE_SINCE: Final = "2025"


def is_neurips(record: dict[str, Any]) -> bool:
    """Whether a record has this form."""
    return isinstance(record.get("paper"), str) and isinstance(record.get("reviews"), list)


def reviews(record: dict[str, Any]) -> Iterator[ParsedReview | Unusable | None]:
    """The reviews of a record: the parsed review, the reason why it cannot be used, or None for a decision or
    meta-review."""
    for number, each in enumerate(record["reviews"], 1):
        try:
            yield review(record["paper"], number, each)
        except Unusable as error:
            yield Unusable(f"its review {number} cannot be used: {error}")


def review(paper: str, number: int, record: Any) -> ParsedReview | None:
    """The review of a record; None for a decision or meta-review. Raises Unusable."""
    if not isinstance(record, dict) or not isinstance(record.get("comments"), str):  # pyright: ignore[reportUnknownMemberType]
        raise Unusable("it has no text in `comments`")
    fields = cast("dict[str, Any]", record)
    if fields.get("IS_META_REVIEW") or fields.get("TITLE") == "Decision":
        return None
    return of_parts(paper, number, _parts(fields["comments"]), fields)


def of_parts(
    paper: str, number: int, texts: Mapping[str, str], fields: Mapping[str, Any], scale: int | None = None
) -> ParsedReview:
    """The review with the texts by their headings, and the date, rating and confidence of `fields`. `scale`: the length
    of the scale of ratings; None for that of NeurIPS in the year of the review. Raises Unusable."""
    date = str(fields.get("DATE") or "")
    parts = {name: text for name, text in texts.items() if name != _BOTH}
    if _BOTH in texts:
        parts |= _sides(texts[_BOTH])
    listed = [Point(kind, text) for name, kind in _KINDS.items() for text in points(parts.get(name, ""))]
    # A review whose strengths and weaknesses cannot be separated is stored with its reference to them.
    if not listed and parts.get(""):
        listed = [Point(kind, parts[name]) for name, kind in _KINDS.items() if is_reference(parts.get(name, ""))]
    prefix, _, key = paper.rpartition(":")
    rating = fields.get("RECOMMENDATION")
    recommendation = _recommendation(rating, scale or (6 if date >= _SHORT_SCALE_SINCE else 10))
    faults = [] if rating is None or recommendation else [Fault("recommendation", "is not on the scale", rating)]
    forum = f"https://openreview.net/forum?id={key}" if prefix == "nips" else None
    return parsed_review(
        paper, key=f"{paper}/{number}", source=f"NeurIPS {date[:4]}", date=date, summary=_summary(parts), points=listed,
        recommendation=recommendation, confidence=fields.get("REVIEWER_CONFIDENCE"), reviewer=f"Reviewer {number}",
        url=forum, faults=faults,
    )  # fmt: skip


def _parts(text: str) -> dict[str, str]:
    """The text under each heading."""
    _, *sections = _HEADINGS.split(text)
    return {name: part.strip() for name, part in zip(sections[::2], sections[1::2], strict=True)}


def _sides(text: str) -> dict[str, str]:
    """A text on both strengths and weaknesses, split at its headings."""
    sides: dict[str, list[str]] = {"": [], "STRENGTHS": [], "WEAKNESSES": []}
    side, position = "", 0
    for match in _SIDE.finditer(text):
        sides[side].append(text[position : match.start()].strip())
        side, position = "STRENGTHS" if match["strengths"] else "WEAKNESSES", match.end()
    sides[side].append(text[position:].strip())
    return {name: "\n\n".join(filter(None, parts)) for name, parts in sides.items()}


def _summary(parts: dict[str, str]) -> str:
    """The summary, followed by the text that does not become points."""
    limitations = parts.get("LIMITATIONS", "")
    paragraphs = [parts.get("SUMMARY", ""), parts.get("", "")]
    paragraphs += [f"**Limitations.** {limitations}"] if limitations and not is_nothing(limitations) else []
    return "\n\n".join(filter(None, paragraphs))


def _recommendation(rating: Any, scale: int) -> str | None:
    if type(rating) is not int or not 1 <= rating <= scale:
        return None
    return next(name for maximum, name in _SCALES[scale] if rating <= maximum)
