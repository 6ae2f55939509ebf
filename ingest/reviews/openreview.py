"""Notes of OpenReview's API version 2: one submission per line, with its replies in `details`.

The notes of `/notes?invitation=…/-/Submission&details=replies`. A reply of the kind Official_Review becomes a review,
with the replies below it as its responses; decisions, meta-reviews, withdrawals, and other replies with a text become
notes on the paper. The fields of reviews are those of the forms of NeurIPS, ICLR and ICML.

Source: OpenReview, "API V2 reference", Note; the review forms of NeurIPS 2023 to 2025 and of ICLR 2024 and 2025.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from graphdb.ingest.reviews import PaperNames
from identifiers.title import title_key
from ingest.reviews import neurips, openreview_note, ratings
from ingest.reviews.openreview_note import Json, kinds, value_of
from ingest.reviews.record import ParsedNote, ParsedReview, parsed_note, provenance
from ingest.values import Unusable

#: Fields of the forms, by the heading of `ingest.reviews.neurips` for their text.
_PARTS: Final = {
    "summary": "SUMMARY", "strengths": "STRENGTHS", "weaknesses": "WEAKNESSES", "questions": "QUESTIONS",
    "strengths_and_weaknesses": "STRENGTHS AND WEAKNESSES", "limitations": "LIMITATIONS",
    "final_justification": neurips.JUSTIFICATION,
}  # fmt: skip
#: Ratings of the whole paper; the first that a review has becomes its recommendation.
_RATINGS: Final = ("final_rating", "rating", "overall_recommendation", "recommendation")
_ASPECTS: Final = (
    "soundness", "presentation", "contribution", "quality", "clarity", "significance", "originality", "correctness",
    "technical_novelty_and_significance", "empirical_novelty_and_significance",
)  # fmt: skip
#: Last part of an invitation, such as `NeurIPS.cc/2023/Conference/Submission7/-/Decision` → kind of note.
_REVIEW: Final = "Official_Review"
_KINDS: Final = {
    "Decision": "DECISION", "Desk_Rejection": "DECISION", "Meta_Review": "META_REVIEW", "Withdrawal": "WITHDRAWAL",
}  # fmt: skip
_DESK_REJECTION: Final = "Desk_Rejection"
#: At the end of the id of the venue of a withdrawn submission.
_WITHDRAWN: Final = "Withdrawn_Submission"


@dataclass(frozen=True, slots=True)
class _Reply:
    """A reply of a submission: its number in the record, its note, its venue with the year, and its key."""

    number: int
    note: Json
    venue: str
    year: int | None
    key: str

    @property
    def source(self) -> str:
        return f"{self.venue} {self.year}" if self.year else self.venue


def is_openreview(record: Json) -> bool:
    """Whether a record has this form."""
    return isinstance(record.get("content"), dict) and isinstance(openreview_note.details(record).get("replies"), list)


def reviews(record: Json) -> Iterator[ParsedReview | ParsedNote | Unusable | None]:
    """The reviews of a submission with their responses, and the notes on it; the reason why a reply cannot be used, or
    None for one without content."""
    title = value_of(record, "title")
    names = PaperNames(
        title=title_key(title) if isinstance(title, str) else None, year=openreview_note.venue(record)[1]
    )
    forum = str(record.get("id") or "")
    replies = [_reply(forum, number, each) for number, each in enumerate(openreview_note.details(record)["replies"], 1)]
    threads, others = _threads(replies)
    for reply in others:
        if _REVIEW not in kinds(reply.note):
            yield _read(reply, forum, names, forum)
            continue
        thread = [_read(each, forum, names, reply.key) for each in threads.get(reply.key, ())]
        yield from (each for each in thread if not isinstance(each, ParsedNote))
        responses = [
            replace(each, row=replace(each.row, source=reply.source)) for each in thread if isinstance(each, ParsedNote)
        ]
        try:
            yield _review(reply, forum, names, responses)
        except Unusable as error:
            yield Unusable(f"its reply {reply.number} cannot be used: {error}")
            yield from (
                replace(each, row=replace(each.row, in_reply_to=each.row.in_reply_to or reply.key))
                for each in responses
            )
    is_withdrawn = str(value_of(record, "venueid") or "").endswith(_WITHDRAWN)
    if is_withdrawn and not any("Withdrawal" in kinds(reply.note) for reply in replies):
        yield _withdrawal(record, forum, names)


def _read(reply: _Reply, forum: str, names: PaperNames, top: str) -> ParsedNote | Unusable | None:
    """A note, or the reason why it cannot be used; None if it has no content. `top`: the key of what its thread begins
    at."""
    try:
        return _note(reply, forum, names, top)
    except Unusable as error:
        return Unusable(f"its reply {reply.number} cannot be used: {error}")


def _reply(forum: str, number: int, value: Any) -> _Reply:
    note = cast("Json", value) if isinstance(value, dict) else {}
    return _Reply(number, note, *openreview_note.venue(note), str(note.get("id") or f"{forum}/{number}"))


def _threads(replies: Sequence[_Reply]) -> tuple[dict[str, list[_Reply]], list[_Reply]]:
    """The replies below each review, by its key, oldest first; and the others, with the reviews."""
    by_key = {reply.key: reply for reply in replies}
    threads: dict[str, list[_Reply]] = {}
    others: list[_Reply] = []
    for reply in replies:
        review = None if _REVIEW in kinds(reply.note) else _reviewed(reply, by_key)
        if review is None:
            others.append(reply)
        else:
            threads.setdefault(review, []).append(reply)
    for thread in threads.values():
        thread.sort(key=lambda reply: openreview_note.stamp(reply.note) or 0)
    return threads, others


def _reviewed(reply: _Reply, by_key: Mapping[str, _Reply]) -> str | None:
    """The key of the review that a reply is below."""
    passed = {reply.key}
    parent = by_key.get(str(reply.note.get("replyto")))
    while parent is not None and parent.key not in passed:
        if _REVIEW in kinds(parent.note):
            return parent.key
        passed.add(parent.key)
        parent = by_key.get(str(parent.note.get("replyto")))
    return None


def _review(reply: _Reply, forum: str, names: PaperNames, responses: Sequence[ParsedNote]) -> ParsedReview:
    if not names.title:
        raise Unusable("its submission has no title")
    note = reply.note
    values = {heading: value_of(note, field) for field, heading in _PARTS.items()}
    texts = {heading: text.strip() for heading, text in values.items() if isinstance(text, str)}
    confidence = value_of(note, "confidence")
    listed = {name: value for name in _RATINGS if (value := value_of(note, name)) is not None}
    fields = {
        "DATE": openreview_note.date(note), "RECOMMENDATION": next(iter(listed.values()), None),
        "REVIEWER_CONFIDENCE": confidence, "ROUND": value_of(note, "round"),
    }  # fmt: skip
    scale = None if reply.year is None else ratings.scale(reply.venue, reply.year)
    scores = [
        *(ratings.score(name, value, scale) for name, value in listed.items()),
        ratings.score("confidence", confidence, ratings.CONFIDENCE_SCALE),
        *(ratings.score(name, value_of(note, name), ratings.ASPECT_SCALE) for name in _ASPECTS),
    ]
    parsed = neurips.of_parts(
        f"openreview:{forum}", reply.number, texts, fields, scale, [each for each in scores if each is not None],
        responses,
    )  # fmt: skip
    row = replace(
        parsed.row, **provenance(reply.source, reply.key), url=_url(forum, reply.key),
        reviewer=openreview_note.signature(note) or f"Reviewer {reply.number}",
    )  # fmt: skip
    return replace(parsed, paper=names, row=row)


def _note(reply: _Reply, forum: str, names: PaperNames, top: str) -> ParsedNote | None:
    note, author = reply.note, openreview_note.signature(reply.note)
    names_of_kinds = kinds(note)
    kind = next((_KINDS[each] for each in names_of_kinds if each in _KINDS), None)
    content = openreview_note.text(note)
    if kind is None and not content:
        return None
    if not names.title:
        raise Unusable("its submission has no title")
    decision = value_of(note, "decision") or (value_of(note, "recommendation") if kind == "META_REVIEW" else None)
    above = str(note.get("replyto") or top)
    return parsed_note(
        names, kind=kind or ("RESPONSE" if author == "Authors" else "COMMENT"), key=reply.key, source=reply.source,
        date=openreview_note.date(note), text=content, round=value_of(note, "round"), reviewer=author,
        url=_url(forum, reply.key),
        decision=decision or ("Desk rejected" if _DESK_REJECTION in names_of_kinds else None),
        in_reply_to=None if above == top else above,
    )  # fmt: skip


def _withdrawal(record: Json, forum: str, names: PaperNames) -> ParsedNote | Unusable:
    """The withdrawal of a submission that only its venue shows."""
    venue, year = openreview_note.venue(record)
    try:
        return parsed_note(
            names, kind="WITHDRAWAL", key=f"{forum}/withdrawn", source=f"{venue} {year}" if year else venue,
            date=openreview_note.time(record.get("mdate") or record.get("tmdate")),
            url=f"https://openreview.net/forum?id={forum}",
        )  # fmt: skip
    except Unusable as error:
        return Unusable(f"its withdrawal cannot be used: {error}")


def _url(forum: str, key: str) -> str:
    return f"https://openreview.net/forum?id={forum}&noteId={key}"
