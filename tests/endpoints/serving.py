"""The real application behind a real server, on a free port of the loopback."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette

from app import application
from commands.http_protocol import HttpProtocol
from graphdb.embedded.server import Address
from settings import Settings
from telemetry.request_id import HEADER


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its application, and a client of it."""

    app: Starlette
    http: httpx.AsyncClient
    address: str

    async def post(self, body: object, **headers: str) -> httpx.Response:
        """A POST of JSON; header names with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.http.post("/graphql", json=body, headers=named)

    async def ask(self, query: str, **variables: Any) -> Any:
        """The JSON of the answer to a query."""
        return (await self.post({"query": query, "variables": variables})).json()


def settings(neo4j: Address, data: Path, **more: Any) -> Settings:
    """Settings for the Neo4j of the tests."""
    password = SecretStr(neo4j.auth[1] if neo4j.auth else "")
    patient: dict[str, Any] = {
        "statement_seconds": 60, "request_seconds": 120, "cost_per_minute": 10**15, "heavy_operations": 1_000,
    }  # fmt: skip
    return Settings(neo4j_uri=neo4j.uri, neo4j_password=password, data=data, **(patient | more))


def requests_in_progress() -> int:
    """The number of HTTP requests that services of this process are answering: uvicorn has a task for each."""
    names = (getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks())
    return sum(name.endswith(".run_asgi") for name in names)


@asynccontextmanager
async def served(settings: Settings) -> AsyncGenerator[Service]:
    """Runs the service during the block."""
    app = application(settings)
    config = uvicorn.Config(
        app, http=HttpProtocol, log_level="warning", timeout_graceful_shutdown=1, proxy_headers=False
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        running = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            while not server.started and not running.done():  # noqa: ASYNC110 - uvicorn has no event for it
                await asyncio.sleep(0.01)
            # The timeout is long, because the machine may be busy.
            # All requests have one id, so that responses can be compared.
            async with httpx.AsyncClient(base_url=address, timeout=120, headers={HEADER: "test-request"}) as http:
                yield Service(app, http, address)
        finally:
            server.should_exit = True
            await running
