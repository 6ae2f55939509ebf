"""What a person's fields are in the store, and how people come to be in it."""

from dataclasses import asdict, dataclass
from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Every, One
from graphdb.store import Store, Transaction

HANDLE: Final = Column(cypher("{n}.handle"))
NAME: Final = Column(cypher("{n}.name"))
ORCID: Final = Column(cypher("{n}.orcid"))
JOINED_AT: Final = Column(cypher("{n}.joinedAt"))
#: Of several author records of one person the most cited.
AUTHOR: Final = One(
    cypher("MATCH ({n})-[:CLAIMS]->({m}:Author) WITH {m} ORDER BY coalesce({m}.citations, 0) DESC, {m}.id LIMIT 1")
)

#: The person again, for themselves alone; null for everybody else.
ACCOUNT: Final = One(cypher("MATCH ({m}:User {id: $viewer}) WHERE {m} = {n}"))
EMAIL: Final = Column(cypher("{n}.email"))
ROLE: Final = Column(cypher("coalesce({n}.role, 'MEMBER')"))
HAS_PASSWORD: Final = Column(cypher("{n}.password IS NOT NULL"))
SESSIONS: Final = Every(
    cypher(
        "MATCH ({m}:Session)-[:OF]->({n}) WHERE {m}.expiresAt > toString(datetime())"
        " WITH {m} ORDER BY {m}.usedAt DESC, {m}.id DESC"
    )
)
ACCESS_TOKENS: Final = Every(cypher("MATCH ({m}:AccessToken)-[:OF]->({n}) WITH {m} ORDER BY {m}.id DESC"))
IDENTITIES: Final = Every(cypher("MATCH ({m}:Identity)-[:OF]->({n}) WITH {m} ORDER BY {m}.id"))

_CREATED: Final = cypher("""\
MERGE (user:User {handleKey: $handleKey})
ON CREATE SET user.id = $id, user.handle = $handle, user.name = $name, user.email = $email, user.password = $password,
  user.joinedAt = $at
RETURN user.id = $id""")
_CREDENTIALS: Final = cypher("MATCH (user:User {handleKey: $handleKey}) RETURN [user.id, user.handle, user.password]")
_HELD: Final = cypher("MATCH (user:User {id: $id}) RETURN [user.handle, user.name, user.email, user.password]")
_PASSWORD: Final = cypher("MATCH (user:User {id: $id}) SET user.password = $password RETURN user.id")
_PROFILE: Final = cypher("MATCH (user:User {id: $id}) SET user.name = $name, user.email = $email RETURN user.id")
_ROLE: Final = cypher("MATCH (user:User {handleKey: $handleKey}) SET user.role = $role RETURN user.handle")
_UNROLED: Final = cypher("""\
MATCH (user:User {handleKey: $handleKey})
SET user.role = CASE WHEN user.role = $role THEN NULL ELSE user.role END
RETURN [user.handle, coalesce(user.role, 'MEMBER')]""")


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person to be. `handleKey` is the handle as it is compared; `password` is hashed, None where another service
    signs them in."""

    id: str
    handle: str
    handleKey: str  # noqa: N815 - as it is stored
    name: str
    email: str | None
    password: str | None
    at: str


async def create(transaction: Transaction, user: NewUser) -> bool:
    """Stores the person. False, and nothing is stored, where somebody else has the handle."""
    return bool(await transaction.run(_CREATED, asdict(user)))


async def credentials(store: Store, handle_key: str) -> tuple[str, str, str | None] | None:
    """Id, handle and hashed password of who has the handle; None for nobody."""
    found = await store.read(_CREDENTIALS, {"handleKey": handle_key})
    return None if found is None else (found[0], found[1], found[2])


async def held(store: Store, user: str) -> tuple[str, str, str | None, str | None]:
    """Handle, name, e-mail and hashed password of a person who is there."""
    handle, name, email, password = await store.read(_HELD, {"id": user})
    return handle, name, email, password


async def set_password(store: Store, user: str, password: str) -> None:
    """Stores a hashed password."""
    await store.write(_PASSWORD, {"id": user, "password": password})


async def set_profile(store: Store, user: str, name: str, email: str | None) -> None:
    """Stores what a person says of themselves."""
    await store.write(_PROFILE, {"id": user, "name": name, "email": email})


async def set_role(store: Store, handle_key: str, role: str) -> str | None:
    """Gives a role; the person's handle, None where nobody has it."""
    return await store.write(_ROLE, {"handleKey": handle_key, "role": role})


async def take_role(store: Store, handle_key: str, role: str) -> tuple[str, str] | None:
    """Takes a role from who has it. The person's handle and role, None where nobody has the handle."""
    found = await store.write(_UNROLED, {"handleKey": handle_key, "role": role})
    return None if found is None else (found[0], found[1])
