"""Cypher fragments of a user's fields, and writes of accounts."""

from dataclasses import asdict, dataclass
from typing import Final, NamedTuple

from graphdb.cypher import cypher
from graphdb.fragments import Column, ShortList, ToOne
from graphdb.store import Store, Transaction

HANDLE: Final = Column(cypher("{n}.handle"))
NAME: Final = Column(cypher("{n}.name"))
ORCID: Final = Column(cypher("{n}.orcid"))
JOINED_AT: Final = Column(cypher("{n}.joinedAt"))
#: The most cited of several author nodes of one user.
AUTHOR: Final = ToOne(
    cypher("MATCH ({n})-[:CLAIMS]->({m}:Author) WITH {m} ORDER BY coalesce({m}.citations, 0) DESC, {m}.id LIMIT 1")
)

#: The user itself for the viewer; null for everybody else.
ACCOUNT: Final = ToOne(cypher("MATCH ({m}:User {id: $viewer}) WHERE {m} = {n}"))
EMAIL: Final = Column(cypher("{n}.email"))
EMAIL_CONFIRMED: Final = Column(cypher("coalesce({n}.confirmedEmail = toLower({n}.email), false)"))
ROLE: Final = Column(cypher("coalesce({n}.role, 'MEMBER')"))
HAS_SECOND_FACTOR: Final = Column(cypher("{n}.totp IS NOT NULL"))
RECOVERY_CODES: Final = Column(cypher("size(coalesce({n}.recoveryCodes, []))"))
HAS_PASSWORD: Final = Column(cypher("{n}.password IS NOT NULL"))
SESSIONS: Final = ShortList(
    cypher(
        "MATCH ({m}:Session)-[:OF]->({n}) WHERE {m}.expiresAt > toString(datetime())"
        " WITH {m} ORDER BY {m}.usedAt DESC, {m}.id DESC"
    )
)
ACCESS_TOKENS: Final = ShortList(cypher("MATCH ({m}:AccessToken)-[:OF]->({n}) WITH {m} ORDER BY {m}.id DESC"))
SECURITY_EVENTS: Final = ShortList(
    cypher("MATCH ({m}:SecurityEvent)-[:OF]->({n}) WITH {m} ORDER BY {m}.id DESC LIMIT 100")
)
IDENTITIES: Final = ShortList(cypher("MATCH ({m}:Identity)-[:OF]->({n}) WITH {m} ORDER BY {m}.id"))

_CREATE: Final = cypher("""\
MERGE (user:User {handleKey: $handleKey})
ON CREATE SET user.id = $id, user.handle = $handle, user.name = $name, user.email = $email, user.password = $password,
  user.joinedAt = $at
RETURN user.id = $id""")
_CREDENTIALS: Final = cypher("""\
MATCH (user:User {handleKey: $handleKey})
RETURN [
  user.id, user.handle, user.password, user.totp IS NOT NULL, user.suspendedAt IS NOT NULL,
  EXISTS { (:Device {id: $device})-[:OF]->(user) }
]""")
_ACCOUNT_ROW: Final = cypher("MATCH (user:User {id: $id}) RETURN [user.handle, user.name, user.email, user.password]")
_PASSWORD: Final = cypher("MATCH (user:User {id: $id}) SET user.password = $password RETURN user.id")
_PROFILE: Final = cypher("""\
MATCH (user:User {id: $id})
SET user.name = $name, user.confirmedEmail = CASE WHEN user.email = $email THEN user.confirmedEmail END,
  user.email = $email
WITH user
CALL (user) {
  MATCH (link:OneTimeLink)-[:OF]->(user) WHERE link.email <> coalesce($email, '')
  DETACH DELETE link
}
RETURN user.id""")
_ROLE: Final = cypher("MATCH (user:User {handleKey: $handleKey}) SET user.role = $role RETURN user.handle")
_REVOKE_ROLE: Final = cypher("""\
MATCH (user:User {handleKey: $handleKey})
SET user.role = CASE WHEN user.role = $role THEN NULL ELSE user.role END
RETURN [user.handle, coalesce(user.role, 'MEMBER')]""")


@dataclass(frozen=True, slots=True)
class NewUser:
    """A new user. `handleKey` is the normalised handle; `password` is the hash, None for a user who signs in at an
    issuer."""

    id: str
    handle: str
    handleKey: str  # noqa: N815 - as it is stored
    name: str
    email: str | None
    password: str | None
    at: str


class Credentials(NamedTuple):
    """The password hash of a user, whether the user has a second factor and is suspended, and whether they signed in on
    the device before."""

    id: str
    handle: str
    password: str | None
    has_second_factor: bool
    is_suspended: bool
    is_known_device: bool


async def create(transaction: Transaction, user: NewUser) -> bool:
    """Stores the user. Returns False, and stores nothing, if the handle is taken."""
    return bool(await transaction.run(_CREATE, asdict(user)))


async def credentials(store: Store, handle_key: str, device: str = "") -> Credentials | None:
    """The credentials by handle, on a device (`graphdb.known_device`); None if no user has the handle."""
    row = await store.read(_CREDENTIALS, {"handleKey": handle_key, "device": device}, latest=True)
    return None if row is None else Credentials(*row)


async def read_account(store: Store, user: str) -> tuple[str, str, str | None, str | None]:
    """Handle, name, e-mail and password hash of an existing user."""
    handle, name, email, password = await store.read(_ACCOUNT_ROW, {"id": user}, latest=True)
    return handle, name, email, password


async def set_password(transaction: Transaction, user: str, password: str) -> None:
    """Stores a password hash."""
    await transaction.run(_PASSWORD, {"id": user, "password": password})


async def set_profile(store: Store, user: str, name: str, email: str | None) -> None:
    """Stores name and e-mail. A new address is not confirmed; links that were sent to the former one are deleted."""
    await store.write(_PROFILE, {"id": user, "name": name, "email": email})


async def set_role(store: Store, handle_key: str, role: str) -> str | None:
    """Sets the role; the user's handle, None if no user has the handle."""
    return await store.write(_ROLE, {"handleKey": handle_key, "role": role})


async def revoke_role(store: Store, handle_key: str, role: str) -> tuple[str, str] | None:
    """Removes a role. The user's handle and remaining role, None if no user has the handle."""
    row = await store.write(_REVOKE_ROLE, {"handleKey": handle_key, "role": role})
    return None if row is None else (row[0], row[1])
