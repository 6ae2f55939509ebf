"""Marks that a person sets on a paper and takes away again: relationships without more than their time."""

from typing import Any, Final

from graphdb.activity import APPENDED, ActivityKind, appending
from graphdb.cypher import Cypher, cypher
from graphdb.store import Transaction
from graphdb.write_prelude import on_paper

_MARKED: Final = cypher("""\
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
    """Makes the relationship be there or not, and tells the log if that changes anything. The paper's id, None where
    there is no such paper."""
    scheme, key = paper
    parameters: dict[str, Any] = {"viewer": viewer, "paper": key, "on": on}
    statement = on_paper(scheme) + _MARKED.fill(r=edge) + APPENDED + _ANSWER
    return await transaction.run(statement, parameters | appending(kind, at))
