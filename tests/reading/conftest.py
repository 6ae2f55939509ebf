"""The generated world in the store, once for each module of this folder."""

import pytest_asyncio

from graphdb.store import Store
from tests.reading.client import Client
from tests.reading.loading import load
from tests.reading.world import World, create_world


@pytest_asyncio.fixture(scope="module")
async def world(graph: Store) -> World:
    """The graph in the store."""
    created = create_world()
    await load(graph, created)
    return created


@pytest_asyncio.fixture(scope="module")
async def client(graph: Store, world: World) -> Client:
    """A client of that store."""
    assert world.papers
    return Client(graph)
