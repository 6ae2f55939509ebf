"""After its start the service renders the main pages, so that their statements are planned before the first request."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx
import pytest
from starlette.applications import Starlette

from app import application
from endpoints import warmup
from graphdb.connect import open_store
from graphdb.embedded.server import Address
from graphdb.store import Store
from pages.page_request import PageRequest, text
from pages.rendering import Page
from settings import Settings
from tests.endpoints.serving import settings
from tests.statements import RecordedStatement, record_statements
from tests.waiting import until

MAP: Final = {"query": " ".join(text("map").split()), "variables": '{"around": ["W1"], "options": {}}'}
#: The largest map, and a search of eight misspelt words.
EXPENSIVE: Final = (
    '{ node(id: "W1") { ... on Paper { map(options: {nodes: 500, hops: 3}) { complete } } } }',
    '{ search(text: "grapx learnung modal netwrok citatoin reviev langauge visoin", first: 20) { totalCount'
    " facets { kinds { value } years { value } topics { value } venues { value } openAccess { value } } } }",
)
WRITES: Final = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b")


@asynccontextmanager
async def started(neo4j: Address, data: Path) -> AsyncGenerator[tuple[Starlette, list[RecordedStatement]]]:
    """The application without its warm-up, and the statements that run."""
    app = application(settings(neo4j, data))
    async with app.router.lifespan_context(app):
        with record_statements(app.state.store) as ran:
            yield app, ran


def texts(ran: list[RecordedStatement]) -> set[str]:
    return {statement.text for statement in ran}


def client(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here")


async def test_statements_of_the_main_pages_are_planned_and_nothing_is_written(
    filled: Store, neo4j: Address, tmp_path: Path
) -> None:
    assert filled
    async with started(neo4j, tmp_path) as (app, ran):
        async with warmup.warmup(app) as visits:
            await asyncio.wait_for(visits, 300)
        warmed = texts(ran)
        assert not any(map(WRITES.search, warmed))
        ran.clear()
        async with client(app) as http:
            for path in ("/papers/W1", "/", "/search?q=graphs", "/authors/A1", "/topics/T1", "/institutions/I1"):
                assert (await http.get(path)).status_code == 200
            assert (await http.get("/graphql", params=MAP)).json()["data"]
            for query in EXPENSIVE:
                assert "errors" not in (await http.post("/graphql", json={"query": query})).json()
        assert ran
        assert texts(ran) <= warmed


async def test_the_first_pages_are_planned_before_the_service_is_ready(
    filled: Store, neo4j: Address, tmp_path: Path
) -> None:
    assert filled
    observed_texts: list[str] = []

    @asynccontextmanager
    async def observed(chosen: Settings) -> AsyncGenerator[Store]:
        async with open_store(chosen) as store:
            store.observers.append(lambda statement, _parameters: observed_texts.append(statement))
            yield store

    app = application(settings(neo4j, tmp_path), observed, warm=True)
    async with app.router.lifespan_context(app):
        planned = set(observed_texts)
    async with started(neo4j, tmp_path) as (app, ran):
        async with client(app) as http:
            for path in ("/papers/W1", "/", "/search?q=graph"):
                assert (await http.get(path)).status_code == 200
        assert ran
        assert texts(ran) <= planned


async def test_a_start_that_is_interrupted_renders_no_more_pages(filled: Store, neo4j: Address, tmp_path: Path) -> None:
    assert filled
    async with started(neo4j, tmp_path) as (app, ran):
        app.state.drain.has_begun = True
        async with warmup.warmup(app) as visits:
            await asyncio.wait_for(visits, 300)
        assert len(ran) == 1  # the sample


async def test_a_service_that_stops_at_once_does_not_wait_for_the_warmup(
    filled: Store, neo4j: Address, tmp_path: Path
) -> None:
    assert filled
    async with started(neo4j, tmp_path) as (app, ran):
        async with warmup.warmup(app) as visits:
            await until(lambda: bool(ran))
        assert visits.cancelled()
        count = len(ran)
        await asyncio.sleep(2 * warmup.PAUSE)
        assert len(ran) == count


async def test_a_page_that_cannot_be_rendered_does_not_prevent_the_start(
    filled: Store, neo4j: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled

    async def broken(_request: PageRequest) -> Page:
        raise KeyError("title")

    monkeypatch.setattr(warmup, "home", broken)
    app = application(settings(neo4j, tmp_path), warm=True)
    async with app.router.lifespan_context(app), client(app) as http:
        assert (await http.get("/papers/W1")).status_code == 200
