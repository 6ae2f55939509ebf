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
RETURN [user.id, user.handle, coalesce(user.role, 'MEMBER')]""")
_LINK: Final = cypher("""\
MATCH (user:User {id: $user})
MERGE (identity:Identity {id: $id})
ON CREATE SET identity.issuer = $issuer, identity.subject = $subject, identity.createdAt = $at
WITH user, identity
FOREACH (_ IN CASE WHEN EXISTS { (identity)-[:OF]->() } THEN [] ELSE [1] END | CREATE (identity)-[:OF]->(user))
WITH identity
MATCH (identity)-[:OF]->(owner:User)
SET owner.orcid = coalesce($orcid, owner.orcid)
RETURN owner.id""")


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
    """`[user, handle, role]` of the account; None if there is none."""
    return await store.read(_ACCOUNT, {"id": identity.id})


async def join(transaction: Transaction, user: str, identity: Identity, at: str) -> str:
    """Links the identity to the user's account. The id of its account, which is another one if it was linked before."""
    parameters = {"issuer": identity.issuer, "subject": identity.subject, "orcid": identity.orcid}
    return str(await transaction.run(_LINK, {**parameters, "id": identity.id, "user": user, "at": at}))
