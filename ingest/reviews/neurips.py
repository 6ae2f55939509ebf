"""Reviews in the form of NeurIPS: one line per paper, `{"paper": …, "reviews": […]}`.

The text of a review is in `comments`, under the headings SUMMARY, STRENGTHS, WEAKNESSES (or both in one), QUESTIONS and
LIMITATIONS; ratings are in other fields. Strengths, weaknesses and questions become points; limitations, and text of
neither side, follow the summary. A decision has the headings DECISION and COMMENT.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from graphdb.ingest.review_notes import Score
from graphdb.ingest.reviews import Point
from ingest.reviews import ratings
from ingest.reviews.points import is_nothing, is_reference, points
from ingest.reviews.record import Fault, ParsedNote, ParsedReview, parsed_note, parsed_review
from ingest.values import Unusable

_HEADINGS: Final = re.compile(
    r"^(SUMMARY|STRENGTHS AND WEAKNESSES|STRENGTHS|WEAKNESSES|QUESTIONS|LIMITATIONS):\s*$", re.MULTILINE
)
JUSTIFICATION: Final = "FINAL JUSTIFICATION"
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
#: A decision and its reasons.
_DECISION: Final = re.compile(r"^(DECISION|COMMENT|METAREVIEW):\s*$", re.MULTILINE)
#: Ratings of the form besides `RECOMMENDATION` and `REVIEWER_CONFIDENCE`.
_ASPECTS: Final = ("SOUNDNESS_CORRECTNESS", "CLARITY", "IMPACT", "ORIGINALITY")


def is_neurips(record: dict[str, Any]) -> bool:
    """Whether a record has this form."""
    return isinstance(record.get("paper"), str) and isinstance(record.get("reviews"), list)


def reviews(record: dict[str, Any]) -> Iterator[ParsedReview | ParsedNote | Unusable]:
    """The reviews, decisions and meta-reviews of a record, or the reason why one cannot be used."""
    for number, each in enumerate(record["reviews"], 1):
        try:
            yield review(record["paper"], number, each)
        except Unusable as error:
            yield Unusable(f"its review {number} cannot be used: {error}")


def review(paper: str, number: int, record: Any) -> ParsedReview | ParsedNote:
    """The review of a record, or its decision or meta-review. Raises Unusable."""
    if not isinstance(record, dict) or not isinstance(record.get("comments"), str):  # pyright: ignore[reportUnknownMemberType]
        raise Unusable("it has no text in `comments`")
    fields = cast("dict[str, Any]", record)
    if fields.get("IS_META_REVIEW") or fields.get("TITLE") == "Decision":
        return _note(paper, number, fields)
    year = str(fields.get("DATE") or "")[:4]
    length = ratings.scale("NeurIPS", int(year)) if year.isdecimal() else None
    names = (("RECOMMENDATION", "rating", length), ("REVIEWER_CONFIDENCE", "confidence", ratings.CONFIDENCE_SCALE))
    aspects = ((name, name, ratings.ASPECT_SCALE) for name in _ASPECTS)
    scores = [ratings.score(name, fields.get(field), best) for field, name, best in (*names, *aspects)]
    texts = _parts(fields["comments"], _HEADINGS)
    return of_parts(paper, number, texts, fields, length, [each for each in scores if each is not None])


def _note(paper: str, number: int, fields: dict[str, Any]) -> ParsedNote:
    parts = _parts(fields["comments"], _DECISION)
    date = str(fields.get("DATE") or "")
    return parsed_note(
        paper, kind="DECISION" if fields.get("TITLE") == "Decision" else "META_REVIEW", key=f"{paper}/{number}",
        source=f"NeurIPS {date[:4]}", date=date, decision=parts.get("DECISION") or fields.get("RECOMMENDATION"),
        text=parts.get("METAREVIEW") or parts.get("COMMENT") if parts else fields["comments"], url=_forum(paper),
    )  # fmt: skip


def of_parts(
    paper: str,
    number: int,
    texts: Mapping[str, str],
    fields: Mapping[str, Any],
    scale: int | None,
    scores: Sequence[Score] = (),
    responses: Sequence[ParsedNote] = (),
) -> ParsedReview:
    """The review with the texts by their headings, and the date, rating and confidence of `fields`. `scale`: the length
    of the scale of ratings; None for an unknown one. Raises Unusable."""
    date = str(fields.get("DATE") or "")
    parts = {name: text for name, text in texts.items() if name != _BOTH}
    if _BOTH in texts:
        parts |= _sides(texts[_BOTH])
    listed = [Point(kind, text) for name, kind in _KINDS.items() for text in points(parts.get(name, ""))]
    # A review whose strengths and weaknesses cannot be separated is stored with its reference to them.
    if not listed and parts.get(""):
        listed = [Point(kind, parts[name]) for name, kind in _KINDS.items() if is_reference(parts.get(name, ""))]
    rating = ratings.number(fields.get("RECOMMENDATION"))
    recommendation = ratings.recommendation(rating, scale)
    is_off = rating is not None and scale is not None and recommendation is None
    faults = [Fault("recommendation", "is not on the scale", rating)] if is_off else []
    return parsed_review(
        paper, key=f"{paper}/{number}", source=f"NeurIPS {date[:4]}", date=date, summary=_summary(parts), points=listed,
        recommendation=recommendation, confidence=ratings.number(fields.get("REVIEWER_CONFIDENCE")),
        reviewer=f"Reviewer {number}", url=_forum(paper), round=fields.get("ROUND"), faults=faults, scores=scores,
        responses=responses,
    )  # fmt: skip


def _forum(paper: str) -> str | None:
    """The page of the paper at OpenReview."""
    prefix, _, key = paper.rpartition(":")
    return f"https://openreview.net/forum?id={key}" if prefix == "nips" else None


def _parts(text: str, headings: re.Pattern[str]) -> dict[str, str]:
    """The text under each heading."""
    _, *sections = headings.split(text)
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
    paragraphs += [f"**Final justification.** {parts[JUSTIFICATION]}"] if parts.get(JUSTIFICATION) else []
    return "\n\n".join(filter(None, paragraphs))
