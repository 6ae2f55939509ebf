"""Comments: quick notes, apart from reviews, in threads of two levels."""

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
from resolvers.validation import Problem, Problems, Refused, unknown
from resolvers.write import paper_key, write, writer

Changed = tuple[str, str]
"""The ids of a comment and of its paper."""


async def add(
    context: Context, targets: Mapping[str, str], kind: str, body: str, link: str | None, key: str | None
) -> Changed:
    """Writes a comment below one of `paper`, `review` and `parent`, by id."""
    viewer = writer(context)
    problems = Problems()
    if len(targets) != 1:
        problems.add("paper", "ONE_OF", "Give one of `paper`, `review` and `parent`: what the comment is on.")
    body = problems.text("body", body, COMMENT_BODY)
    link = _link(problems, kind, link)
    problems.check()
    ((where, given),) = targets.items()

    async def work(transaction: Transaction) -> Changed:
        target = await _target(transaction, viewer.id, where, given)
        at, comment = timestamps.written(), sortable("com_")
        said = {"id": comment, "kind": kind, "body": body, "link": link, "createdAt": at}
        await comment_writes.add(transaction, viewer.id, where, target, said, at)
        return comment, target.paper

    comment, paper = await write(context, key, f"addComment {orjson.dumps([where, given, kind, body, link])}", work)
    return comment, paper


async def edit(context: Context, comment: str, given: Mapping[str, Any], key: str | None) -> Changed:
    """Changes what is given of `kind`, `body` and `link` of the viewer's comment."""
    viewer = writer(context)
    problems, changes = Problems(), dict(given)
    if "body" in given:
        changes["body"] = problems.text("body", given["body"], COMMENT_BODY)

    async def work(transaction: Transaction) -> Changed:
        before = await _mine(transaction, viewer.id, comment)
        if not before.is_live:
            raise unknown("comment", "live comment")
        known: dict[str, Any] = {"kind": before.kind, "body": before.body, "link": before.link}
        wanted = known | changes
        wanted["link"] = _link(problems, wanted["kind"], wanted["link"])
        problems.check()
        if wanted != known:
            await comment_writes.edit(transaction, comment, wanted, timestamps.written())
        return comment, before.paper

    found, paper = await write(context, key, f"editComment {comment} {orjson.dumps(changes)}", work)
    return found, paper


async def delete(context: Context, comment: str, key: str | None) -> Changed:
    """Takes the viewer's comment away. Where replies hang on it, that there was one stays."""
    viewer = writer(context)

    async def work(transaction: Transaction) -> Changed:
        before = await _mine(transaction, viewer.id, comment)
        if not before.is_deleted:
            await comment_writes.delete(transaction, comment, timestamps.written())
        return comment, before.paper

    found, paper = await write(context, key, f"deleteComment {comment}", work)
    return found, paper


async def _target(transaction: Transaction, viewer: str, where: str, given: str) -> Target:
    if where == "paper":
        found = await comment_writes.on(transaction, viewer, paper_key(given))
    else:
        found = await comment_writes.below(transaction, viewer, where, given)
    if found is None:
        raise unknown(where, "comment" if where == "parent" else where)
    if found.first is not None:
        message = f"A thread has two levels: this comment is a reply itself, so answer {found.first}, where it stands."
        raise Refused(Problem((where,), "TOO_DEEP", message))
    return found


async def _mine(transaction: Transaction, viewer: str, comment: str) -> Stored:
    found = await comment_writes.stored(transaction, viewer, comment)
    if found is None:
        raise unknown("comment", "comment")
    if not found.is_mine:
        raise Forbidden("Only who wrote a comment may change it.")
    return found


def _link(problems: Problems, kind: str, given: str | None) -> str | None:
    """The address that the comment points to. A pointer to a replication needs one."""
    if kind == "REPLICATION" and not (given or "").strip():
        problems.add("link", "REQUIRED", "`link` must say where the replication is.")
        return None
    return problems.link("link", given, LINK) if given else None
