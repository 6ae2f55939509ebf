"""Identities of users at OpenID Connect issuers."""

from dataclasses import dataclass
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.fragments import Column
from graphdb.store import Store, Transaction

ISSUER: Final = Column(cypher("{n}.issuer"))
SUBJECT: Final = Column(cypher("{n}.subject"))

_ACCOUNT: Final = cypher("""\
MATCH (:Identity {id: $id})-[:OF]->(user:User)
RETURN [user.id, user.handle, coalesce(user.role, 'MEMBER'), user.suspendedAt IS NOT NULL, user.totp IS NOT NULL]""")
_LINK: Final = cypher("""\
MATCH (user:User {id: $user})
MERGE (identity:Identity {id: $id})
ON CREATE SET identity.issuer = $issuer, identity.subject = $subject, identity.createdAt = $at
SET identity.orcid = coalesce($orcid, identity.orcid)
WITH user, identity
FOREACH (_ IN CASE WHEN EXISTS { (identity)-[:OF]->() } THEN [] ELSE [1] END | CREATE (identity)-[:OF]->(user))
WITH identity
MATCH (identity)-[:OF]->(owner:User)
SET owner.orcid = coalesce($orcid, owner.orcid)
RETURN owner.id""")
#: The last way to sign in stays. An ORCID iD that only this identity has verified is removed with its claims.
_UNLINK: Final = cypher("""\
MATCH (identity:Identity {id: $id})-[:OF]->(user:User {id: $user})
WITH user, identity, $last OR user.password IS NOT NULL OR COUNT { (user)<-[:OF]-(:Identity) } > 1 AS allowed
FOREACH (each IN CASE WHEN allowed THEN [identity] ELSE [] END | DETACH DELETE each)
WITH user, allowed
SET user.orcid = CASE WHEN allowed THEN
  COLLECT { MATCH (other:Identity)-[:OF]->(user) WHERE other.orcid IS NOT NULL RETURN other.orcid LIMIT 1 }[0]
ELSE user.orcid END
WITH user, allowed
CALL (user) {
  MATCH (user)-[claim:CLAIMS]->(author:Author)
  WHERE author.orcid IS NOT NULL AND claim.granted IS NULL AND (user.orcid IS NULL OR author.orcid <> user.orcid)
  DELETE claim
}
RETURN allowed""")
_LIST: Final = cypher("""\
MATCH (user:User {handleKey: $handleKey})
RETURN [user.id, COLLECT {
  MATCH (identity:Identity)-[:OF]->(user)
  RETURN [identity.issuer, identity.subject, coalesce(identity.createdAt, '')] ORDER BY identity.id
}]""")
#: Identities of graphs before version 8 have no `orcid`: at ORCID it is the subject; elsewhere it is certain only if
#: the user has a single identity.
MIGRATE: Final = cypher("""\
MATCH (identity:Identity)-[:OF]->(user:User)
WHERE identity.orcid IS NULL AND user.orcid IS NOT NULL
  AND ((identity.issuer = 'https://orcid.org' AND identity.subject = user.orcid)
    OR COUNT { (user)<-[:OF]-(:Identity) } = 1)
WITH identity, user LIMIT $limit
SET identity.orcid = user.orcid
RETURN count(*)""")


@dataclass(frozen=True, slots=True)
class Identity:
    """An issuer and its subject; `orcid` is the verified ORCID iD, if the issuer provides one."""

    issuer: str
    subject: str
    orcid: str | None = None

    @property
    def id(self) -> str:
        """Issuer and subject, joined with a space, which no address contains."""
        return f"{self.issuer} {self.subject}"


async def account_of(store: Store, identity: Identity) -> list[Any] | None:
    """`[user, handle, role, is suspended, has a second factor]` of the account; None if there is none."""
    return await store.read(_ACCOUNT, {"id": identity.id}, latest=True)


async def join(transaction: Transaction, user: str, identity: Identity, at: str) -> str:
    """Links the identity to the user's account. The id of its account, which is another one if it was linked before."""
    parameters = {"issuer": identity.issuer, "subject": identity.subject, "orcid": identity.orcid}
    return str(await transaction.run(_LINK, {**parameters, "id": identity.id, "user": user, "at": at}))


async def unlink(store: Store, user: str, issuer: str, subject: str, *, last: bool = False) -> bool | None:
    """Removes the identity from the user's account. False if it is the only way to sign in, unless `last`; None if the
    user has no such identity."""
    parameters = {"user": user, "id": Identity(issuer, subject).id, "last": last}
    return await store.write(_UNLINK, parameters)


async def list_identities(store: Store, handle_key: str) -> tuple[str, list[list[str]]] | None:
    """The user's id and `[issuer, subject, linked at]` of each identity; None if no user has the handle."""
    row = await store.read(_LIST, {"handleKey": handle_key}, latest=True)
    return None if row is None else (row[0], row[1])
