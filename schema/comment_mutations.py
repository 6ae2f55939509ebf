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


@strawberry.input(description="A comment on a paper, on a review, or in reply to a comment.")
class AddCommentInput(Write):
    paper: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="The paper's id.")
    review: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="The review's id.")
    parent: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The id of the comment to reply to, which must not be a reply itself."
    )
    kind: CommentKind = strawberry.field(default=CommentKind.NOTE, description="The kind of comment.")
    body: Markdown = strawberry.field(description=_BODY)
    link: URL | None = strawberry.field(default=strawberry.UNSET, description=_LINK)


@strawberry.input(description="Changes to a comment of the signed-in user; omitted fields are not changed.")
class EditCommentInput(Write):
    comment: strawberry.ID = strawberry.field(description=_COMMENT)
    kind: CommentKind | None = strawberry.field(default=strawberry.UNSET, description="The kind of comment.")
    body: Markdown | None = strawberry.field(default=strawberry.UNSET, description=_BODY)
    link: URL | None = strawberry.field(default=strawberry.UNSET, description=f"{_LINK} Null removes it.")


@strawberry.input(description="A comment of the signed-in user to delete.")
class DeleteCommentInput(Write):
    comment: strawberry.ID = strawberry.field(description=_COMMENT)


@strawberry.type(description="The result of a write to a comment.")
class CommentPayload(Payload):
    comment: Comment | None = changed("Comment", "The comment, after the write.")
    paper: Paper | None = changed("Paper", "Its paper, with its counts after the write.")


async def _add(info: Info, input: AddCommentInput) -> CommentPayload:  # noqa: A002
    named = {"paper": input.paper, "review": input.review, "parent": input.parent}
    targets = {name: str(fields) if name == "paper" else public_id(fields) for name, fields in named.items() if fields}
    key = input.idempotency_key or None
    return _payload(await comments.add(info.context, targets, input.kind.value, input.body, input.link or None, key))


async def _edit(info: Info, input: EditCommentInput) -> CommentPayload:  # noqa: A002
    fields: dict[str, Any] = {}
    if input.kind:
        fields["kind"] = input.kind.value
    if input.body is not strawberry.UNSET and input.body is not None:
        fields["body"] = input.body
    if input.link is not strawberry.UNSET:
        fields["link"] = input.link or None
    return _payload(await comments.edit(info.context, public_id(input.comment), fields, input.idempotency_key or None))


async def _delete(info: Info, input: DeleteCommentInput) -> CommentPayload:  # noqa: A002
    return _payload(await comments.delete(info.context, public_id(input.comment), input.idempotency_key or None))


def _payload(written: tuple[str, str]) -> CommentPayload:
    comment, paper = written
    return CommentPayload(ids={"comment": comment, "paper": paper})


@strawberry.type
class CommentMutations:
    add_comment: CommentPayload | None = mutation(
        _add, "Adds a comment to a paper or a review, or replies to a comment."
    )
    edit_comment: CommentPayload | None = mutation(_edit, "Edits a comment of the signed-in user.")
    delete_comment: CommentPayload | None = mutation(
        _delete, "Takes a comment of one's own away: where replies hang on it, that there was one stays."
    )
