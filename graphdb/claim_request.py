"""Requests of users to be linked to an author: moderators grant or refuse them.

A granted request makes an edge `CLAIMS` with `granted`, as a verified ORCID iD makes one without it
(`graphdb.author_claim`). Only the user and moderators can read a request.
"""

from typing import Any, Final, NamedTuple

from graphdb.cypher import cypher
from graphdb.fragments import Column, Direction, PagedList, Predicate, Sort, ToOne
from graphdb.lookups import LOOKUPS
from graphdb.moderation import MODERATOR
from graphdb.store import Transaction
from graphdb.write_prelude import VIEWER

#: For the viewer: GRANTED if they are linked to the author, otherwise the state of their latest request.
OF_VIEWER: Final = Column(
    cypher("""\
CASE WHEN EXISTS { (:User {id: $viewer})-[:CLAIMS]->({n}) } THEN 'GRANTED' ELSE COLLECT {
  MATCH (:User {id: $viewer})-[:ASKED]->(request)-[:FOR]->({n}) WHERE request.state <> 'GRANTED'
  RETURN request.state ORDER BY request.at DESC LIMIT 1
}[0] END""")
)
EVIDENCE: Final = Column(cypher("{n}.evidence"))
STATE: Final = Column(cypher("{n}.state"))
NOTE: Final = Column(cypher("{n}.note"))
AT: Final = Column(cypher("{n}.at"))
USER: Final = ToOne(cypher("MATCH ({n})<-[:ASKED]-({m})"))
AUTHOR: Final = ToOne(cypher("MATCH ({n})-[:FOR]->({m}:Author)"))
ALL: Final = PagedList(
    match=cypher("MATCH ({m}:ClaimRequest)"),
    total=cypher("COUNT { (:ClaimRequest) }"),
    sort=(Sort(cypher("{m}.at"), Direction.DESC),),
    filters={"states": Predicate(cypher("{m}.state IN {p}"))},
    only=MODERATOR,
)

_ASK: Final = cypher("""
WITH viewer, subject AS author, EXISTS { (viewer)-[:CLAIMS]->(subject) } AS linked,
  COUNT { MATCH (viewer)-[:ASKED]->(other) WHERE other.state = 'OPEN' RETURN other } AS open,
  COLLECT {
    MATCH (viewer)-[:ASKED]->(request)-[:FOR]->(subject) WHERE request.state = 'OPEN' RETURN request.id
  }[0] AS same
WITH viewer, author, linked, same, same IS NULL AND open >= $limit AS is_full
FOREACH (_ IN CASE WHEN linked OR is_full OR same IS NOT NULL THEN [] ELSE [1] END |
  CREATE (viewer)-[:ASKED]->(:ClaimRequest {id: $id, at: $at, evidence: $evidence, state: 'OPEN'})-[:FOR]->(author)
)
RETURN [author.id, linked, is_full, coalesce(same, $id)]""")
#: The first write locks the request, before its state is read.
_READ: Final = cypher("""\
MATCH (request:ClaimRequest {id: $id})
SET request.writes = coalesce(request.writes, 0) + 1
WITH request
MATCH (user:User)-[:ASKED]->(request) WHERE request.state = 'OPEN'
OPTIONAL MATCH (request)-[:FOR]->(author:Author)
RETURN [user.id, author.id, EXISTS { MATCH (other:User)-[:CLAIMS]->(author) WHERE other <> user RETURN other }]""")
_DECIDE: Final = cypher("""\
MATCH (viewer:User {id: $viewer})
MATCH (user:User)-[:ASKED]->(request:ClaimRequest {id: $id})
SET request.state = $state, request.note = $note, request.decidedAt = $at
CREATE (viewer)-[:ANSWERED]->(request)
WITH user, request
OPTIONAL MATCH (request)-[:FOR]->(author:Author)
FOREACH (_ IN CASE WHEN $state = 'GRANTED' AND author IS NOT NULL THEN [1] ELSE [] END |
  MERGE (user)-[claim:CLAIMS]->(author)
  ON CREATE SET claim.at = $at
  SET claim.granted = true
)
RETURN request.id""")


class Asked(NamedTuple):
    """The author of a request, whether the user is linked already or has too many open requests, and the request."""

    author: str
    is_linked: bool
    is_full: bool
    request: str


class OpenRequest(NamedTuple):
    """The user and the author of an open request, None if the author was deleted, and whether another user is linked to
    the author."""

    user: str
    author: str | None
    is_taken: bool


async def ask(
    transaction: Transaction, viewer: str, author: tuple[str, str], request: dict[str, Any], limit: int
) -> Asked | None:
    """Stores a request (`id`, `at`, `evidence`) for the author with this scheme and key, unless one is open; None if
    there is no such author."""
    scheme, key = author
    lookup = LOOKUPS["Author"][scheme].match.fill(n=cypher("subject"))
    parameters = {"viewer": viewer, "subject": key, "limit": limit, **request}
    row = await transaction.run(VIEWER + cypher("WITH viewer, $subject AS id\n") + lookup + _ASK, parameters)
    return None if row is None else Asked(*row)


async def read_open(transaction: Transaction, id_: str) -> OpenRequest | None:
    """An open request, locked until the commit; None if there is none with this id."""
    row = await transaction.run(_READ, {"id": id_})
    return None if row is None else OpenRequest(*row)


async def decide(transaction: Transaction, viewer: str, id_: str, state: str, note: str | None, at: str) -> None:
    """Stores a moderator's decision on an open request, GRANTED or REFUSED, with its effect."""
    await transaction.run(_DECIDE, {"viewer": viewer, "id": id_, "state": state, "note": note, "at": at})
