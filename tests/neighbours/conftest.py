"""The demo graph behind a service, and its edges for the oracle."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from app import application
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from ingest.demo import load_demo
from settings import Settings
from tests.citations.graphs import Graph
from tests.statements import RecordedStatement, record_statements

EDGES: Final = cypher("""\
RETURN [
  COLLECT { MATCH (p:Paper) RETURN p.id },
  COLLECT { MATCH (p:Paper)-[:CITES]->(q) WHERE p <> q RETURN [p.id, q.id] },
  COLLECT { MATCH (p:Paper)<-[:AUTHORED]-(a) RETURN [p.id, a.id] },
  COLLECT { MATCH (p:Paper)-[e:ABOUT]->(t) RETURN [p.id, t.id, coalesce(e.score, 0.0)] }
]""")


class Client:
    """A service, and the statements of the last request."""

    def __init__(self, app: Starlette, http: httpx.AsyncClient) -> None:
        self.app = app
        self.statements: list[RecordedStatement] = []
        self._http = http

    async def ask(self, query: str, **variables: Any) -> Any:
        """The data of a response without errors."""
        answer = await self.answer(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def refusal(self, query: str, **variables: Any) -> Any:
        """The one error of a response."""
        (error,) = (await self.answer(query, **variables))["errors"]
        return error

    async def answer(self, query: str, **variables: Any) -> Any:
        """The full response."""
        with record_statements(self.app.state.store) as self.statements:
            response = await self._http.post("/graphql", json={"query": query, "variables": variables})
        return response.json()


@pytest_asyncio.fixture(scope="module")
async def demo(graph: Store) -> Store:
    await load_demo(graph)
    return graph


@pytest_asyncio.fixture(scope="module")
async def edges(demo: Store) -> Graph:
    return await edges_of(demo)


async def edges_of(store: Store) -> Graph:
    """All edges of the store that neighbours are computed from."""
    papers, cites, wrote, about = await store.read(EDGES, {}, within=60)
    return Graph(
        papers, {(one, other) for one, other in cites}, {(one, other) for one, other in wrote},
        {(one, other): score for one, other, score in about},
    )  # fmt: skip


@pytest_asyncio.fixture(scope="module")
async def client(demo: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    assert demo
    async with served(neo4j, tmp_path_factory.mktemp("data")) as opened:
        async with asyncio.timeout(60):
            await opened.app.state.citations.ready.wait()
        assert opened.app.state.citations.index is not None
        yield opened


@pytest_asyncio.fixture(scope="module")
async def bounded(demo: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    """A service that has no index and cannot build one."""
    assert demo
    data = tmp_path_factory.mktemp("data")
    (data / "index").write_text("not a folder")
    async with served(neo4j, data) as opened:
        yield opened


@asynccontextmanager
async def served(neo4j: Address, data: Path) -> AsyncGenerator[Client]:
    """A service on the store."""
    assert neo4j.auth is not None
    values = {"neo4j_uri": neo4j.uri, "neo4j_password": neo4j.auth[1], "data": data}
    app = application(Settings.model_validate(values))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as http,
    ):
        yield Client(app, http)
