"""Reading the log that `graphdb.activity` writes."""

from collections.abc import Sequence
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.lookups import LOOKUPS
from graphdb.store import Store

#: Entries of one paper that one statement brings.
AT_ONCE: Final = 100
#: Old entries that one statement takes away.
_PRUNED: Final = 5_000

_STANDING: Final = cypher("""
OPTIONAL MATCH (log:Log {id: paper.id})
RETURN collect([id, paper.id, coalesce(log.position, 0)])""")
_NEWS: Final = cypher("""\
UNWIND $followed AS each
CALL (each) {
  MATCH (entry:Activity) WHERE entry.paper = each[0] AND entry.position > each[1]
  RETURN entry ORDER BY entry.position LIMIT $limit
}
RETURN collect([entry.paper, entry.position, entry.kind, entry.at, entry.subject])""")
_PRUNE: Final = cypher("""\
MATCH (entry:Activity) WHERE entry.at < $before
WITH entry LIMIT $limit
DELETE entry
RETURN count(*)""")


async def standings(
    store: Store, scheme: str, keys: Sequence[str], *, surely: bool = False
) -> dict[str, tuple[str, int]]:
    """By identifier of a scheme, for those that name a paper: the paper's id, and the position of its newest entry, 0
    where it has none. `surely` asks the one server of a cluster that is never behind."""
    found = LOOKUPS["Paper"][scheme].match.fill(n=cypher("paper"))
    statement = cypher("UNWIND $keys AS id\n") + found + _STANDING
    rows = await (store.write if surely else store.read)(statement, {"keys": list(keys)})
    return {key: (paper, position) for key, paper, position in rows}


async def news(store: Store, followed: Sequence[tuple[str, int]]) -> list[list[Any]]:
    """`[paper, position, kind, at, subject]` of what happened on each paper after a position, each paper's in order
    and at most `AT_ONCE` of them."""
    return await store.read(_NEWS, {"followed": [list(each) for each in followed], "limit": AT_ONCE})


async def prune(store: Store, before: str) -> None:
    """Takes away what happened before a moment. The numbers of the papers' logs stay."""
    while await store.write(_PRUNE, {"before": before, "limit": _PRUNED}) == _PRUNED:
        pass
