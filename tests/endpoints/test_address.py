"""Where the service says that it is."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from graphdb.embedded.server import Address
from tests.endpoints.serving import Service, served, settings


@pytest_asyncio.fixture(scope="module")
async def service(neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


@pytest.mark.parametrize("host", ["graph.example.org", "127.0.0.1:8000", "[::1]:8000"])
async def test_it_is_where_a_request_was_sent_to(service: Service, host: str) -> None:
    found = await service.http.get("/", headers={"host": host})
    assert f"http://{host}/graphql" in found.text


@pytest.mark.parametrize("host", ["[::1", "a b", "evil.example/x?", "<script>", "user@evil.example", "a:b"])
async def test_what_is_no_host_is_no_part_of_an_address(service: Service, host: str) -> None:
    for path, status in {"/": 200, "/nowhere": 404}.items():
        found = await service.http.get(path, headers={"host": host})
        assert (found.status_code, host in found.text) == (status, False)
