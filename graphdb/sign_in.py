"""Sign-ins at an issuer that have begun: each can be finished once, by the browser that began it."""

from dataclasses import asdict, dataclass
from typing import Final

from graphdb.cypher import cypher
from graphdb.store import Store

_CREATE: Final = cypher("""\
CREATE (:SignIn {
  id: $id, issuer: $issuer, nonce: $nonce, verifier: $verifier, back: $back, expiresAt: $expires
})
WITH 1 AS one
CALL () {
  MATCH (old:SignIn) WHERE old.expiresAt < $at
  WITH old LIMIT 20
  DELETE old
}
RETURN one""")
_CONSUME: Final = cypher("""\
MATCH (begun:SignIn {id: $id})
WITH begun, begun.issuer AS issuer, begun.nonce AS nonce, begun.verifier AS verifier, begun.back AS back,
     begun.expiresAt AS expires
DELETE begun
RETURN CASE WHEN expires > $at THEN [issuer, nonce, verifier, back] END""")


@dataclass(frozen=True, slots=True)
class SignIn:
    """What is kept between the two ways through the browser; `back` is where the person goes at the end."""

    issuer: str
    nonce: str
    verifier: str
    back: str


async def begin(store: Store, key: str, sign_in: SignIn, at: str, expires: str) -> None:
    """Keeps it under the SHA-256 of its state."""
    await store.write(_CREATE, {**asdict(sign_in), "id": key, "at": at, "expires": expires})


async def take(store: Store, key: str, at: str) -> SignIn | None:
    """Takes it away; None where there is none, or no longer."""
    found = await store.write(_CONSUME, {"id": key, "at": at})
    return None if found is None else SignIn(*found)
