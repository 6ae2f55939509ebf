"""Sessions: who came with which cookie. `key` is the SHA-256 of the cookie's value, which is not stored."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.fragments import Column
from graphdb.store import Store, Transaction

AGENT: Final = Column(cypher("{n}.agent"))
CREATED_AT: Final = Column(cypher("{n}.createdAt"))
USED_AT: Final = Column(cypher("{n}.usedAt"))
EXPIRES_AT: Final = Column(cypher("{n}.expiresAt"))

_ACTIVE: Final = cypher("""\
MATCH (session:Session {key: $key})-[:OF]->(user:User)
WHERE session.expiresAt > $at
RETURN [user.id, user.handle, coalesce(user.role, 'MEMBER'), session.id, session.usedAt]""")
#: The oldest end where a person has too many, and with each new one some that nobody can use any more.
_CREATE: Final = cypher("""\
MATCH (user:User {id: $user})
CREATE (:Session {
  id: $id, key: $key, agent: $agent, createdAt: $at, usedAt: $at, expiresAt: $expires
})-[:OF]->(user)
WITH user
CALL (user) {
  MATCH (session:Session)-[:OF]->(user)
  WITH session ORDER BY session.usedAt DESC, session.id DESC SKIP $most
  DETACH DELETE session
}
CALL () {
  MATCH (session:Session) WHERE session.expiresAt < $at
  WITH session LIMIT 20
  DETACH DELETE session
}
RETURN [user.handle, coalesce(user.role, 'MEMBER')]""")
_USED: Final = cypher("MATCH (session:Session {id: $id}) SET session.usedAt = $at, session.expiresAt = $expires")
_ENDED: Final = cypher("""\
MATCH (session:Session)-[:OF]->(user:User {id: $user})
WHERE ($only IS NULL OR session.id = $only) AND ($but IS NULL OR session.id <> $but)
DETACH DELETE session
RETURN count(*)""")
_REPLACED: Final = cypher("MATCH (session:Session {id: $id}) DETACH DELETE session")
_LISTED: Final = cypher("""\
MATCH (user:User {handleKey: $handleKey})
RETURN [user.id, COLLECT {
  MATCH (session:Session)-[:OF]->(user) WHERE session.expiresAt > $at
  RETURN [session.id, session.agent, session.createdAt, session.usedAt] ORDER BY session.usedAt DESC
}]""")


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to be. Times are RFC 3339; `agent` is what the browser calls itself."""

    user: str
    id: str
    key: str
    agent: str
    at: str
    expires: str


async def active(store: Store, key: str, at: str) -> list[Any] | None:
    """`[user, handle, role, session, used at]` of a session that has not ended; None for all else."""
    return await store.read(_ACTIVE, {"key": key, "at": at})


async def begin(transaction: Transaction, session: NewSession, most: int) -> tuple[str, str]:
    """Stores the session; beyond `most` of the person the longest unused end. The person's handle and role."""
    handle, role = await transaction.run(_CREATE, {**asdict(session), "most": most})
    return handle, role


async def used(store: Store, session: str, at: str, expires: str) -> None:
    """Says that the session was used."""
    await store.write(_USED, {"id": session, "at": at, "expires": expires})


async def replace(transaction: Transaction, session: str) -> None:
    """Ends a session, whosever it is, because another begins in its browser."""
    await transaction.run(_REPLACED, {"id": session})


async def end(store: Store, user: str, *, only: str | None = None, but: str | None = None) -> int:
    """Ends the person's sessions: all, `only` one, or all `but` one. How many these were."""
    return int(await store.write(_ENDED, {"user": user, "only": only, "but": but}))


async def listed(store: Store, handle_key: str, at: str) -> tuple[str, list[list[str]]] | None:
    """Who has the handle, and `[id, agent, created at, used at]` of their sessions; None for nobody."""
    found = await store.read(_LISTED, {"handleKey": handle_key, "at": at})
    return None if found is None else (found[0], found[1])
