"""Writes that their sender may repeat: the first of them is done, the others get its answer.

A key is the person's own and is kept for a day. It is claimed in the transaction of the write, so that a repetition
that comes at the same time waits for the first, and one whose first failed runs.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import orjson

from graphdb.cypher import cypher
from graphdb.store import Store, Transaction

Answer = TypeVar("Answer")

#: Old claims go as new ones come, a few at a time.
_CLAIMED: Final = cypher("""\
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
    """The key was used before, for another input."""


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A key, and a digest of the input that it is for. Times are RFC 3339; claims before `expired` count no more."""

    id: str
    digest: str
    at: str
    expired: str


async def write(store: Store, claim: IdempotencyKey | None, work: Callable[[Transaction], Awaitable[Answer]]) -> Answer:
    """Runs `work` in one transaction, once for a claim. Its answer must be made of JSON's values. Raises Reused."""
    if claim is None:
        return await store.transact(work)

    async def claimed(transaction: Transaction) -> Any:
        digest, kept = await transaction.run(
            _CLAIMED, {"id": claim.id, "digest": claim.digest, "at": claim.at, "expired": claim.expired}
        )
        if digest != claim.digest:
            raise KeyReused
        if kept is not None:
            return orjson.loads(kept)
        answer = await work(transaction)
        await transaction.run(_STORE_ANSWER, {"id": claim.id, "answer": orjson.dumps(answer).decode()})
        return answer

    return await store.transact(claimed)
