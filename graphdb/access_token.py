"""Personal access tokens. `key` is the SHA-256 of the token, which is shown once and not stored."""

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
WHERE token.expiresAt IS NULL OR token.expiresAt > $at
RETURN [user.id, user.handle, coalesce(user.role, 'MEMBER'), token.scope, token.id, token.usedAt]""")
#: The person is locked by the write, so that several at once are counted one after another.
_CREATED: Final = cypher("""\
MATCH (user:User {id: $user})
SET user.writes = coalesce(user.writes, 0) + 1
WITH user, COUNT { (user)<-[:OF]-(:AccessToken) } AS tokens
FOREACH (_ IN CASE WHEN tokens < $most THEN [1] ELSE [] END |
  CREATE (:AccessToken {id: $id, key: $key, name: $name, scope: $scope, createdAt: $at, expiresAt: $expires})
    -[:OF]->(user)
)
RETURN tokens < $most""")
_REVOKED: Final = cypher("""\
MATCH (token:AccessToken {id: $id})-[:OF]->(:User {id: $user})
DETACH DELETE token
RETURN count(*) > 0""")
_USED: Final = cypher("MATCH (token:AccessToken {id: $id}) SET token.usedAt = $at")


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token to be. Times are RFC 3339; `expires` is None where it never does."""

    user: str
    id: str
    key: str
    name: str
    scope: str
    at: str
    expires: str | None


async def active(store: Store, key: str, at: str) -> list[Any] | None:
    """`[user, handle, role, scope, token, used at]` of a token that counts; None for all else."""
    return await store.read(_ACTIVE, {"key": key, "at": at})


async def create(store: Store, token: NewToken, most: int) -> bool:
    """Stores the token. False, and nothing is stored, where the person has `most` already."""
    return bool(await store.write(_CREATED, {**asdict(token), "most": most}))


async def revoke(store: Store, user: str, token: str) -> bool:
    """Whether the person had the token, which is now gone."""
    return bool(await store.write(_REVOKED, {"user": user, "id": token}))


async def used(store: Store, token: str, at: str) -> None:
    """Says that the token was used."""
    await store.write(_USED, {"id": token, "at": at})
