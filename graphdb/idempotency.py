"""Idempotent writes: the first request with a key is executed, repeated ones get its result.

A key belongs to one user and is stored for a day. It is stored in the transaction of the write, so that a concurrent
repetition waits for the first request, and runs if the first one failed.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import orjson

from graphdb.cypher import cypher
from graphdb.store import Store, Transaction

Answer = TypeVar("Answer")

#: Each new key deletes a few expired ones.
_CLAIM: Final = cypher("""\
CALL () {
  MATCH (old:Once) WHERE old.at < $expired
  WITH old LIMIT 10
  DELETE old
}
MERGE (once:Once {id: $id})
ON CREATE SET once.at = $at, once.digest = $digest
SET once.claims = coalesce(once.claims, 0) + 1
RETURN [once.digest, once.answer]""")
_STORE_ANSWER: Final = cypher("MATCH (once:Once {id: $id}) SET once.answer = $answer RETURN true")


class KeyReused(Exception):
    """The key was used before with another input."""


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A key, and a digest of its input. Times are RFC 3339; keys from before `expired` are invalid."""

    id: str
    digest: str
    at: str
    expired: str


async def write(
    store: Store,
    key: IdempotencyKey | None,
    work: Callable[[Transaction], Awaitable[Answer]],
    *,
    repeatable: bool = False,
) -> Answer:
    """Runs `work` in one transaction, once for each key. The result must be JSON-serializable. `repeatable`: the work
    is one statement, which changes nothing when it is repeated. Raises KeyReused."""
    if key is None:
        return await (store.autocommit if repeatable else store.transact)(work)

    async def once(transaction: Transaction) -> Any:
        digest, stored = await transaction.run(
            _CLAIM, {"id": key.id, "digest": key.digest, "at": key.at, "expired": key.expired}
        )
        if digest != key.digest:
            raise KeyReused
        if stored is not None:
            return orjson.loads(stored)
        answer = await work(transaction)
        await transaction.run(_STORE_ANSWER, {"id": key.id, "answer": orjson.dumps(answer).decode()})
        return answer

    return await store.transact(once)
