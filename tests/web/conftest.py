"""One browser for the session; a service with the demo graph for each module."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from graphdb.embedded.server import Address
from graphdb.store import Store
from ingest.demo import load_demo
from tests.endpoints.serving import Service, served, settings
from tests.web.browser import FLAGS, chromium


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield running
        await running.close()


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await load_demo(graph)
    # The first request of a page waits until the store has planned its statements, which is slow on a busy machine.
    limits = {"statement_seconds": 60, "request_seconds": 120}
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"), **limits)) as running:
        yield running
