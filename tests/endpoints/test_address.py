"""The public address of the service."""

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
async def test_the_host_header_gives_the_address(service: Service, host: str) -> None:
    response = await service.http.get("/", headers={"host": host})
    assert f"http://{host}/graphql" in response.text


@pytest.mark.parametrize("host", ["[::1", "a b", "evil.example/x?", "<script>", "user@evil.example", "a:b"])
async def test_a_malformed_host_is_not_part_of_an_address(service: Service, host: str) -> None:
    for path, status in {"/": 200, "/nowhere": 404}.items():
        response = await service.http.get(path, headers={"host": host})
        assert (response.status_code, host in response.text) == (status, False)
