"""Attempts to log in, counted before they are looked at, so that many at once are all counted."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.store import Store

#: The first write of `failures` locks each counter, in the order of the ids, before it is read.
_COUNT: Final = cypher("""\
UNWIND $counters AS counter
WITH counter ORDER BY counter.id
MERGE (attempt:Attempt {id: counter.id})
ON CREATE SET attempt.failures = 0
SET attempt.failures = CASE WHEN attempt.expiresAt < $now THEN 0 ELSE attempt.failures END
WITH collect({node: attempt, until: coalesce(attempt.until, 0), beyond: attempt.failures + 1 - counter.free}) AS all
WITH all, reduce(latest = 0, each IN all | CASE WHEN each.until > latest THEN each.until ELSE latest END) AS until
FOREACH (each IN CASE WHEN until > $now THEN [] ELSE all END |
  FOREACH (attempt IN [each.node] |
    SET attempt.failures = attempt.failures + 1, attempt.expiresAt = $now + $kept,
        attempt.until = CASE
          WHEN each.beyond <= 0 THEN 0
          WHEN each.beyond > 20 OR 2 ^ each.beyond * 1000 > $longest THEN $now + $longest
          ELSE $now + toInteger(2 ^ each.beyond * 1000)
        END
  )
)
WITH until
CALL () {
  MATCH (old:Attempt) WHERE old.expiresAt < $now
  WITH old LIMIT 20
  DELETE old
}
RETURN until""")
_SUCCEEDED: Final = cypher("""\
UNWIND $ids AS id
MATCH (attempt:Attempt {id: id})
SET attempt.failures = attempt.failures - 1, attempt.until = 0
RETURN count(*)""")


async def count(store: Store, counters: dict[str, int], now: int, *, kept: int, longest: int) -> int:
    """Counts one attempt on each counter, id → how many are free before each doubles the time to the next; nothing
    where one must still wait. Until when that is, in milliseconds as `now`, 0 or the past where the attempt may go on.
    """
    rows = [{"id": name, "free": free} for name, free in counters.items()]
    return int(await store.write(_COUNT, {"counters": rows, "now": now, "kept": kept, "longest": longest}))


async def succeed(store: Store, counters: list[str]) -> None:
    """The attempt that was counted last was none to worry about."""
    await store.write(_SUCCEEDED, {"ids": sorted(counters)})
