"""Mutations of structured reviews."""

from typing import Any

import strawberry

from loaders.context import Info
from resolvers import review as reviews
from resolvers.input_limits import HIGHEST_CONFIDENCE, POINT_PLACE, POINT_TEXT, REVIEW_POINTS, REVIEW_SUMMARY
from resolvers.keys import public_id
from schema.mutations_base import Payload, Write, changed, mutation
from schema.paper import Paper
from schema.review import Recommendation, Review, ReviewPointKind
from schema.scalars import Markdown

_SUMMARY = f"The summary: {REVIEW_SUMMARY}."
_POINTS = f"The points, in order: {REVIEW_POINTS}."
_RECOMMENDATION = "Whether the reviewer would build on the paper."
_CONFIDENCE = f"The confidence of the reviewer, from 1 to {HIGHEST_CONFIDENCE}."
_REVIEW = "The review's id."


@strawberry.input(description="One point of a review.")
class ReviewPointInput:
    kind: ReviewPointKind = strawberry.field(description="The kind of point.")
    text: Markdown = strawberry.field(description=f"The point: {POINT_TEXT}.")
    about: str | None = strawberry.field(
        default=strawberry.UNSET,
        description=f"The location in the paper, e.g. `Section 4` or `Table 2`: {POINT_PLACE}.",
    )


@strawberry.input(description="A review of a paper.")
class SubmitReviewInput(Write):
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    summary: Markdown | None = strawberry.field(default=strawberry.UNSET, description=_SUMMARY)
    points: list[ReviewPointInput] = strawberry.field(description=_POINTS)
    recommendation: Recommendation | None = strawberry.field(default=strawberry.UNSET, description=_RECOMMENDATION)
    confidence: int | None = strawberry.field(default=strawberry.UNSET, description=_CONFIDENCE)


@strawberry.input(
    description="Changes to a review of the signed-in user. Omitted fields are not changed; null removes a value."
)
class EditReviewInput(Write):
    review: strawberry.ID = strawberry.field(description=_REVIEW)
    summary: Markdown | None = strawberry.field(default=strawberry.UNSET, description=_SUMMARY)
    points: list[ReviewPointInput] | None = strawberry.field(
        default=strawberry.UNSET, description=f"{_POINTS} They replace all existing points."
    )
    recommendation: Recommendation | None = strawberry.field(default=strawberry.UNSET, description=_RECOMMENDATION)
    confidence: int | None = strawberry.field(default=strawberry.UNSET, description=_CONFIDENCE)


@strawberry.input(description="A review of the signed-in user to withdraw.")
class WithdrawReviewInput(Write):
    review: strawberry.ID = strawberry.field(description=_REVIEW)


@strawberry.input(description="Whether a review was helpful.")
class MarkReviewHelpfulInput(Write):
    review: strawberry.ID = strawberry.field(description=_REVIEW)
    on: bool = strawberry.field(default=True, description="True marks the review as helpful, false removes the mark.")


@strawberry.type(description="The result of a write to a review.")
class ReviewPayload(Payload):
    review: Review | None = changed("Review", "The review, after the write.")
    paper: Paper | None = changed("Paper", "Its paper, with its counts after the write.")


def _fields(input: SubmitReviewInput | EditReviewInput) -> dict[str, Any]:  # noqa: A002
    """The fields that the input has, as plain values."""
    fields: dict[str, Any] = {}
    for name in ("summary", "confidence"):
        if (value := getattr(input, name)) is not strawberry.UNSET:
            fields[name] = value
    if input.recommendation is not strawberry.UNSET:
        fields["recommendation"] = input.recommendation and input.recommendation.value
    if input.points:
        fields["points"] = [(point.kind.value, point.text, point.about or None) for point in input.points]
    elif input.points is not strawberry.UNSET:
        fields["points"] = []
    return fields


def _payload(ids: reviews.Changed) -> ReviewPayload:
    review, paper = ids
    return ReviewPayload(ids={"review": review, "paper": paper})


async def _submit(info: Info, input: SubmitReviewInput) -> ReviewPayload:  # noqa: A002
    return _payload(await reviews.submit(info.context, input.paper, _fields(input), input.idempotency_key or None))


async def _edit(info: Info, input: EditReviewInput) -> ReviewPayload:  # noqa: A002
    return _payload(
        await reviews.edit(info.context, public_id(input.review), _fields(input), input.idempotency_key or None)
    )


async def _withdraw(info: Info, input: WithdrawReviewInput) -> ReviewPayload:  # noqa: A002
    return _payload(await reviews.withdraw(info.context, public_id(input.review), input.idempotency_key or None))


async def _helpful(info: Info, input: MarkReviewHelpfulInput) -> ReviewPayload:  # noqa: A002
    key = input.idempotency_key or None
    return _payload(await reviews.mark_helpful(info.context, public_id(input.review), key, on=input.on))


@strawberry.type
class ReviewMutations:
    submit_review: ReviewPayload | None = mutation(
        _submit, "Reviews a paper: one review per user and paper. Authors cannot review their papers."
    )
    edit_review: ReviewPayload | None = mutation(
        _edit, "Edits a review of the signed-in user; earlier versions are kept."
    )
    withdraw_review: ReviewPayload | None = mutation(
        _withdraw, "Withdraws a review of the signed-in user: its texts are deleted, its entry stays."
    )
    mark_review_helpful: ReviewPayload | None = mutation(
        _helpful, "Marks another user's review as helpful, or removes the mark."
    )
