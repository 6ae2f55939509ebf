"""Everything that gives access to an account: ended, suspended, listed."""

from typing import Final, NamedTuple

from graphdb.cypher import cypher
from graphdb.store import Store, Transaction

_END: Final = cypher("""\
MATCH (user:User {id: $user})
RETURN [
  user.handle,
  COUNT { (session:Session)-[:OF]->(user) WHERE $but IS NULL OR session.id <> $but },
  COUNT { (:AccessToken)-[:OF]->(user) },
  COUNT { (:Identity)-[:OF]->(user) }
]""")
_DELETE: Final = cypher("""\
MATCH (user:User {id: $user})
CALL (user) {
  MATCH (each:Session|LoginChallenge|OneTimeLink|Device|AccessToken|Identity)-[:OF]->(user)
  WHERE (each:Session AND ($but IS NULL OR each.id <> $but)) OR each:LoginChallenge OR each:OneTimeLink
    OR (each:Device AND $devices) OR (each:AccessToken AND $tokens) OR (each:Identity AND $identities)
  DETACH DELETE each
}
SET user.orcid = CASE WHEN $identities THEN null ELSE user.orcid END
WITH user
CALL (user) {
  MATCH (user)-[claim:CLAIMS]->(author:Author) WHERE $identities AND author.orcid IS NOT NULL AND claim.granted IS NULL
  DELETE claim
}
RETURN true""")
_ID: Final = cypher("MATCH (user:User {handleKey: $handleKey}) WHERE user.deletedAt IS NULL RETURN user.id")
_SUSPEND: Final = cypher("""\
MATCH (user:User {handleKey: $handleKey}) WHERE user.deletedAt IS NULL
SET user.suspendedAt = $at, user.suspendedFor = $reason
RETURN [user.id, user.handle]""")
_TOKENS: Final = cypher("""\
MATCH (user:User {handleKey: $handleKey})
RETURN [user.id, COLLECT {
  MATCH (token:AccessToken)-[:OF]->(user)
  RETURN [token.id, token.name, token.scope, token.createdAt, coalesce(token.usedAt, ''),
    coalesce(token.expiresAt, '')] ORDER BY token.id DESC
}]""")


class Access(NamedTuple):
    """The handle of a user, and the numbers of sessions, access tokens and identities."""

    handle: str
    sessions: int
    tokens: int
    identities: int


async def end(
    transaction: Transaction,
    user: str,
    *,
    but: str | None = None,
    tokens: bool = True,
    devices: bool = True,
    identities: bool = False,
) -> Access:
    """Ends the sessions of an existing user, all `but` one, with unfinished log-ins and links to set a password, and
    what the flags name: access tokens, known devices, identities at issuers. What there was before."""
    parameters = {"user": user, "but": but, "tokens": tokens, "devices": devices, "identities": identities}
    before = Access(*await transaction.run(_END, {"user": user, "but": but}))
    await transaction.run(_DELETE, parameters)
    return before


async def id_of(store: Store, handle_key: str) -> str | None:
    """The id of the user with the handle; None if there is none, or the account is deleted."""
    return await store.read(_ID, {"handleKey": handle_key})


async def suspend(store: Store, handle_key: str, at: str | None, reason: str | None) -> tuple[str, str] | None:
    """Suspends an account, or reinstates it when both are None. The user's id and handle; None if there is none."""
    row = await store.write(_SUSPEND, {"handleKey": handle_key, "at": at, "reason": reason})
    return None if row is None else (row[0], row[1])


async def list_tokens(store: Store, handle_key: str) -> tuple[str, list[list[str]]] | None:
    """The user's id and `[id, name, scope, created at, used at, expires at]` of each access token."""
    row = await store.read(_TOKENS, {"handleKey": handle_key})
    return None if row is None else (row[0], row[1])
