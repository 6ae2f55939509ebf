"""Follows: edges `FOLLOWS` from a user to an author, a topic, a venue, a paper or a collection. Only the user can read
them."""

from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Direction, PagedList, Sort
from graphdb.lookups import LOOKUPS
from graphdb.store import Transaction
from graphdb.write_prelude import VIEWER

#: The labels of nodes that users can follow.
LABELS: Final = ("Author", "Topic", "Venue", "Paper", "Collection")

VIEWER_FOLLOWS: Final = Column(cypher("EXISTS { (:User {id: $viewer})-[:FOLLOWS]->({n}) }"))
#: Whether the user `{n}` can read `subject`: a collection that became private or was hidden is not listed.
READABLE: Final = cypher(
    "(NOT subject:Collection OR (subject.visibility <> 'PRIVATE' AND subject.hidden IS NULL)"
    " OR EXISTS { ({n})-[:OWNS]->(subject) })"
)
#: Of a user: maps with the id of the node and the time.
FOLLOWING: Final = PagedList(
    match=cypher("MATCH ({n})-[follow:FOLLOWS]->(subject) WHERE ")
    + READABLE
    + cypher(" WITH {id: subject.id, at: follow.at} AS {m}"),
    total=cypher("COUNT { ({n})-[:FOLLOWS]->(subject) WHERE ") + READABLE + cypher(" }"),
    sort=(Sort(cypher("{m}.at"), Direction.DESC),),
)
SUBJECT: Final = Column(cypher("{n}.id"))
AT: Final = Column(cypher("{n}.at"))

#: One that became private or was hidden too, for its followers.
_COLLECTION: Final = cypher(
    "MATCH (subject:Collection {id: id}) WHERE (subject.visibility <> 'PRIVATE' AND subject.hidden IS NULL)"
    " OR EXISTS { (viewer)-[:OWNS]->(subject) } OR (NOT $on AND EXISTS { (viewer)-[:FOLLOWS]->(subject) })"
)
_FOLLOW: Final = cypher("""
WITH viewer, subject, COUNT { (viewer)-[:FOLLOWS]->() } AS number,
  COLLECT { MATCH (viewer)-[edge:FOLLOWS]->(subject) RETURN edge } AS edges
WITH viewer, subject, edges, $on AND edges = [] AND number >= $limit AS is_full
FOREACH (edge IN CASE WHEN $on THEN [] ELSE edges END | DELETE edge)
FOREACH (_ IN CASE WHEN $on AND edges = [] AND NOT is_full THEN [1] ELSE [] END |
  CREATE (viewer)-[:FOLLOWS {at: $at}]->(subject)
)
RETURN [subject.id, is_full]""")


async def follow(
    transaction: Transaction, viewer: str, label: str, subject: tuple[str, str], at: str, limit: int, *, on: bool
) -> tuple[str, bool] | None:
    """Follows the node with this scheme and key, or stops following it. Its id, and whether the viewer cannot follow it
    because they follow `limit` nodes already; None if the node does not exist or the viewer cannot read it."""
    scheme, key = subject
    lookup = _COLLECTION if label == "Collection" else LOOKUPS[label][scheme].match.fill(n=cypher("subject"))
    parameters: dict[str, Any] = {"viewer": viewer, "subject": key, "at": at, "limit": limit, "on": on}
    row = await transaction.run(VIEWER + cypher("WITH viewer, $subject AS id\n") + lookup + _FOLLOW, parameters)
    return None if row is None else (row[0], row[1])
