"""Comments as clients see them."""

from enum import Enum

import strawberry

from graphdb import comment
from loaders.context import Info, needed
from loaders.field_spec import FieldSpec
from resolvers import markdown
from schema.connections import CommentConnection, CommentRef, PaperRef, ReviewRef, UserRef
from schema.enumeration import enumeration
from schema.enums import Direction
from schema.fields import page, stored
from schema.node import Node
from schema.scalars import URL, DateTime, Markdown


@enumeration(
    "What a comment is.",
    NOTE="A quick note.",
    CAVEAT="Something to know before using the paper.",
    REPLICATION="A pointer to somebody's attempt to get its results again.",
    QUESTION="A question.",
)
class CommentKind(Enum):
    NOTE = "NOTE"
    CAVEAT = "CAVEAT"
    REPLICATION = "REPLICATION"
    QUESTION = "QUESTION"


@enumeration(
    "What comments can be sorted by.",
    CREATED_AT="When they were written.",
    REPLIES="How many replies they have.",
)
class CommentOrderField(Enum):
    CREATED_AT = "CREATED_AT"
    REPLIES = "REPLIES"


@strawberry.input(description="The sort key of comments.")
class CommentOrder:
    field: CommentOrderField = strawberry.field(description="The sort field.")
    direction: Direction = strawberry.field(
        default=Direction.DESC, description="The direction: `DESC` starts with the greatest value."
    )


def _body(body: str | None) -> str:
    return body or ""


@strawberry.type(
    description="A quick note, a caveat, a question or a pointer to a replication, on a paper, on a review, or in reply"
    " to a comment. Threads have two levels."
)
class Comment(Node):
    paper: PaperRef = stored(comment.PAPER, "The paper that it is about, also of a reply to a review or a comment.")
    author: UserRef = stored(comment.AUTHOR, "Who wrote it.")
    by_author: bool = stored(
        comment.BY_AUTHOR, "Whether that is an author of the paper, by a verified ORCID iD or a granted `claimAuthor`."
    )
    kind: CommentKind = stored(comment.KIND, "What it is.")
    body: Markdown = stored(
        comment.BODY, "What it says, as its author wrote it; empty once it is deleted or hidden.", compute=_body
    )
    link: URL | None = stored(comment.LINK, "The address that it points to: of a replication, where that is.")
    parent: CommentRef | None = stored(comment.PARENT, "The comment that it replies to.")
    review: ReviewRef | None = stored(comment.REVIEW, "The review that it replies to.")
    replies: CommentConnection = page(comment.REPLIES, "Its replies, oldest first.")
    created_at: DateTime = stored(comment.CREATED_AT, "When it was written.")
    edited_at: DateTime | None = stored(comment.EDITED_AT, "When it was last changed; null where it never was.")
    deleted: bool = stored(
        comment.DELETED, "Whether what it said is gone: it stands in its thread only because of its replies."
    )
    hidden: bool = stored(comment.HIDDEN, "Whether a moderator hid it.")

    @strawberry.field(
        description="`body` as HTML that is safe in any page: no scripts, no pictures, links marked `nofollow noopener"
        " ugc`.",
        metadata=FieldSpec(needs=comment.BODY, weight=markdown.TEXT, size=1_000).metadata,
    )
    async def body_html(self, info: Info) -> str:
        """Rendered with all other texts of the response, once."""
        text = needed(self, info)
        return await info.context.loader(markdown.html).load(text) if text else ""
