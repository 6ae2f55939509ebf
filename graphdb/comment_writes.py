"""Writing comments. What a thread shows is settled in the transaction of each change, its first comment being locked,
so that a reply and the end of what it answers cannot pass each other."""

from dataclasses import dataclass
from typing import Any, Final

from graphdb.activity import APPENDED, ActivityKind, appending
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
_ADDED: Final = (
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
_EDITED: Final = cypher("""\
MATCH (comment:Comment {id: $comment})-[:DISCUSSES]->(paper)
SET comment += $changes, comment.editedAt = $at
WITH paper, true AS changed""")
#: Locks `comment`, and before it what it answers.
LOCKED: Final = cypher("""\
MATCH (comment:Comment {id: $comment})
WITH comment, COLLECT { MATCH (comment)-[:ON|WAS_ON]->(first:Comment) RETURN first } AS firsts
FOREACH (first IN firsts | SET first.writes = coalesce(first.writes, 0) + 1)
SET comment.writes = coalesce(comment.writes, 0) + 1
WITH comment, firsts
""")
_ONE_SETTLED: Final = cypher("""\
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
#: Decides whether `comment` is shown, and then whether what it answers is.
RECOUNT: Final = (
    _ONE_SETTLED.fill(n=cypher("comment"))
    + cypher("CALL (firsts) {\nUNWIND firsts AS first\n")
    + _ONE_SETTLED.fill(n=cypher("first"))
    + cypher("}\n")
)
_DELETED: Final = (
    LOCKED
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
    """What a comment shall stand below: its paper, its id, and the comment that it answers itself, if it does."""

    paper: str
    id: str
    first: str | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A comment as it is: whether the person wrote it, whether it is live, and what it says."""

    paper: str
    is_mine: bool
    is_live: bool
    is_deleted: bool
    kind: str
    body: str | None
    link: str | None


async def on(transaction: Transaction, viewer: str, paper: tuple[str, str]) -> Target | None:
    """A paper to comment on, the person being locked; None where there is no such paper."""
    scheme, key = paper
    return _target(await transaction.run(on_paper(scheme) + _ON_PAPER, {"viewer": viewer, "paper": key}))


async def below(transaction: Transaction, viewer: str, kind: str, target: str) -> Target | None:
    """A live review (kind `review`) or comment (`parent`) to comment on, the person and a comment being locked; None
    where there is none."""
    statement = _REVIEW if kind == "review" else _COMMENT
    return _target(await transaction.run(statement, {"viewer": viewer, "target": target}))


async def add(
    transaction: Transaction, viewer: str, kind: str, target: Target, properties: dict[str, Any], at: str
) -> None:
    """Stores a new comment below a target of the kind (`paper`, `review`, `parent`)."""
    parameters = {"viewer": viewer, "paper": target.paper, "target": target.id, "properties": properties}
    told = appending(ActivityKind.COMMENT, at, properties["id"])
    await transaction.run(_ADDED.fill(label=_LABELS[kind]) + APPENDED + _RETURN_TRUE, parameters | told)


async def stored(transaction: Transaction, viewer: str, comment: str) -> Stored | None:
    """The comment, the person being locked; None where there is none with the id."""
    found = await transaction.run(_STORED, {"viewer": viewer, "comment": comment})
    if found is None:
        return None
    paper, is_mine, of, kind, body, link = found
    return Stored(paper, is_mine, of == "DISCUSSES", of == "DISCUSSED", kind, body, link)


async def edit(transaction: Transaction, comment: str, changes: dict[str, Any], at: str) -> None:
    """Changes what a live comment says."""
    told = appending(ActivityKind.COMMENT_EDITED, at, comment)
    await transaction.run(_EDITED + APPENDED + _RETURN_TRUE, {"comment": comment, "changes": changes, **told})


async def delete(transaction: Transaction, comment: str, at: str) -> None:
    """Takes away what a comment says. That there was one stays where replies hang on it."""
    told = appending(ActivityKind.COMMENT_DELETED, at, comment)
    await transaction.run(_DELETED + APPENDED + _RETURN_TRUE, {"comment": comment, **told})


def _target(found: list[Any] | None) -> Target | None:
    return None if found is None else Target(*found)
