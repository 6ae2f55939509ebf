"""Links that a person opens once: to set a new password, or to confirm an e-mail address.

The node of a link has the SHA-256 of its secret as `id`. A link to an address has that address as `email`; a change of
the address or of the password deletes the user's links.
"""

from typing import Final, NamedTuple

from graphdb.cypher import cypher
from graphdb.store import Store, Transaction
from graphdb.write_prelude import VIEWER

_CREATE: Final = cypher("""\
MATCH (user:User {id: $user})
CREATE (:OneTimeLink {id: $id, purpose: $purpose, email: $email, expiresAt: $expires})-[:OF]->(user)
WITH 1 AS one
CALL () {
  MATCH (old:OneTimeLink) WHERE old.expiresAt < $at
  WITH old LIMIT 20
  DETACH DELETE old
}
RETURN one""")
_OWNER: Final = cypher("""\
MATCH (link:OneTimeLink {id: $id})-[:OF]->(user:User)
WHERE link.purpose = $purpose AND link.expiresAt > $at AND user.deletedAt IS NULL
RETURN user.id""")
#: The user is locked before the link is read, so that of two requests with one link the second reads nothing.
_CONSUME: Final = VIEWER + cypher("""\
MATCH (link:OneTimeLink {id: $id})-[:OF]->(viewer) WHERE link.purpose = $purpose AND link.expiresAt > $at
WITH link, coalesce(link.email, '') AS email
DETACH DELETE link
RETURN email""")
_RECIPIENTS: Final = cypher("""\
CALL () {
  MATCH (user:User {handleKey: $handleKey}) RETURN user
UNION
  MATCH (user:User {confirmedEmail: $email}) RETURN user ORDER BY user.id LIMIT 5
}
WITH user WHERE user.confirmedEmail = toLower(user.email) AND user.password IS NOT NULL
  AND user.suspendedAt IS NULL AND user.deletedAt IS NULL
RETURN collect([user.id, user.handle, user.email])""")
_CONFIRM: Final = cypher("""\
MATCH (user:User {id: $user}) WHERE user.email = $email
SET user.confirmedEmail = toLower($email)
RETURN user.id""")


class Recipient(NamedTuple):
    """A user who can have a new password by mail."""

    id: str
    handle: str
    email: str


async def create(store: Store, user: str, id_: str, purpose: str, email: str | None, at: str, expires: str) -> None:
    """Stores a link of an existing user. `purpose` is one of `vocabulary.LINK_PURPOSES`."""
    parameters = {"user": user, "id": id_, "purpose": purpose, "email": email, "at": at, "expires": expires}
    await store.write(_CREATE, parameters)


async def owner(store: Store, id_: str, purpose: str, at: str) -> str | None:
    """The id of the user whose link it is; None if it is expired or was used."""
    return await store.read(_OWNER, {"id": id_, "purpose": purpose, "at": at}, latest=True)


async def consume(transaction: Transaction, user: str, id_: str, purpose: str, at: str) -> str | None:
    """Deletes a link of the user: its address, "" without one. None if it is expired or was used."""
    return await transaction.run(_CONSUME, {"viewer": user, "id": id_, "purpose": purpose, "at": at})


async def recipients(store: Store, handle_key: str, email: str) -> list[Recipient]:
    """The users with this handle or confirmed address, in lower case, who can sign in with a password."""
    rows = await store.read(_RECIPIENTS, {"handleKey": handle_key, "email": email}, latest=True)
    return [Recipient(*row) for row in rows]


async def confirm_email(transaction: Transaction, user: str, email: str) -> bool:
    """Marks the user's address as confirmed, if it is still this one."""
    return await transaction.run(_CONFIRM, {"user": user, "email": email}) is not None
