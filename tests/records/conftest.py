"""A service on the graph of all records, and the expected graph."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.endpoints.serving import Service, served, settings
from tests.records.oracle.graph import Graph
from tests.records.oracle.graph import graph as all_records
from tests.records.shared import Real


@pytest_asyncio.fixture(scope="module")
async def service(real: Real, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """The service, without a cost limit."""
    limits = {"page_limit": 10_000, "cost_limit": 10**12}
    async with served(settings(real.address, tmp_path_factory.mktemp("service"), **limits)) as running:
        running.http.timeout = 120
        yield running


@pytest.fixture(scope="module")
def expected(real: Real) -> Graph:
    """The expected response of the API for every record."""
    return all_records(real.folder)
