"""Papers and people in the store, and a service that answers over WebSockets."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.people.client import Client
from tests.people.conftest import MADE, PEOPLE


@pytest_asyncio.fixture(scope="module")
async def people(graph: Store) -> Client:
    """Who writes: in the store itself, so that the service hears of it from the log alone."""
    await graph.write(MADE, {"people": list(PEOPLE)})
    return Client(graph)


@pytest_asyncio.fixture(scope="module")
async def service(people: Client, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """A service on the same store; `people` is there before it."""
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running
