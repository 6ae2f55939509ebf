"""Pending sign-ins at an issuer. Each can be completed once, by the browser that began it."""

from dataclasses import asdict, dataclass
from typing import Final

from graphdb.cypher import cypher
from graphdb.store import Store

_CREATE: Final = cypher("""\
CREATE (:SignIn {
  id: $id, issuer: $issuer, nonce: $nonce, verifier: $verifier, back: $back, session: $session, expiresAt: $expires
})
WITH 1 AS one
CALL () {
  MATCH (old:SignIn) WHERE old.expiresAt < $at
  WITH old LIMIT 20
  DELETE old
}
RETURN one""")
_CONSUME: Final = cypher("""\
MATCH (pending:SignIn {id: $id})
WITH pending, pending.issuer AS issuer, pending.nonce AS nonce, pending.verifier AS verifier, pending.back AS back,
     pending.session AS session, pending.expiresAt AS expires
DELETE pending
RETURN CASE WHEN expires > $at THEN [issuer, nonce, verifier, back, session] END""")


@dataclass(frozen=True, slots=True)
class SignIn:
    """The state of a sign-in between the two redirects; `back` is the final address. `session`: the session whose user
    links the identity; None for a sign-in."""

    issuer: str
    nonce: str
    verifier: str
    back: str
    session: str | None = None


async def begin(store: Store, key: str, sign_in: SignIn, at: str, expires: str) -> None:
    """Stores the sign-in under the SHA-256 of its state."""
    await store.write(_CREATE, {**asdict(sign_in), "id": key, "at": at, "expires": expires})


async def consume(store: Store, key: str, at: str) -> SignIn | None:
    """Deletes and returns the sign-in; None if it does not exist or is expired."""
    row = await store.write(_CONSUME, {"id": key, "at": at})
    return None if row is None else SignIn(*row)
