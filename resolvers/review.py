"""Mutations of structured reviews, with validation and permissions."""

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
from resolvers.validation import Code, Problem, Problems, Refused, not_found
from resolvers.write import paper_key, write, writer

Fields = Mapping[str, Any]
"""The given fields of `summary`, `points` (each `(kind, text, about)`), `recommendation` and `confidence`."""

Changed = tuple[str, str]
"""The ids of a review and of its paper."""


async def submit(context: Context, paper: str, fields: Fields, key: str | None) -> Changed:
    """Writes the viewer's review of a paper. Raises Refused for a second review and for an author of the paper."""
    viewer = writer(context)
    checked = _check_fields({"points": (), **fields})
    reference = paper_key(paper)

    async def work(transaction: Transaction) -> Changed:
        locked = await review_writes.lock_paper(transaction, viewer.id, reference)
        if locked is None:
            raise not_found("paper", "paper")
        paper_id, before, is_author = locked
        if is_author:
            raise _refusal("paper", "OWN_PAPER", "Authors cannot review their own paper: write a comment instead.")
        if before is not None:
            message = f"You reviewed this paper in {before}: edit that review, or withdraw it first."
            raise _refusal("paper", "ALREADY_REVIEWED", message)
        review = sortable("rev_")
        await review_writes.submit(transaction, viewer.id, paper_id, review, _content(checked), timestamps.to_text())
        return review, paper_id

    review, paper_id = await write(context, key, f"submitReview {paper} {checked}", work)
    return review, paper_id


async def edit(context: Context, review: str, fields: Fields, key: str | None) -> Changed:
    """Changes the given fields of the viewer's review."""
    viewer = writer(context)
    checked = _check_fields(fields)

    async def work(transaction: Transaction) -> Changed:
        before = await _mine(transaction, viewer.id, review)
        if before.state != "LIVE":
            raise not_found("review", "live review")
        if before.edits >= MAX_EDITS:
            message = f"The review was edited {MAX_EDITS} times, which is the most: withdraw it and write a new one."
            raise _refusal("review", "TOO_MANY", message)
        current = {name: getattr(before, name) for name in ("summary", "recommendation", "confidence", "points")}
        updated = current | checked
        if updated != current:
            await review_writes.edit(transaction, review, sortable("rvn_"), _content(updated), timestamps.to_text())
        return review, before.paper

    review, paper = await write(context, key, f"editReview {review} {checked}", work)
    return review, paper


async def withdraw(context: Context, review: str, key: str | None) -> Changed:
    """Withdraws the viewer's review, which leaves a tombstone."""
    viewer = writer(context)

    async def work(transaction: Transaction) -> Changed:
        before = await _mine(transaction, viewer.id, review)
        if before.state != "WITHDRAWN":
            await review_writes.withdraw(transaction, review, timestamps.to_text())
        return review, before.paper

    review, paper = await write(context, key, f"withdrawReview {review}", work)
    return review, paper


async def mark_helpful(context: Context, review: str, key: str | None, *, on: bool) -> Changed:
    """Sets or removes the viewer's helpful mark on another user's review."""
    viewer = writer(context)

    async def work(transaction: Transaction) -> Changed:
        stored = await review_writes.stored(transaction, viewer.id, review, to_change=False)
        if stored is None or stored.state != "LIVE":
            raise not_found("review", "live review")
        if stored.is_mine:
            raise _refusal("review", "OWN_REVIEW", "You cannot mark your own review as helpful.")
        await review_writes.mark_helpful(transaction, viewer.id, review, on=on, at=timestamps.to_text())
        return review, stored.paper

    review, paper = await write(context, key, f"markReviewHelpful {review} {on}", work)
    return review, paper


async def _mine(transaction: Transaction, viewer: str, review: str) -> Stored:
    stored = await review_writes.stored(transaction, viewer, review)
    if stored is None:
        raise not_found("review", "review")
    if not stored.is_mine:
        raise Forbidden("Only the author can edit a review.")
    return stored


def _check_fields(fields: Fields) -> dict[str, Any]:
    """The validated and trimmed fields. Raises Refused with all problems."""
    problems, checked = Problems(), dict(fields)
    if "summary" in fields:
        checked["summary"] = problems.text("summary", fields["summary"], REVIEW_SUMMARY) or None
    if "points" in fields:
        checked["points"] = _points(problems, fields["points"])
    confidence = fields.get("confidence")
    if confidence is not None and not 1 <= confidence <= HIGHEST_CONFIDENCE:
        message = f"`confidence` is {confidence}: it must be from 1 to {HIGHEST_CONFIDENCE}."
        problems.add("confidence", "OUT_OF_RANGE", message)
    problems.check()
    return checked


def _points(
    problems: Problems, points: Sequence[tuple[str, str, str | None]]
) -> tuple[tuple[str, str, str | None], ...]:
    problems.count("points", len(points), REVIEW_POINTS)
    return tuple(
        (
            kind,
            problems.text(f"points.{index}.text", text, POINT_TEXT),
            problems.text(f"points.{index}.about", about, POINT_PLACE) or None,
        )
        for index, (kind, text, about) in enumerate(points[: REVIEW_POINTS.most])
    )


def _content(fields: Fields) -> Content:
    points = [Point(sortable("pnt_"), kind, text, about) for kind, text, about in fields["points"]]
    return Content(fields.get("summary"), fields.get("recommendation"), fields.get("confidence"), points)


def _refusal(field: str, code: Code, message: str) -> Refused:
    return Refused(Problem((field,), code, message))
