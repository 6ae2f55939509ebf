"""Structured reviews."""

from enum import Enum

import strawberry

from graphdb import comment, review, review_note
from loaders.context import Info, needed
from loaders.field_spec import FieldSpec
from resolvers import markdown
from schema.connections import CommentConnection, PaperRef, UserRef
from schema.enumeration import enumeration
from schema.enums import Direction
from schema.fields import page, stored
from schema.node import Node
from schema.review_note import ReviewNote
from schema.review_provenance import ReviewProvenance
from schema.scalars import DateTime, Markdown

_HTML = "as sanitised HTML: no scripts, no images, links with `nofollow noopener ugc`."


@enumeration(
    "The kind of a point of a review.",
    STRENGTH="What the paper does well.",
    CONCERN="What is wrong or missing.",
    METHOD_QUESTION="A question about the method that readers need answered to judge it.",
)
class ReviewPointKind(Enum):
    STRENGTH = "STRENGTH"
    CONCERN = "CONCERN"
    METHOD_QUESTION = "METHOD_QUESTION"


@enumeration(
    "Whether a reviewer would build on the paper.",
    STRONG_YES="Definitely.",
    YES="Yes.",
    NEUTRAL="For some purposes, or undecided.",
    NO="No.",
    STRONG_NO="Definitely not.",
)
class Recommendation(Enum):
    STRONG_YES = "STRONG_YES"
    YES = "YES"
    NEUTRAL = "NEUTRAL"
    NO = "NO"
    STRONG_NO = "STRONG_NO"


@enumeration(
    "The sort fields of reviews.",
    CREATED_AT="The time of creation.",
    UPDATED_AT="The time of the last change.",
    HELPFUL="How many people found them helpful.",
    CONFIDENCE="The confidence of the reviewer; reviews without one come last.",
)
class ReviewOrderField(Enum):
    CREATED_AT = "CREATED_AT"
    UPDATED_AT = "UPDATED_AT"
    HELPFUL = "HELPFUL"
    CONFIDENCE = "CONFIDENCE"


@strawberry.input(description="The sort key of reviews.")
class ReviewOrder:
    field: ReviewOrderField = strawberry.field(description="What to sort by.")
    direction: Direction = strawberry.field(
        default=Direction.DESC, description="The direction: `DESC` starts with the greatest value."
    )


@strawberry.type(description="One point of a review: a concrete strength, a concern, or a question about the method.")
class ReviewPoint:
    kind: ReviewPointKind = stored(review.POINT_KIND, "The kind of point.")
    text: Markdown = stored(review.POINT_TEXT, "The text of the point.")
    about: str | None = stored(review.POINT_ABOUT, "The location in the paper, e.g. `Section 4` or `Table 2`.")

    @strawberry.field(
        description=f"`text` {_HTML}",
        metadata=FieldSpec(needs=review.POINT_TEXT, weight=markdown.TEXT, size=1_000).metadata,
    )
    async def text_html(self, info: Info) -> str:
        """Rendered in one batch with all other texts of the response."""
        return await info.context.loader(markdown.html).load(needed(self, info))


@strawberry.type(description="An earlier version of a review.")
class ReviewRevision:
    at: DateTime = stored(review.REVISION_AT, "When this version was written.")
    summary: Markdown | None = stored(review.REVISION_SUMMARY, "The summary of this version.")
    points: list[ReviewPoint] = stored(review.REVISION_POINTS, "The points of this version, in order.")


@strawberry.type(description="A rating in an imported review, as the form of its source has it.")
class ReviewScore:
    name: str = stored(review.SCORE_NAME, "What is rated, e.g. `rating`, `confidence` or `soundness`.")
    value: float | None = stored(review.SCORE_VALUE, "The number.")
    text: str | None = stored(review.SCORE_TEXT, "The words, e.g. `8: accept`; null for a number alone.")
    worst: float | None = stored(review.SCORE_WORST, "The lowest value of the scale, if it is known.")
    best: float | None = stored(review.SCORE_BEST, "The highest value of the scale, if it is known.")


@strawberry.type(
    description="A structured review: one or more points, each a concrete strength, a concern or a question about the"
    " method."
)
class Review(Node):
    paper: PaperRef = stored(review.PAPER, "The reviewed paper.")
    author: UserRef = stored(
        review.AUTHOR,
        "The reviewer. For an imported review (`provenance`) an account that represents all reviewers of its source"
        " and that nobody can sign in to.",
    )
    by_author: bool = stored(
        review.BY_AUTHOR,
        "Whether the reviewer is an author of the paper. Authors cannot review their papers, so this is only true if"
        " the authorship became known later.",
    )
    summary: Markdown | None = stored(review.SUMMARY, "The summary.")
    points: list[ReviewPoint] = stored(review.POINTS, "The points, in the reviewer's order.")
    recommendation: Recommendation | None = stored(
        review.RECOMMENDATION, "Whether the reviewer would build on the paper."
    )
    confidence: int | None = stored(review.CONFIDENCE, "The reviewer's confidence, from 1 to 5.")
    scores: list[ReviewScore] = stored(
        review.SCORES, "The ratings of an imported review as its form has them; `recommendation` is normalized."
    )
    round: int | None = stored(review.ROUND, "The round of review, from 1, if the source states it.")
    helpful_count: int = stored(review.HELPFUL_COUNT, "How many people found it helpful.")
    viewer_found_helpful: bool = stored(review.VIEWER_FOUND_HELPFUL, "Whether the signed-in user did.")
    created_at: DateTime = stored(review.CREATED_AT, "When it was written.")
    updated_at: DateTime = stored(review.UPDATED_AT, "When it was last changed.")
    revisions: list[ReviewRevision] = stored(review.REVISIONS, "Earlier versions, latest first.")
    withdrawn: bool = stored(review.WITHDRAWN, "Whether the reviewer withdrew it, which deletes its texts.")
    hidden: bool = stored(review.HIDDEN, "Whether a moderator hid it; its texts are then not shown.")
    responses: list[ReviewNote] = stored(
        review_note.RESPONSES,
        "The thread below an imported review at its source, oldest first: responses and comments.",
    )
    replies: CommentConnection = page(comment.REPLIES, "Comments on the review, oldest first.")
    provenance: ReviewProvenance | None = stored(
        review.PROVENANCE, "The provenance of an imported review; null for others."
    )

    @strawberry.field(
        description=f"`summary` {_HTML}",
        metadata=FieldSpec(needs=review.SUMMARY, weight=markdown.TEXT, size=1_000).metadata,
    )
    async def summary_html(self, info: Info) -> str | None:
        """As `ReviewPoint.textHtml`."""
        text = needed(self, info)
        return None if text is None else await info.context.loader(markdown.html).load(text)


@strawberry.type(description="The count of a recommendation.")
class RecommendationTally:
    recommendation: Recommendation = stored(review.TALLIED, "The recommendation.")
    count: int = stored(review.TALLY, "How many reviews of the paper have it.")


@strawberry.type(description="A summary of the reviews of a paper.")
class ReviewSummary:
    count: int = stored(review.COUNT, "How many reviews there are.")
    strengths: int = stored(review.STRENGTHS, "How many strengths they name.")
    concerns: int = stored(review.CONCERNS, "How many concerns.")
    method_questions: int = stored(review.METHOD_QUESTIONS, "How many questions about the method.")
    recommendations: list[RecommendationTally] = stored(
        review.RECOMMENDATIONS, "All recommendations in order, with their counts, including 0."
    )
    mean_confidence: float | None = stored(
        review.MEAN_CONFIDENCE, "The mean confidence of the reviewers who state it, from 1 to 5; null if none does."
    )
