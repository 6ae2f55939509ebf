"""Writing comments."""

from typing import Any

import strawberry

from loaders.context import Info
from resolvers import comment as comments
from resolvers.input_limits import COMMENT_BODY, LINK
from resolvers.keys import public_id
from schema.comment import Comment, CommentKind
from schema.mutations_base import Payload, Write, changed, mutation
from schema.paper import Paper
from schema.scalars import URL, Markdown

_BODY = f"What it says: {COMMENT_BODY}."
_LINK = f"An address that it points to (http or https), {LINK}. A REPLICATION needs one: where that is."
_COMMENT = "The comment's id."


@strawberry.input(description="A comment on one of a paper, a review, or another comment.")
class AddCommentInput(Write):
    paper: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="The paper's id.")
    review: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="The review's id.")
    parent: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The id of the comment to answer: one that is no reply itself."
    )
    kind: CommentKind = strawberry.field(default=CommentKind.NOTE, description="What it is.")
    body: Markdown = strawberry.field(description=_BODY)
    link: URL | None = strawberry.field(default=strawberry.UNSET, description=_LINK)


@strawberry.input(description="What shall change of a comment of yours: what is not given stays.")
class EditCommentInput(Write):
    comment: strawberry.ID = strawberry.field(description=_COMMENT)
    kind: CommentKind | None = strawberry.field(default=strawberry.UNSET, description="What it is.")
    body: Markdown | None = strawberry.field(default=strawberry.UNSET, description=_BODY)
    link: URL | None = strawberry.field(default=strawberry.UNSET, description=f"{_LINK} Null takes it out.")


@strawberry.input(description="A comment of yours to take away.")
class DeleteCommentInput(Write):
    comment: strawberry.ID = strawberry.field(description=_COMMENT)


@strawberry.type(description="What a write changed of a comment.")
class CommentPayload(Payload):
    comment: Comment | None = changed("Comment", "The comment, as it is now.")
    paper: Paper | None = changed("Paper", "Its paper, with its counts as they are now.")


async def _add(info: Info, input: AddCommentInput) -> CommentPayload:  # noqa: A002
    named = {"paper": input.paper, "review": input.review, "parent": input.parent}
    targets = {name: str(given) if name == "paper" else public_id(given) for name, given in named.items() if given}
    key = input.idempotency_key or None
    return _payload(await comments.add(info.context, targets, input.kind.value, input.body, input.link or None, key))


async def _edit(info: Info, input: EditCommentInput) -> CommentPayload:  # noqa: A002
    given: dict[str, Any] = {}
    if input.kind:
        given["kind"] = input.kind.value
    if input.body is not strawberry.UNSET and input.body is not None:
        given["body"] = input.body
    if input.link is not strawberry.UNSET:
        given["link"] = input.link or None
    return _payload(await comments.edit(info.context, public_id(input.comment), given, input.idempotency_key or None))


async def _delete(info: Info, input: DeleteCommentInput) -> CommentPayload:  # noqa: A002
    return _payload(await comments.delete(info.context, public_id(input.comment), input.idempotency_key or None))


def _payload(written: tuple[str, str]) -> CommentPayload:
    comment, paper = written
    return CommentPayload(ids={"comment": comment, "paper": paper})


@strawberry.type
class CommentMutations:
    add_comment: CommentPayload = mutation(_add, "Comments on a paper or a review, or answers a comment.")
    edit_comment: CommentPayload = mutation(_edit, "Changes a comment of one's own.")
    delete_comment: CommentPayload = mutation(
        _delete, "Takes a comment of one's own away: where replies hang on it, that there was one stays."
    )
