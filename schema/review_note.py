"""What a source publishes beside the reviews of a paper: decisions, meta-reviews, withdrawals and responses."""

from enum import Enum

import strawberry

from graphdb import review_note
from loaders.context import Info, needed
from loaders.field_spec import FieldSpec
from resolvers import markdown
from schema.enumeration import enumeration
from schema.fields import stored
from schema.review_provenance import ReviewProvenance
from schema.scalars import DateTime, Markdown


@enumeration(
    "The kind of a note.",
    DECISION="The decision of the venue.",
    META_REVIEW="The summary of the reviews by an editor or area chair.",
    WITHDRAWAL="The authors withdrew the paper from the venue.",
    RESPONSE="By the authors of the paper, such as a rebuttal.",
    COMMENT="By others, such as a reviewer after a rebuttal.",
)
class ReviewNoteKind(Enum):
    DECISION = "DECISION"
    META_REVIEW = "META_REVIEW"
    WITHDRAWAL = "WITHDRAWAL"
    RESPONSE = "RESPONSE"
    COMMENT = "COMMENT"


@strawberry.type(
    description="What a source published beside the reviews of a paper: a decision, a meta-review, a withdrawal, or a"
    " response. It is no review and does not count as one."
)
class ReviewNote:
    kind: ReviewNoteKind = stored(review_note.KIND, "The kind of note.")
    decision: str | None = stored(
        review_note.DECISION, "The decision, or the recommendation of a meta-review, as the source words it."
    )
    text: Markdown | None = stored(review_note.TEXT, "The text.")
    at: DateTime = stored(review_note.AT, "When it was written.")
    round: int | None = stored(review_note.ROUND, "The round of review, from 1, if the source states it.")
    in_reply_to: str | None = stored(
        review_note.IN_REPLY_TO,
        "The `provenance.key` of the note that it replies to; null if it replies to the review or the paper itself.",
    )
    provenance: ReviewProvenance = stored(review_note.PROVENANCE, "Where it comes from, and who wrote it.")

    @strawberry.field(
        description="`text` as sanitised HTML, as `ReviewPoint.textHtml`.",
        metadata=FieldSpec(needs=review_note.TEXT, weight=markdown.TEXT, size=1_000).metadata,
    )
    async def text_html(self, info: Info) -> str | None:
        """As `ReviewPoint.textHtml`."""
        text = needed(self, info)
        return None if text is None else await info.context.loader(markdown.html).load(text)
