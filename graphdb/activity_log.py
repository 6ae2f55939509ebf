"""Reads the log that `graphdb.activity` writes."""

from collections.abc import Sequence
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.lookups import LOOKUPS
from graphdb.store import Store

#: Entries of one paper in one statement.
MAX_ENTRIES: Final = 100
#: Old entries that one statement deletes.
_PRUNE_BATCH: Final = 5_000

_LOG_POSITIONS: Final = cypher("""
OPTIONAL MATCH (log:Log {id: paper.id})
RETURN collect([id, paper.id, coalesce(log.position, 0)])""")
_ENTRIES: Final = cypher("""\
UNWIND $positions AS row
CALL (row) {
  MATCH (entry:Activity) WHERE entry.paper = row[0] AND entry.position > row[1]
  RETURN entry ORDER BY entry.position LIMIT $limit
}
RETURN collect([entry.paper, entry.position, entry.kind, entry.at, entry.subject])""")
_PRUNE: Final = cypher("""\
MATCH (entry:Activity) WHERE entry.at < $before
WITH entry LIMIT $limit
DELETE entry
RETURN count(*)""")


async def log_positions(
    store: Store, scheme: str, keys: Sequence[str], *, surely: bool = False
) -> dict[str, tuple[str, int]]:
    """The paper's id and the position of its newest entry (0 for none), by identifier. Identifiers without a paper are
    omitted. `surely` reads from the leader of a cluster, which is never behind."""
    match = LOOKUPS["Paper"][scheme].match.fill(n=cypher("paper"))
    statement = cypher("UNWIND $keys AS id\n") + match + _LOG_POSITIONS
    rows = await (store.write if surely else store.read)(statement, {"keys": list(keys)})
    return {key: (paper, position) for key, paper, position in rows}


async def read_entries(store: Store, positions: Sequence[tuple[str, int]]) -> list[list[Any]]:
    """`[paper, position, kind, at, subject]` of the entries after a position of each paper, in order, `MAX_ENTRIES` for
    each paper at most."""
    return await store.read(_ENTRIES, {"positions": [list(pair) for pair in positions], "limit": MAX_ENTRIES})


async def prune(store: Store, before: str) -> None:
    """Deletes entries before a time. The positions of the papers' logs continue."""
    while await store.write(_PRUNE, {"before": before, "limit": _PRUNE_BATCH}) == _PRUNE_BATCH:
        pass
