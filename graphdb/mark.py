"""Marks of a user on a paper, such as saves: relationships with a time only."""

from typing import Any, Final

from graphdb.activity import APPEND, ActivityKind, append_params
from graphdb.cypher import Cypher, cypher
from graphdb.store import Transaction
from graphdb.write_prelude import on_paper

_MARK: Final = cypher("""\
WITH viewer, paper, COLLECT { MATCH (viewer)-[mark:{r}]->(paper) RETURN mark } AS marks
WITH viewer, paper, marks, (size(marks) > 0) <> $on AS changed
FOREACH (mark IN CASE WHEN changed THEN marks ELSE [] END | DELETE mark)
FOREACH (_ IN CASE WHEN changed AND $on THEN [1] ELSE [] END | CREATE (viewer)-[:{r} {at: $at}]->(paper))""")
_ANSWER: Final = cypher("RETURN paper.id")


async def mark(
    transaction: Transaction,
    viewer: str,
    paper: tuple[str, str],
    edge: Cypher,
    kind: ActivityKind,
    at: str,
    *,
    on: bool,
) -> str | None:
    """Creates or deletes the relationship, and writes a log entry if that changes anything. The paper's id; None if the
    paper does not exist."""
    scheme, key = paper
    parameters: dict[str, Any] = {"viewer": viewer, "paper": key, "on": on}
    statement = on_paper(scheme) + _MARK.fill(r=edge) + APPEND + _ANSWER
    return await transaction.run(statement, parameters | append_params(kind, at))
