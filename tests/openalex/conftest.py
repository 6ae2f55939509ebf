"""A service with the documented records, once per module."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.ingest.records import ingest_records
from tests.openalex.documented import records
from tests.openalex.organisations import organisations


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    folder = tmp_path_factory.mktemp("records")
    report = await ingest_records(graph, folder, *records(), *organisations())
    assert report.rejected == 0, (folder / "rejects.jsonl").read_text()
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running
