"""Which references are those of nodes in the graph."""

from collections.abc import Sequence
from functools import cache

from graphdb import composing
from graphdb.composing import Statement
from graphdb.lookups import LOOKUPS
from graphdb.projection import Projection
from graphdb.store import Store


async def existing(store: Store, label: str, scheme: str, keys: Sequence[str]) -> set[str]:
    """The keys of nodes with the label, by a scheme of `graphdb.lookups`. Merged and deleted ids are keys of nodes."""
    statement = _statement(label, scheme)
    return {key for key, _ in await store.read(statement.text, statement.parameters_for(keys))}


@cache
def _statement(label: str, scheme: str) -> Statement:
    return composing.fetch_group(Projection(), LOOKUPS[label][scheme])
