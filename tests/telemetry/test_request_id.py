"""The id of a request is in its response, in the extensions of its errors, and of WebSockets in the handshake."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from websockets.asyncio.client import connect

from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    assert graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


@pytest.mark.parametrize("path", ["/", "/papers/W404", "/export/papers.csv", "/none", "/health/ready", "/metrics"])
async def test_every_response_has_the_id(service: Service, path: str) -> None:
    response = await service.http.get(path, headers={"x-request-id": "proxy-0001"})
    assert response.headers["x-request-id"] == "proxy-0001"
    async with httpx.AsyncClient() as http:
        assert len((await http.get(service.address + path)).headers["x-request-id"]) == 32


async def test_errors_have_the_id_of_their_request(service: Service) -> None:
    for query in ("{ nonsense }", "{", "{ papers(first: -1) { totalCount } }"):
        response = await service.post({"query": query}, x_request_id="request-0002")
        errors = response.json()["errors"]
        assert {error["extensions"]["requestId"] for error in errors} == {response.headers["x-request-id"]}
    refused = await service.http.get("/graphql", params={"query": "{ nonsense }"})
    assert refused.json()["errors"][0]["extensions"]["requestId"] == refused.headers["x-request-id"]


async def test_a_websocket_has_an_id(service: Service) -> None:
    address = service.address.replace("http", "ws") + "/graphql"
    async with connect(address, additional_headers={"x-request-id": "socket-0001"}) as socket:
        assert socket.response is not None
        assert socket.response.headers["x-request-id"] == "socket-0001"
