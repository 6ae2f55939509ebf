"""A service with the demo graph."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from graphdb import paths
from graphdb.embedded.server import Address
from graphdb.store import Store
from ingest.demo import load_demo
from tests.endpoints.serving import Service, served, settings


@pytest.fixture(autouse=True, scope="session")
def patience() -> Iterator[None]:
    """Searches for paths have time, because the machine may be busy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "SECONDS", 60.0)
        yield


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await load_demo(graph)
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running
