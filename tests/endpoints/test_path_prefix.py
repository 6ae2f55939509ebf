"""A path prefix, of the server or of a proxy, is refused with a sentence."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from app import application
from graphdb.store import Store
from settings import Settings


@asynccontextmanager
async def no_store(_settings: Settings) -> AsyncGenerator[Store]:
    """A store that nothing opens: these requests end before it."""
    raise AssertionError
    yield


@pytest.mark.parametrize("path", ["/", "/graphql", "/papers/W1", "/health/live", "/widget.js"])
@pytest.mark.parametrize(("root", "header"), [("/graph", None), ("", "/graph")])
async def test_a_prefix_is_refused(path: str, root: str, header: str | None, tmp_path: Path) -> None:
    app = application(Settings(data=tmp_path), no_store)
    transport = httpx.ASGITransport(app, root_path=root)
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        response = await client.get(root + path, headers={"x-forwarded-prefix": header} if header else {})
    assert (response.status_code, response.headers["cache-control"]) == (501, "no-store")
    assert "cannot run below a path" in response.text


@pytest.mark.parametrize("prefix", ["", "/"])
async def test_the_root_is_no_prefix(prefix: str, tmp_path: Path) -> None:
    app = application(Settings(data=tmp_path), no_store)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service") as client:
        assert (await client.get("/health/live", headers={"x-forwarded-prefix": prefix})).status_code == 200


def test_a_websocket_is_refused(tmp_path: Path) -> None:
    client = TestClient(application(Settings(data=tmp_path), no_store), root_path="/graph")
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/graph/graphql"):
        pass
