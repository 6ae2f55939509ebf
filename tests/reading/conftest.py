"""The made-up world in the store, for each module of this folder."""

import pytest_asyncio

from graphdb.store import Store
from tests.reading.client import Client
from tests.reading.loading import load
from tests.reading.world import World, made


@pytest_asyncio.fixture(scope="module")
async def world(graph: Store) -> World:
    """What the store holds."""
    there = made()
    await load(graph, there)
    return there


@pytest_asyncio.fixture(scope="module")
async def client(graph: Store, world: World) -> Client:
    """Asks that store."""
    assert world.papers
    return Client(graph)
