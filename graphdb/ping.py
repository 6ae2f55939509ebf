"""Checks that the store answers."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.store import Store

_PING: Final = cypher("RETURN 1")


async def ping(store: Store) -> None:
    """Returns when Neo4j answers. Raises StoreUnavailable, StoreTimeout."""
    await store.read(_PING, {}, within=2.0)
