"""Links users to their author nodes by verified ORCID iD: edges `CLAIMS`. Moderators grant others, with `granted`."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.store import Store

_UPDATE: Final = cypher("""\
MATCH (user:User) WHERE user.orcid IS NOT NULL AND ($user IS NULL OR user.id = $user)
CALL (user) {
  MATCH (user)-[claim:CLAIMS]->(author:Author) WHERE author.orcid <> user.orcid
  DELETE claim
}
CALL (user) {
  MATCH (author:Author {orcid: user.orcid})
  MERGE (user)-[claim:CLAIMS]->(author)
  ON CREATE SET claim.at = toString(datetime.truncate('second', datetime()))
}
RETURN count(DISTINCT user)""")


async def update_claims(store: Store, user: str | None = None) -> None:
    """Updates the `CLAIMS` edges of one user, or of all users, to match their ORCID iDs."""
    await store.write(_UPDATE, {"user": user})
