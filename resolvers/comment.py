"""Mutations of comments, which form threads of two levels."""

from collections.abc import Mapping
from typing import Any

import orjson

from errors import Forbidden
from graphdb import comment_writes, timestamps
from graphdb.comment_writes import Stored, Target
from graphdb.store import Transaction
from identifiers.sortable import sortable
from loaders.context import Context
from resolvers.input_limits import COMMENT_BODY, LINK
from resolvers.validation import Problem, Problems, Refused, not_found
from resolvers.write import paper_key, write, writer

Changed = tuple[str, str]
"""The ids of a comment and of its paper."""


async def add(
    context: Context, targets: Mapping[str, str], kind: str, body: str, link: str | None, key: str | None
) -> Changed:
    """Adds a comment to one of `paper`, `review` and `parent`, by id."""
    viewer = writer(context)
    problems = Problems()
    if len(targets) != 1:
        problems.add("paper", "ONE_OF", "Give exactly one of `paper`, `review` and `parent`.")
    body = problems.text("body", body, COMMENT_BODY)
    link = _link(problems, kind, link)
    problems.check()
    ((field, id),) = targets.items()  # noqa: A001

    async def work(transaction: Transaction) -> Changed:
        target = await _target(transaction, viewer.id, field, id)
        at, comment = timestamps.to_text(), sortable("com_")
        properties = {"id": comment, "kind": kind, "body": body, "link": link, "createdAt": at}
        await comment_writes.add(transaction, viewer.id, field, target, properties, at)
        return comment, target.paper

    comment, paper = await write(context, key, f"addComment {orjson.dumps([field, id, kind, body, link])}", work)
    return comment, paper


async def edit(context: Context, comment: str, fields: Mapping[str, Any], key: str | None) -> Changed:
    """Changes the given fields of `kind`, `body` and `link` of the viewer's comment."""
    viewer = writer(context)
    problems, changes = Problems(), dict(fields)
    if "body" in fields:
        changes["body"] = problems.text("body", fields["body"], COMMENT_BODY)

    async def work(transaction: Transaction) -> Changed:
        before = await _mine(transaction, viewer.id, comment)
        if not before.is_live:
            raise not_found("comment", "live comment")
        current: dict[str, Any] = {"kind": before.kind, "body": before.body, "link": before.link}
        updated = current | changes
        updated["link"] = _link(problems, updated["kind"], updated["link"])
        problems.check()
        if updated != current:
            await comment_writes.edit(transaction, comment, updated, timestamps.to_text())
        return comment, before.paper

    comment, paper = await write(context, key, f"editComment {comment} {orjson.dumps(changes)}", work)
    return comment, paper


async def delete(context: Context, comment: str, key: str | None) -> Changed:
    """Deletes the viewer's comment. It stays visible as deleted while it has replies."""
    viewer = writer(context)

    async def work(transaction: Transaction) -> Changed:
        before = await _mine(transaction, viewer.id, comment)
        if not before.is_deleted:
            await comment_writes.delete(transaction, comment, timestamps.to_text())
        return comment, before.paper

    comment, paper = await write(context, key, f"deleteComment {comment}", work)
    return comment, paper


async def _target(transaction: Transaction, viewer: str, field: str, id: str) -> Target:  # noqa: A002
    if field == "paper":
        target = await comment_writes.on(transaction, viewer, paper_key(id))
    else:
        target = await comment_writes.below(transaction, viewer, field, id)
    if target is None:
        raise not_found(field, "comment" if field == "parent" else field)
    if target.first is not None:
        message = f"A thread has two levels: this comment is a reply, reply to {target.first} instead."
        raise Refused(Problem((field,), "TOO_DEEP", message))
    return target


async def _mine(transaction: Transaction, viewer: str, comment: str) -> Stored:
    stored = await comment_writes.stored(transaction, viewer, comment)
    if stored is None:
        raise not_found("comment", "comment")
    if not stored.is_mine:
        raise Forbidden("Only the author can edit a comment.")
    return stored


def _link(problems: Problems, kind: str, link: str | None) -> str | None:
    """The validated link of a comment, which a replication needs."""
    if kind == "REPLICATION" and not (link or "").strip():
        problems.add("link", "REQUIRED", "`link` must be the address of the replication.")
        return None
    return problems.link("link", link, LINK) if link else None
