"""Browser sessions. `key` is the SHA-256 of the cookie's value, which is not stored."""

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
WHERE session.expiresAt > $at AND session.createdAt > $oldest AND user.suspendedAt IS NULL
RETURN [user.id, user.handle, coalesce(user.role, 'MEMBER'), session.id, session.usedAt, session.createdAt]""")
#: Deletes the oldest sessions of a user beyond the limit, and a few expired sessions of all users.
_CREATE: Final = cypher("""\
MATCH (user:User {id: $user})
CREATE (:Session {
  id: $id, key: $key, agent: $agent, createdAt: $at, usedAt: $at, expiresAt: $expires
})-[:OF]->(user)
WITH user
CALL (user) {
  MATCH (session:Session)-[:OF]->(user)
  WITH session ORDER BY session.usedAt DESC, session.id DESC SKIP $limit
  DETACH DELETE session
}
CALL () {
  MATCH (session:Session) WHERE session.expiresAt < $at
  WITH session LIMIT 20
  DETACH DELETE session
}
RETURN [user.handle, coalesce(user.role, 'MEMBER')]""")
_RECORD_USE: Final = cypher("MATCH (session:Session {id: $id}) SET session.usedAt = $at, session.expiresAt = $expires")
#: The last check of credentials in this session, and the user's password hash.
_AUTHENTICATION: Final = cypher("""\
MATCH (session:Session {id: $id})-[:OF]->(user:User {id: $user})
RETURN [coalesce(session.authenticatedAt, session.createdAt), user.password]""")
_CONFIRM: Final = cypher("MATCH (session:Session {id: $id}) SET session.authenticatedAt = $at")
_END: Final = cypher("""\
MATCH (session:Session)-[:OF]->(user:User {id: $user})
WHERE ($only IS NULL OR session.id = $only) AND ($but IS NULL OR session.id <> $but)
DETACH DELETE session
RETURN count(*)""")
_REPLACE: Final = cypher("MATCH (session:Session {id: $id}) DETACH DELETE session")
_LIST: Final = cypher("""\
MATCH (user:User {handleKey: $handleKey})
RETURN [user.id, COLLECT {
  MATCH (session:Session)-[:OF]->(user) WHERE session.expiresAt > $at
  RETURN [session.id, session.agent, session.createdAt, session.usedAt] ORDER BY session.usedAt DESC
}]""")


@dataclass(frozen=True, slots=True)
class NewSession:
    """A new session. Times are RFC 3339; `agent` is the User-Agent of the browser."""

    user: str
    id: str
    key: str
    agent: str
    at: str
    expires: str


async def active(store: Store, key: str, at: str, oldest: str) -> list[Any] | None:
    """`[user, handle, role, session, used at, created at]` of a valid session, which is not older than `oldest`; None
    for any other."""
    return await store.read(_ACTIVE, {"key": key, "at": at, "oldest": oldest}, latest=True)


async def begin(transaction: Transaction, session: NewSession, limit: int) -> tuple[str, str]:
    """Stores the session, and ends the user's least recently used sessions beyond `limit`. The user's handle and
    role."""
    handle, role = await transaction.run(_CREATE, {**asdict(session), "limit": limit})
    return handle, role


async def record_use(store: Store, session: str, at: str, expires: str) -> None:
    """Stores the time of use and the new expiry."""
    await store.write(_RECORD_USE, {"id": session, "at": at, "expires": expires})


async def authentication(store: Store, user: str, session: str) -> tuple[str, str | None]:
    """When the user's credentials were last checked in the session, and the user's password hash. A session that has
    ended was never checked."""
    row = await store.read(_AUTHENTICATION, {"user": user, "id": session}, latest=True)
    return ("", None) if row is None else (row[0], row[1])


async def confirm(store: Store, session: str, at: str) -> None:
    """Stores that credentials were checked in the session."""
    await store.write(_CONFIRM, {"id": session, "at": at})


async def replace(transaction: Transaction, session: str) -> None:
    """Ends the previous session of the browser."""
    await transaction.run(_REPLACE, {"id": session})


async def end(store: Store, user: str, *, only: str | None = None, but: str | None = None) -> int:
    """Ends the user's sessions: all, `only` one, or all `but` one. Their number."""
    return int(await store.write(_END, {"user": user, "only": only, "but": but}))


async def list_sessions(store: Store, handle_key: str, at: str) -> tuple[str, list[list[str]]] | None:
    """The user's id and `[id, agent, created at, used at]` of each session; None if no user has the handle."""
    row = await store.read(_LIST, {"handleKey": handle_key, "at": at}, latest=True)
    return None if row is None else (row[0], row[1])
