"""Personal access tokens. `key` is the SHA-256 of the token, which is displayed once and not stored."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.fragments import Column
from graphdb.store import Store

NAME: Final = Column(cypher("{n}.name"))
SCOPE: Final = Column(cypher("{n}.scope"))
CREATED_AT: Final = Column(cypher("{n}.createdAt"))
USED_AT: Final = Column(cypher("{n}.usedAt"))
EXPIRES_AT: Final = Column(cypher("{n}.expiresAt"))

_ACTIVE: Final = cypher("""\
MATCH (token:AccessToken {key: $key})-[:OF]->(user:User)
WHERE (token.expiresAt IS NULL OR token.expiresAt > $at) AND user.suspendedAt IS NULL
RETURN [user.id, user.handle, coalesce(user.role, 'MEMBER'), token.scope, token.id, token.usedAt,
  token.costPerMinute]""")
#: The write locks the user, so that concurrent requests are counted one after another.
_CREATE: Final = cypher("""\
MATCH (user:User {id: $user})
SET user.writes = coalesce(user.writes, 0) + 1
WITH user, COUNT { (user)<-[:OF]-(:AccessToken) } AS tokens
FOREACH (_ IN CASE WHEN tokens < $limit THEN [1] ELSE [] END |
  CREATE (:AccessToken {id: $id, key: $key, name: $name, scope: $scope, createdAt: $at, expiresAt: $expires})
    -[:OF]->(user)
)
RETURN tokens < $limit""")
_REVOKE: Final = cypher("""\
MATCH (token:AccessToken {id: $id})-[:OF]->(:User {id: $user})
DETACH DELETE token
RETURN count(*) > 0""")
_SET_QUOTA: Final = cypher("""\
MATCH (token:AccessToken {id: $id})
SET token.costPerMinute = $cost
RETURN token.name""")
_RECORD_USE: Final = cypher("MATCH (token:AccessToken {id: $id}) SET token.usedAt = $at")


@dataclass(frozen=True, slots=True)
class NewToken:
    """A new token. Times are RFC 3339; `expires` is None for a token that does not expire."""

    user: str
    id: str
    key: str
    name: str
    scope: str
    at: str
    expires: str | None


async def active(store: Store, key: str, at: str) -> list[Any] | None:
    """`[user, handle, role, scope, token, used at, cost per minute]` of a valid token; None for any other."""
    return await store.read(_ACTIVE, {"key": key, "at": at}, latest=True)


async def create(store: Store, token: NewToken, limit: int) -> bool:
    """Stores the token. Returns False, and stores nothing, if the user has `limit` tokens already."""
    return bool(await store.write(_CREATE, {**asdict(token), "limit": limit}))


async def revoke(store: Store, user: str, token: str) -> bool:
    """Deletes the user's token; whether it existed."""
    return bool(await store.write(_REVOKE, {"user": user, "id": token}))


async def record_use(store: Store, token: str, at: str) -> None:
    """Stores the time of use."""
    await store.write(_RECORD_USE, {"id": token, "at": at})


async def set_quota(store: Store, token: str, cost: int | None) -> str | None:
    """Sets the cost that the token may spend in a minute, None for that of its user. The token's name, or None if there
    is no such token."""
    return await store.write(_SET_QUOTA, {"id": token, "cost": cost})
