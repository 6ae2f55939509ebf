"""Writes comments. The visibility of a thread is updated in the transaction of each change. The first comment of the
thread is locked, so that a reply cannot race with the deletion of its parent."""

from dataclasses import dataclass
from typing import Any, Final

from graphdb.activity import APPEND, ActivityKind, append_params
from graphdb.cypher import cypher
from graphdb.store import Transaction
from graphdb.write_prelude import PAPER, VIEWER, on_paper

_ON_PAPER: Final = cypher("RETURN [paper.id, paper.id, null]")
_REVIEW: Final = VIEWER + cypher(
    "MATCH (target:Review {id: $target})-[:REVIEWS]->(paper) RETURN [paper.id, target.id, null]"
)
_COMMENT: Final = VIEWER + cypher("""\
MATCH (target:Comment {id: $target})
SET target.writes = coalesce(target.writes, 0) + 1
WITH target
MATCH (target)-[:DISCUSSES]->(paper)
RETURN [paper.id, target.id, COLLECT { MATCH (target)-[:ON]->(first:Comment) RETURN first.id }[0]]""")
_ADD: Final = (
    cypher("""\
MATCH (viewer:User {id: $viewer})
MATCH (paper:Paper|DeletedPaper {id: $paper})""")
    + PAPER
    + cypher("""\
MATCH (target:{label} {id: $target})
CREATE (viewer)-[:WROTE]->(comment:Comment)-[:DISCUSSES]->(paper)
SET comment = $properties
CREATE (comment)-[:ON]->(target)
WITH paper, true AS changed""")
)
_STORED: Final = VIEWER + cypher("""\
MATCH (comment:Comment {id: $comment})-[of:DISCUSSES|DISCUSSED|HIDDEN_FROM]->(paper)
RETURN [paper.id, EXISTS { (viewer)-[:WROTE]->(comment) }, type(of), comment.kind, comment.body, comment.link]""")
_EDIT: Final = cypher("""\
MATCH (comment:Comment {id: $comment})-[:DISCUSSES]->(paper)
SET comment += $changes, comment.editedAt = $at
WITH paper, true AS changed""")
#: Locks `comment`, and before it its parent.
LOCK: Final = cypher("""\
MATCH (comment:Comment {id: $comment})
WITH comment, COLLECT { MATCH (comment)-[:ON|WAS_ON]->(first:Comment) RETURN first } AS firsts
FOREACH (first IN firsts | SET first.writes = coalesce(first.writes, 0) + 1)
SET comment.writes = coalesce(comment.writes, 0) + 1
WITH comment, firsts
""")
_UPDATE_ONE: Final = cypher("""\
CALL ({n}) {
  MATCH ({n})-[old:ON]->(above)
  WHERE NOT EXISTS { ({n})-[:DISCUSSES]->() } AND NOT EXISTS { ({n})<-[:ON]-() }
  CREATE ({n})-[:WAS_ON]->(above)
  DELETE old
}
CALL ({n}) {
  MATCH ({n})-[old:WAS_ON]->(above)
  WHERE EXISTS { ({n})-[:DISCUSSES]->() } OR EXISTS { ({n})<-[:ON]-() }
  CREATE ({n})-[:ON]->(above)
  DELETE old
}
""")
#: Updates the visibility of `comment`, then that of its parent.
RECOUNT: Final = (
    _UPDATE_ONE.fill(n=cypher("comment"))
    + cypher("CALL (firsts) {\nUNWIND firsts AS first\n")
    + _UPDATE_ONE.fill(n=cypher("first"))
    + cypher("}\n")
)
_DELETE: Final = (
    LOCK
    + cypher("""\
MATCH (comment)-[of:DISCUSSES|HIDDEN_FROM]->(paper)
CREATE (comment)-[:DISCUSSED]->(paper)
SET comment.body = null, comment.link = null, comment.deletedAt = $at
WITH comment, firsts, paper, of, type(of) = 'DISCUSSES' AS changed
DELETE of
WITH comment, firsts, paper, changed
""")
    + RECOUNT
    + cypher("WITH paper, changed")
)
_RETURN_TRUE: Final = cypher("RETURN true")
_LABELS: Final = {"paper": cypher("Paper|DeletedPaper"), "review": cypher("Review"), "parent": cypher("Comment")}


@dataclass(frozen=True, slots=True)
class Target:
    """The parent of a new comment: its paper, its id, and its own parent comment, if it is a reply."""

    paper: str
    id: str
    first: str | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored comment: its content, its state, and whether the viewer wrote it."""

    paper: str
    is_mine: bool
    is_live: bool
    is_deleted: bool
    kind: str
    body: str | None
    link: str | None


async def on(transaction: Transaction, viewer: str, paper: tuple[str, str]) -> Target | None:
    """A paper to comment on; None if it does not exist. Locks the viewer."""
    scheme, key = paper
    return _target(await transaction.run(on_paper(scheme) + _ON_PAPER, {"viewer": viewer, "paper": key}))


async def below(transaction: Transaction, viewer: str, kind: str, target: str) -> Target | None:
    """A live review (kind `review`) or comment (`parent`) to comment on; None if it does not exist. Locks the viewer
    and the comment."""
    statement = _REVIEW if kind == "review" else _COMMENT
    return _target(await transaction.run(statement, {"viewer": viewer, "target": target}))


async def add(
    transaction: Transaction, viewer: str, kind: str, target: Target, properties: dict[str, Any], at: str
) -> None:
    """Stores a new comment below a target of the kind (`paper`, `review`, `parent`)."""
    parameters = {"viewer": viewer, "paper": target.paper, "target": target.id, "properties": properties}
    activity = append_params(ActivityKind.COMMENT, at, properties["id"])
    await transaction.run(_ADD.fill(label=_LABELS[kind]) + APPEND + _RETURN_TRUE, parameters | activity)


async def stored(transaction: Transaction, viewer: str, comment: str) -> Stored | None:
    """The comment; None if it does not exist. Locks the viewer."""
    row = await transaction.run(_STORED, {"viewer": viewer, "comment": comment})
    if row is None:
        return None
    paper, is_mine, of, kind, body, link = row
    return Stored(paper, is_mine, of == "DISCUSSES", of == "DISCUSSED", kind, body, link)


async def edit(transaction: Transaction, comment: str, changes: dict[str, Any], at: str) -> None:
    """Changes the content of a live comment."""
    activity = append_params(ActivityKind.COMMENT_EDITED, at, comment)
    await transaction.run(_EDIT + APPEND + _RETURN_TRUE, {"comment": comment, "changes": changes, **activity})


async def delete(transaction: Transaction, comment: str, at: str) -> None:
    """Deletes the content of a comment. The comment stays visible as deleted while it has replies."""
    activity = append_params(ActivityKind.COMMENT_DELETED, at, comment)
    await transaction.run(_DELETE + APPEND + _RETURN_TRUE, {"comment": comment, **activity})


def _target(row: list[Any] | None) -> Target | None:
    return None if row is None else Target(*row)
