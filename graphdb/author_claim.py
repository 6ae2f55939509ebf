"""Which authors people are, by the ORCID iD that an issuer has verified: kept as `CLAIMS`, whichever comes first."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.store import Store

_REVIEWS_KEPT: Final = cypher("""\
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


async def keep(store: Store, user: str | None = None) -> None:
    """Makes the claims of one person, or of everybody, those of their ORCID iDs."""
    await store.write(_REVIEWS_KEPT, {"user": user})
