"""Writing structured reviews."""

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

_SUMMARY = f"The whole in a few words: {REVIEW_SUMMARY}."
_POINTS = f"The points, in your order: {REVIEW_POINTS}."
_RECOMMENDATION = "Whether you would build on the paper."
_CONFIDENCE = f"How sure you are, from 1 to {HIGHEST_CONFIDENCE}."
_REVIEW = "The review's id."


@strawberry.input(description="One point of a review.")
class ReviewPointInput:
    kind: ReviewPointKind = strawberry.field(description="What it is.")
    text: Markdown = strawberry.field(description=f"The point: {POINT_TEXT}.")
    about: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"Where in the paper, such as `Section 4` or `Table 2`: {POINT_PLACE}."
    )


@strawberry.input(description="A review of a paper.")
class SubmitReviewInput(Write):
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    summary: Markdown | None = strawberry.field(default=strawberry.UNSET, description=_SUMMARY)
    points: list[ReviewPointInput] = strawberry.field(description=_POINTS)
    recommendation: Recommendation | None = strawberry.field(default=strawberry.UNSET, description=_RECOMMENDATION)
    confidence: int | None = strawberry.field(default=strawberry.UNSET, description=_CONFIDENCE)


@strawberry.input(description="What shall change of a review of yours. What is not given stays; null takes it out.")
class EditReviewInput(Write):
    review: strawberry.ID = strawberry.field(description=_REVIEW)
    summary: Markdown | None = strawberry.field(default=strawberry.UNSET, description=_SUMMARY)
    points: list[ReviewPointInput] | None = strawberry.field(
        default=strawberry.UNSET, description=f"{_POINTS} They replace all that it had."
    )
    recommendation: Recommendation | None = strawberry.field(default=strawberry.UNSET, description=_RECOMMENDATION)
    confidence: int | None = strawberry.field(default=strawberry.UNSET, description=_CONFIDENCE)


@strawberry.input(description="A review of yours to take back.")
class WithdrawReviewInput(Write):
    review: strawberry.ID = strawberry.field(description=_REVIEW)


@strawberry.input(description="Whether a review helped you.")
class MarkReviewHelpfulInput(Write):
    review: strawberry.ID = strawberry.field(description=_REVIEW)
    on: bool = strawberry.field(default=True, description="Whether it did; false takes the mark back.")


@strawberry.type(description="What a write changed of a review.")
class ReviewPayload(Payload):
    review: Review | None = changed("Review", "The review, as it is now.")
    paper: Paper | None = changed("Paper", "Its paper, with its counts as they are now.")


def _fields(input: SubmitReviewInput | EditReviewInput) -> dict[str, Any]:  # noqa: A002
    """What the input names, plain."""
    given: dict[str, Any] = {}
    for name in ("summary", "confidence"):
        if (value := getattr(input, name)) is not strawberry.UNSET:
            given[name] = value
    if input.recommendation is not strawberry.UNSET:
        given["recommendation"] = input.recommendation and input.recommendation.value
    if input.points:
        given["points"] = [(point.kind.value, point.text, point.about or None) for point in input.points]
    elif input.points is not strawberry.UNSET:
        given["points"] = []
    return given


def _payload(found: reviews.Changed) -> ReviewPayload:
    review, paper = found
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
    submit_review: ReviewPayload = mutation(
        _submit, "Reviews a paper: one live review a person and paper, and none of a paper of one's own."
    )
    edit_review: ReviewPayload = mutation(_edit, "Changes a review of one's own; what it said before is kept.")
    withdraw_review: ReviewPayload = mutation(
        _withdraw, "Takes a review of one's own back: what it said is gone, that there was one stays."
    )
    mark_review_helpful: ReviewPayload = mutation(_helpful, "Says that somebody else's review helped, or no longer.")
