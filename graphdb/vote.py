"""Votes. Likes and dislikes are relationship types, so that their counts are degrees of the paper."""

from typing import Any, Final

from graphdb.activity import APPEND, ActivityKind, append_params
from graphdb.cypher import cypher
from graphdb.store import Transaction
from graphdb.write_prelude import on_paper

_TYPES: Final = {"LIKE": "LIKED", "DISLIKE": "DISLIKED", None: None}

_VOTE: Final = cypher("""\
WITH viewer, paper, COLLECT { MATCH (viewer)-[old:LIKED|DISLIKED]->(paper) RETURN old } AS votes
WITH viewer, paper, votes, [vote IN votes | type(vote)] <> [type IN [$type] WHERE type IS NOT NULL] AS changed
FOREACH (vote IN CASE WHEN changed THEN votes ELSE [] END | DELETE vote)
FOREACH (_ IN CASE WHEN changed AND $type = 'LIKED' THEN [1] ELSE [] END |
  CREATE (viewer)-[:LIKED {at: $at}]->(paper)
)
FOREACH (_ IN CASE WHEN changed AND $type = 'DISLIKED' THEN [1] ELSE [] END |
  CREATE (viewer)-[:DISLIKED {at: $at}]->(paper)
)""")
_ANSWER: Final = cypher("RETURN paper.id")


async def vote(transaction: Transaction, viewer: str, paper: tuple[str, str], value: str | None, at: str) -> str | None:
    """Sets the viewer's vote on the paper, or withdraws it. The paper's id; None if the paper does not exist."""
    scheme, key = paper
    parameters: dict[str, Any] = {"viewer": viewer, "paper": key, "type": _TYPES[value]}
    statement = on_paper(scheme) + _VOTE + APPEND + _ANSWER
    return await transaction.run(statement, parameters | append_params(ActivityKind.VOTE, at))
