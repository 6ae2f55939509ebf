"""Counters of login attempts. An attempt is counted before it is checked, so that concurrent attempts all count."""

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
WITH collect({node: attempt, until: coalesce(attempt.until, 0), beyond: attempt.failures + 1 - counter.free}) AS rows
WITH rows, reduce(latest = 0, row IN rows | CASE WHEN row.until > latest THEN row.until ELSE latest END) AS until
FOREACH (row IN CASE WHEN until > $now THEN [] ELSE rows END |
  FOREACH (attempt IN [row.node] |
    SET attempt.failures = attempt.failures + 1, attempt.expiresAt = $now + $window,
        attempt.until = CASE
          WHEN row.beyond <= 0 THEN 0
          WHEN row.beyond > 20 OR 2 ^ row.beyond * 1000 > $maxWait THEN $now + $maxWait
          ELSE $now + toInteger(2 ^ row.beyond * 1000)
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
_SUCCEED: Final = cypher("""\
UNWIND $ids AS id
MATCH (attempt:Attempt {id: id})
SET attempt.failures = attempt.failures - 1, attempt.until = 0
RETURN count(*)""")


async def count(store: Store, counters: dict[str, int], now: int, *, window: int, max_wait: int) -> int:
    """Counts one attempt on each counter, unless one of them is blocked. `counters`: free failures by id, after which
    each failure doubles the wait. Returns the end of the block in the unit of `now` (milliseconds), in the past if the
    attempt is allowed."""
    rows = [{"id": name, "free": free} for name, free in counters.items()]
    return int(await store.write(_COUNT, {"counters": rows, "now": now, "window": window, "maxWait": max_wait}))


async def succeed(store: Store, counters: list[str]) -> None:
    """Uncounts the last attempt, which succeeded."""
    await store.write(_SUCCEED, {"ids": sorted(counters)})
