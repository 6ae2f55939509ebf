"""Reviews in the form of NeurIPS, as its reviewers fill it in: one line a paper, `{"paper": …, "reviews": […]}`.

Each review has its text in `comments`, under the headings SUMMARY, STRENGTHS, WEAKNESSES (or both in one), QUESTIONS
and LIMITATIONS, and ratings beside it. Strengths, weaknesses and questions become points; what a reviewer says of
limitations, and what cannot be told apart, is kept below the summary. Decisions and meta-reviews are no reviews.

Source of the scales: the reviewer forms of NeurIPS 2023 and 2024 (overall rating 1 to 10) and 2025 (1 to 6).
"""

import re
from collections.abc import Iterator
from typing import Any, Final, cast

from graphdb.ingest.reviews import Point
from ingest.reviews.points import is_nothing, points
from ingest.reviews.record import Fault, ParsedReview, parsed_review
from ingest.values import Unusable

_HEADINGS: Final = re.compile(
    r"^(SUMMARY|STRENGTHS AND WEAKNESSES|STRENGTHS|WEAKNESSES|QUESTIONS|LIMITATIONS):\s*$", re.MULTILINE
)
_KINDS: Final = {"STRENGTHS": "STRENGTH", "WEAKNESSES": "CONCERN", "QUESTIONS": "METHOD_QUESTION"}
#: A line of a text on both that begins the part on the one or on the other, such as `### Weaknesses:`.
_SIDE: Final = re.compile(
    r"^(?:[^\w\n]|_)*(?:\d\.\s*)?(?:(?:main|major|key|the|paper|minor|some|potential)\s+)?"
    r"(?:(?P<strengths>streng(?:th|ht)s?|pros?|positives?|advantages?|merits?)"
    r"|(?P<weaknesses>weakness(?:es)?|cons?|negatives?|concerns?|drawbacks?|disadvantages?|limitations?|issues?))"
    r"\b(?:\s+(?:and|/)\s+\w+|\s+of\s+(?:the|this)\s+\w+|\s*\([^)]{1,40}\))?"
    r"[*_\s]*(?:[:：][*_ \t]*(?=\S)|[:：.\-*_#\])\s]*$)",
    re.IGNORECASE | re.MULTILINE,
)
#: The greatest rating that means each recommendation, by the length of the scale.
_SCALES: Final = {
    10: ((2, "STRONG_NO"), (3, "NO"), (5, "NEUTRAL"), (7, "YES"), (10, "STRONG_YES")),
    6: ((1, "STRONG_NO"), (2, "NO"), (4, "NEUTRAL"), (5, "YES"), (6, "STRONG_YES")),
}
_SHORT_SCALE_SINCE: Final = "2025"


def is_neurips(record: dict[str, Any]) -> bool:
    """Whether a line is of this form."""
    return isinstance(record.get("paper"), str) and isinstance(record.get("reviews"), list)


def reviews(record: dict[str, Any]) -> Iterator[ParsedReview | Unusable | None]:
    """The reviews of a line: each as it says, why it cannot be used, or None for what is no review."""
    for place, review in enumerate(record["reviews"], 1):
        try:
            yield _review(record["paper"], place, review)
        except Unusable as error:
            yield Unusable(f"its review {place} cannot be used: {error}")


def _review(paper: str, place: int, review: Any) -> ParsedReview | None:
    if not isinstance(review, dict) or not isinstance(review.get("comments"), str):  # pyright: ignore[reportUnknownMemberType]
        raise Unusable("it has no text in `comments`")
    given = cast("dict[str, Any]", review)
    if given.get("IS_META_REVIEW") or given.get("TITLE") == "Decision":
        return None
    date = str(given.get("DATE") or "")
    parts = _parts(given["comments"])
    found = [Point(kind, text) for name, kind in _KINDS.items() for text in points(parts.get(name, ""))]
    prefix, _, key = paper.rpartition(":")
    rating = given.get("RECOMMENDATION")
    recommendation = _recommendation(rating, date)
    faults = [] if rating is None or recommendation else [Fault("recommendation", "is not on the scale", rating)]
    forum = f"https://openreview.net/forum?id={key}" if prefix == "nips" else None
    return parsed_review(
        paper, key=f"{paper}/{place}", source=f"NeurIPS {date[:4]}", date=date, summary=_summary(parts), points=found,
        recommendation=recommendation, confidence=given.get("REVIEWER_CONFIDENCE"), reviewer=f"Reviewer {place}",
        url=forum, faults=faults,
    )  # fmt: skip


def _parts(text: str) -> dict[str, str]:
    """What stands under each heading; a part on both strengths and weaknesses as far as it says which is which."""
    _, *found = _HEADINGS.split(text)
    parts = {name: part.strip() for name, part in zip(found[::2], found[1::2], strict=True)}
    if (both := parts.pop("STRENGTHS AND WEAKNESSES", None)) is not None:
        parts |= _sides(both)
    return parts


def _sides(text: str) -> dict[str, str]:
    sides: dict[str, list[str]] = {"": [], "STRENGTHS": [], "WEAKNESSES": []}
    side, read = "", 0
    for found in _SIDE.finditer(text):
        sides[side].append(text[read : found.start()].strip())
        side, read = "STRENGTHS" if found["strengths"] else "WEAKNESSES", found.end()
    sides[side].append(text[read:].strip())
    return {name: "\n\n".join(filter(None, parts)) for name, parts in sides.items()}


def _summary(parts: dict[str, str]) -> str:
    """The summary, and below it what is no point."""
    limitations = parts.get("LIMITATIONS", "")
    kept = [parts.get("SUMMARY", ""), parts.get("", "")]
    kept += [f"**Limitations.** {limitations}"] if limitations and not is_nothing(limitations) else []
    return "\n\n".join(filter(None, kept))


def _recommendation(rating: Any, date: str) -> str | None:
    scale = 6 if date >= _SHORT_SCALE_SINCE else 10
    if type(rating) is not int or not 1 <= rating <= scale:
        return None
    return next(name for most, name in _SCALES[scale] if rating <= most)
