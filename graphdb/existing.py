"""Which references are those of nodes in the graph."""

from collections.abc import Sequence
from functools import cache
from typing import Final
from weakref import WeakKeyDictionary

from cachetools import TTLCache

from graphdb import composing
from graphdb.composing import Statement
from graphdb.lookups import LOOKUPS
from graphdb.projection import Projection
from graphdb.store import Store

#: Seconds for which a node that was there counts as there, and the number of such nodes: a node is merged or marked as
#: deleted, but does not vanish while the service runs.
SECONDS: Final = 60
ROOM: Final = 50_000

Seen = TTLCache[tuple[str, str, str], bool]
SEEN: Final[WeakKeyDictionary[Store, Seen]] = WeakKeyDictionary()


async def existing(store: Store, label: str, scheme: str, keys: Sequence[str]) -> set[str]:
    """The keys of nodes with the label, by a scheme of `graphdb.lookups`. Merged and deleted ids are keys of nodes."""
    seen = SEEN.setdefault(store, TTLCache(ROOM, SECONDS))
    present = {key for key in keys if (label, scheme, key) in seen}
    if others := [key for key in keys if key not in present]:
        statement = _statement(label, scheme)
        new = {key for key, _ in await store.read(statement.text, statement.parameters_for(others))}
        seen.update({(label, scheme, key): True for key in new})
        present |= new
    return present


@cache
def _statement(label: str, scheme: str) -> Statement:
    return composing.fetch_group(Projection(), LOOKUPS[label][scheme])
