"""The second factor of a user: the key of time-based one-time passwords, and recovery codes as SHA-256."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from graphdb.cypher import cypher
from graphdb.store import Store, Transaction
from graphdb.write_prelude import VIEWER

_READ: Final = cypher("MATCH (user:User {id: $user}) RETURN [user.totp, user.totpPending, user.handle]")
_SET_PENDING: Final = cypher("MATCH (user:User {id: $user}) SET user.totpPending = $key RETURN true")
_ENABLE: Final = VIEWER + cypher("""\
WITH viewer WHERE viewer.totpPending = $key AND viewer.totp IS NULL
SET viewer.totp = $key, viewer.totpPending = null, viewer.totpStep = $step, viewer.recoveryCodes = $codes
RETURN true""")
_REMOVE: Final = cypher("""\
MATCH (user:User {id: $user})
SET user.totp = null, user.totpPending = null, user.totpStep = null, user.recoveryCodes = null
RETURN true""")
_SET_CODES: Final = cypher("MATCH (user:User {id: $user}) SET user.recoveryCodes = $codes RETURN true")
#: The lock of `VIEWER` makes a code valid once, also for concurrent requests.
_USE_STEP: Final = VIEWER + cypher("""\
WITH viewer WHERE coalesce(viewer.totpStep, -1) < $step
SET viewer.totpStep = $step
RETURN true""")
_USE_CODE: Final = VIEWER + cypher("""\
WITH viewer WHERE $code IN viewer.recoveryCodes
SET viewer.recoveryCodes = [code IN viewer.recoveryCodes WHERE code <> $code]
RETURN true""")
_BEGIN: Final = cypher("""\
MATCH (user:User {id: $user})
CREATE (:LoginChallenge {id: $id, expiresAt: $expires})-[:OF]->(user)
WITH user
CALL () {
  MATCH (old:LoginChallenge) WHERE old.expiresAt < $at
  WITH old LIMIT 20
  DETACH DELETE old
}
RETURN true""")
_CHALLENGED: Final = cypher("""\
MATCH (challenge:LoginChallenge {id: $id})-[:OF]->(user:User)
WHERE challenge.expiresAt > $at AND user.suspendedAt IS NULL
RETURN [user.id, COLLECT { MATCH (device:Device)-[:OF]->(user) RETURN device.id }, user.handleKey]""")
_FINISH: Final = cypher("MATCH (challenge:LoginChallenge {id: $id}) DETACH DELETE challenge RETURN count(*) > 0")


class SecondFactor(NamedTuple):
    """The key of an enabled second factor, the key that is not confirmed yet, and the user's handle."""

    key: str | None
    pending: str | None
    handle: str


async def read(store: Store, user: str) -> SecondFactor:
    """The second factor of an existing user."""
    return SecondFactor(*await store.read(_READ, {"user": user}, latest=True))


async def set_pending(store: Store, user: str, key: str) -> None:
    """Stores a key that the user has to confirm."""
    await store.write(_SET_PENDING, {"user": user, "key": key})


async def enable(transaction: Transaction, user: str, key: str, step: int, codes: Sequence[str]) -> bool:
    """Enables the pending key; False if another request replaced or enabled it."""
    parameters = {"viewer": user, "key": key, "step": step, "codes": list(codes)}
    return bool(await transaction.run(_ENABLE, parameters))


async def remove(transaction: Transaction, user: str) -> None:
    """Removes the second factor."""
    await transaction.run(_REMOVE, {"user": user})


async def set_codes(transaction: Transaction, user: str, codes: Sequence[str]) -> None:
    """Replaces the recovery codes."""
    await transaction.run(_SET_CODES, {"user": user, "codes": list(codes)})


async def use_step(store: Store, user: str, step: int) -> bool:
    """Uses the code of a time step; False if it, or a later one, was used before."""
    return bool(await store.write(_USE_STEP, {"viewer": user, "step": step}))


async def use_code(store: Store, user: str, code: str) -> bool:
    """Uses a recovery code; False if it is none."""
    return bool(await store.write(_USE_CODE, {"viewer": user, "code": code}))


async def begin_challenge(store: Store, user: str, challenge: str, at: str, expires: str) -> None:
    """Stores a log-in that waits for its code."""
    await store.write(_BEGIN, {"user": user, "id": challenge, "at": at, "expires": expires})


async def challenged(store: Store, challenge: str, at: str) -> tuple[str, list[str], str] | None:
    """Id, known devices and handle key of the user whose log-in waits for its code; None if there is none."""
    row = await store.read(_CHALLENGED, {"id": challenge, "at": at}, latest=True)
    return None if row is None else (row[0], row[1], row[2])


async def finish_challenge(transaction: Transaction, challenge: str) -> bool:
    """Deletes the challenge; False if another request finished it."""
    return bool(await transaction.run(_FINISH, {"id": challenge}))
