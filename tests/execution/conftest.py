"""The generated graph of `tests/reading` in the store."""

from collections.abc import AsyncIterator

import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.store import Store
from tests.reading.loading import load
from tests.reading.world import create_world


@pytest_asyncio.fixture(scope="module")
async def filled(graph: Store) -> Store:
    """A store with nodes and edges of every kind."""
    await load(graph, create_world())
    return graph


@pytest_asyncio.fixture
async def broken(filled: Store) -> AsyncIterator[Store]:
    """The same, with a paper that has no title."""
    await filled.write(cypher("CREATE (p:Paper {id: 'W777', kind: 'OTHER'}) RETURN p.id"), {})
    yield filled
    await filled.write(cypher("MATCH (p:Paper {id: 'W777'}) DETACH DELETE p RETURN 1"), {})
