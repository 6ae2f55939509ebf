"""Who an OpenID Connect issuer says that somebody is."""

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
    """An issuer and what it calls the person; `orcid` is their verified ORCID iD, where the issuer vouches for it."""

    issuer: str
    subject: str
    orcid: str | None = None

    @property
    def id(self) -> str:
        """The two as one text; no address holds a space."""
        return f"{self.issuer} {self.subject}"


async def account_of(store: Store, identity: Identity) -> list[Any] | None:
    """`[user, handle, role]` of who it is; None for nobody here."""
    return await store.read(_ACCOUNT, {"id": identity.id})


async def join(transaction: Transaction, user: str, identity: Identity, at: str) -> str:
    """Lets the identity sign the person in; the id of who has it, which is another person who was there first."""
    parameters = {"issuer": identity.issuer, "subject": identity.subject, "orcid": identity.orcid}
    return str(await transaction.run(_LINK, {**parameters, "id": identity.id, "user": user, "at": at}))
