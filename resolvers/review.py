"""Structured reviews: what one may say, who may write it, and of which paper."""

from collections.abc import Mapping, Sequence
from typing import Any

from errors import Forbidden
from graphdb import review_writes, timestamps
from graphdb.review_writes import Content, Point, Stored
from graphdb.store import Transaction
from identifiers.sortable import sortable
from loaders.context import Context
from resolvers.input_limits import (
    HIGHEST_CONFIDENCE,
    MAX_EDITS,
    POINT_PLACE,
    POINT_TEXT,
    REVIEW_POINTS,
    REVIEW_SUMMARY,
)
from resolvers.validation import Problem, Problems, Refused, unknown
from resolvers.write import paper_key, write, writer

Fields = Mapping[str, Any]
"""Of `summary`, `points` (each `(kind, text, about)`), `recommendation` and `confidence` those that the input names."""

Changed = tuple[str, str]
"""The ids of a review and of its paper."""


async def submit(context: Context, paper: str, given: Fields, key: str | None) -> Changed:
    """Writes the viewer's review of a paper. Raises Refused for a second one and for a paper of their own."""
    viewer = writer(context)
    checked = _checked({"points": (), **given})
    wanted = paper_key(paper)

    async def work(transaction: Transaction) -> Changed:
        found = await review_writes.lock_paper(transaction, viewer.id, wanted)
        if found is None:
            raise unknown("paper", "paper")
        known, before, is_own = found
        if is_own:
            raise _refusal("paper", "OWN_PAPER", "Authors cannot review their own paper: write a comment instead.")
        if before is not None:
            message = f"Your review of this paper is {before}: edit it, or withdraw it first."
            raise _refusal("paper", "ALREADY_REVIEWED", message)
        review = sortable("rev_")
        await review_writes.submit(transaction, viewer.id, known, review, _content(checked), timestamps.written())
        return review, known

    review, found = await write(context, key, f"submitReview {paper} {checked}", work)
    return review, found


async def edit(context: Context, review: str, given: Fields, key: str | None) -> Changed:
    """Changes what the viewer's review says: what `given` does not name stays."""
    viewer = writer(context)
    checked = _checked(given)

    async def work(transaction: Transaction) -> Changed:
        before = await _mine(transaction, viewer.id, review)
        if before.state != "LIVE":
            raise unknown("review", "live review")
        if before.edits >= MAX_EDITS:
            message = f"The review was edited {MAX_EDITS} times, which is the most: withdraw it and write a new one."
            raise _refusal("review", "TOO_MANY", message)
        known = {name: getattr(before, name) for name in ("summary", "recommendation", "confidence", "points")}
        wanted = known | checked
        if wanted != known:
            await review_writes.edit(transaction, review, sortable("rvn_"), _content(wanted), timestamps.written())
        return review, before.paper

    found, paper = await write(context, key, f"editReview {review} {checked}", work)
    return found, paper


async def withdraw(context: Context, review: str, key: str | None) -> Changed:
    """Takes the viewer's review back, and leaves its tombstone."""
    viewer = writer(context)

    async def work(transaction: Transaction) -> Changed:
        before = await _mine(transaction, viewer.id, review)
        if before.state != "WITHDRAWN":
            await review_writes.withdraw(transaction, review, timestamps.written())
        return review, before.paper

    found, paper = await write(context, key, f"withdrawReview {review}", work)
    return found, paper


async def mark_helpful(context: Context, review: str, key: str | None, *, on: bool) -> Changed:
    """Says that somebody else's review helped the viewer, or takes that back."""
    viewer = writer(context)

    async def work(transaction: Transaction) -> Changed:
        found = await review_writes.stored(transaction, viewer.id, review, to_change=False)
        if found is None or found.state != "LIVE":
            raise unknown("review", "live review")
        if found.is_mine:
            raise _refusal("review", "OWN_REVIEW", "Your own review cannot be helpful to you.")
        await review_writes.mark_helpful(transaction, viewer.id, review, on=on, at=timestamps.written())
        return review, found.paper

    found, paper = await write(context, key, f"markReviewHelpful {review} {on}", work)
    return found, paper


async def _mine(transaction: Transaction, viewer: str, review: str) -> Stored:
    found = await review_writes.stored(transaction, viewer, review)
    if found is None:
        raise unknown("review", "review")
    if not found.is_mine:
        raise Forbidden("Only who wrote a review may change it.")
    return found


def _checked(given: Fields) -> dict[str, Any]:
    """What is given, without white space at its ends. Raises Refused with all that is wrong."""
    problems, checked = Problems(), dict(given)
    if "summary" in given:
        checked["summary"] = problems.text("summary", given["summary"], REVIEW_SUMMARY) or None
    if "points" in given:
        checked["points"] = _points(problems, given["points"])
    confidence = given.get("confidence")
    if confidence is not None and not 1 <= confidence <= HIGHEST_CONFIDENCE:
        message = f"`confidence` is {confidence}: it must be from 1 to {HIGHEST_CONFIDENCE}."
        problems.add("confidence", "OUT_OF_RANGE", message)
    problems.check()
    return checked


def _points(
    problems: Problems, given: Sequence[tuple[str, str, str | None]]
) -> tuple[tuple[str, str, str | None], ...]:
    problems.count("points", len(given), REVIEW_POINTS)
    return tuple(
        (
            kind,
            problems.text(f"points.{place}.text", text, POINT_TEXT),
            problems.text(f"points.{place}.about", about, POINT_PLACE) or None,
        )
        for place, (kind, text, about) in enumerate(given[: REVIEW_POINTS.most])
    )


def _content(known: Fields) -> Content:
    points = [Point(sortable("pnt_"), kind, text, about) for kind, text, about in known["points"]]
    return Content(known.get("summary"), known.get("recommendation"), known.get("confidence"), points)


def _refusal(field: str, code: str, message: str) -> Refused:
    return Refused(Problem((field,), code, message))
