"""Structured reviews as clients see them."""

from enum import Enum

import strawberry

from graphdb import comment, review
from loaders.context import Info, needed
from loaders.field_spec import FieldSpec
from resolvers import markdown
from schema.connections import CommentConnection, PaperRef, UserRef
from schema.enumeration import enumeration
from schema.enums import Direction
from schema.fields import listing, stored
from schema.node import Node
from schema.scalars import URL, DateTime, Markdown

_HTML = "as HTML that is safe in any page: no scripts, no pictures, links marked `nofollow noopener ugc`."


@enumeration(
    "What a point of a review is.",
    STRENGTH="What the paper does well.",
    CONCERN="What is wrong or missing.",
    METHOD_QUESTION="What the reader has to know of the method to judge it.",
)
class ReviewPointKind(Enum):
    STRENGTH = "STRENGTH"
    CONCERN = "CONCERN"
    METHOD_QUESTION = "METHOD_QUESTION"


@enumeration(
    "Whether a reviewer would build on the paper.",
    STRONG_YES="Without doubt.",
    YES="Yes.",
    NEUTRAL="For some purposes, or undecided.",
    NO="No.",
    STRONG_NO="By no means.",
)
class Recommendation(Enum):
    STRONG_YES = "STRONG_YES"
    YES = "YES"
    NEUTRAL = "NEUTRAL"
    NO = "NO"
    STRONG_NO = "STRONG_NO"


@enumeration(
    "What reviews can be sorted by.",
    CREATED_AT="When they were written.",
    UPDATED_AT="When they were last changed.",
    HELPFUL="How many people found them helpful.",
    CONFIDENCE="How sure their authors are; those who do not say come last.",
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
        default=Direction.DESC, description="Which way: `DESC` begins with the greatest."
    )


@strawberry.type(description="One point of a review: a concrete strength, a concern, or a question about the method.")
class ReviewPoint:
    kind: ReviewPointKind = stored(review.POINT_KIND, "What it is.")
    text: Markdown = stored(review.POINT_TEXT, "The point, as its author wrote it.")
    about: str | None = stored(review.POINT_ABOUT, "Where in the paper, such as `Section 4` or `Table 2`.")

    @strawberry.field(description=f"`text` {_HTML}", metadata=FieldSpec(needs=review.POINT_TEXT).metadata)
    async def text_html(self, info: Info) -> str:
        """Rendered with all other texts of the answer, once."""
        return await info.context.loader(markdown.html).load(needed(self, info))


@strawberry.type(description="What a review said before it was edited.")
class ReviewRevision:
    at: DateTime = stored(review.REVISION_AT, "Since when it said so.")
    summary: Markdown | None = stored(review.REVISION_SUMMARY, "Its summary then.")
    points: list[ReviewPoint] = stored(review.REVISION_POINTS, "Its points then, in their order.")


@strawberry.type(description="Where a review that was published elsewhere comes from.")
class ReviewProvenance:
    source: str = stored(review.SOURCE, "Who published it, such as `NeurIPS 2024`.")
    key: str = stored(review.SOURCE_KEY, "What it is called there.")
    reviewer: str | None = stored(review.REVIEWER, "Who wrote it, as the source says: `Reviewer 2`.")
    licence: str | None = stored(review.LICENCE, "The licence of its text.")
    url: URL | None = stored(review.SOURCE_URL, "Where to read it there.")


@strawberry.type(
    description="A structured review: one or more points, each a concrete strength, a concern or a question about the"
    " method."
)
class Review(Node):
    paper: PaperRef = stored(review.PAPER, "The paper that it is of.")
    author: UserRef = stored(
        review.AUTHOR,
        "Who wrote it. Of a review from elsewhere (`provenance`): an account that stands for all reviewers of its"
        " source, with which nobody signs in.",
    )
    by_author: bool = stored(
        review.BY_AUTHOR,
        "Whether who wrote it is an author of the paper. Authors cannot review their papers, so this is only true where"
        " it came out later.",
    )
    summary: Markdown | None = stored(review.SUMMARY, "The whole in a few words, as its author wrote it.")
    points: list[ReviewPoint] = stored(review.POINTS, "Its points, in their author's order.")
    recommendation: Recommendation | None = stored(
        review.RECOMMENDATION, "Whether its author would build on the paper."
    )
    confidence: int | None = stored(review.CONFIDENCE, "How sure its author is, from 1 to 5.")
    helpful_count: int = stored(review.HELPFUL_COUNT, "How many people found it helpful.")
    viewer_found_helpful: bool = stored(review.VIEWER_FOUND_HELPFUL, "Whether the signed-in person did.")
    created_at: DateTime = stored(review.CREATED_AT, "When it was written.")
    updated_at: DateTime = stored(review.UPDATED_AT, "When it was last changed.")
    revisions: list[ReviewRevision] = stored(review.REVISIONS, "What it said before it was edited, latest first.")
    withdrawn: bool = stored(review.WITHDRAWN, "Whether its author took it back: what it said is gone then.")
    hidden: bool = stored(review.HIDDEN, "Whether a moderator hid it: what it said is not shown then.")
    replies: CommentConnection = listing(comment.REPLIES, "What others say to it, in the order in which they did.")
    provenance: ReviewProvenance | None = stored(
        review.PROVENANCE, "Where it comes from; null for a review that was written here."
    )

    @strawberry.field(description=f"`summary` {_HTML}", metadata=FieldSpec(needs=review.SUMMARY).metadata)
    async def summary_html(self, info: Info) -> str | None:
        """As `ReviewPoint.textHtml`."""
        text = needed(self, info)
        return None if text is None else await info.context.loader(markdown.html).load(text)


@strawberry.type(description="How many reviewers recommend so.")
class RecommendationTally:
    recommendation: Recommendation = stored(review.TALLIED, "The recommendation.")
    count: int = stored(review.TALLY, "How many of the paper's reviews give it.")


@strawberry.type(description="What the reviews of a paper say together.")
class ReviewSummary:
    count: int = stored(review.COUNT, "How many reviews there are.")
    strengths: int = stored(review.STRENGTHS, "How many strengths they name.")
    concerns: int = stored(review.CONCERNS, "How many concerns.")
    method_questions: int = stored(review.METHOD_QUESTIONS, "How many questions about the method.")
    recommendations: list[RecommendationTally] = stored(
        review.RECOMMENDATIONS, "All recommendations in their order, with how many reviews give each, be it none."
    )
    mean_confidence: float | None = stored(
        review.MEAN_CONFIDENCE, "The mean of the confidence of those who say it, from 1 to 5; null where nobody does."
    )
