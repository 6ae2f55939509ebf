"""A service whose Neo4j is away: it says so at once, in every kind of answer, and goes on when Neo4j is back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from errors import StoreUnreachable
from graphdb import connect
from graphdb.connect import open_bootstrapped
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from tests.endpoints.serving import Service, served, settings
from tests.faults.proxy import Proxy
from tests.waiting import until

GRAPHQL: Final = "application/graphql-response+json"
QUERY: Final = {"query": "{ graph { papers } }"}
PATHS: Final = ("/", "/papers/W1", "/search?q=graph", "/papers/W1/map.svg", "/papers/W1.bib")
SECONDS: Final = 60.0
NOTHING: Final = cypher("RETURN 1")


@pytest_asyncio.fixture
async def proxy(neo4j: Address) -> AsyncIterator[Proxy]:
    async with Proxy.to(urlsplit(neo4j.uri).port or 0) as running:
        yield running


@pytest_asyncio.fixture
async def service(neo4j: Address, proxy: Proxy, tmp_path: Path) -> AsyncIterator[Service]:
    address = Address(f"bolt://127.0.0.1:{proxy.port}", neo4j.auth)
    async with served(settings(address, tmp_path)) as running:
        yield running


async def until_ready(service: Service) -> None:
    async with asyncio.timeout(SECONDS):
        while (await service.http.get("/health/ready")).status_code != 200:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.1)


def leave(proxy: Proxy) -> None:
    proxy.refuses = True
    proxy.reset()


async def test_every_answer_says_so_without_an_address(service: Service, proxy: Proxy) -> None:
    leave(proxy)
    await service.post(QUERY)  # the first request finds out
    for _ in range(3):
        answer = await service.post(QUERY, accept=GRAPHQL)
        assert answer.status_code == 503
        assert answer.headers["content-type"].startswith(GRAPHQL)
        assert int(answer.headers["retry-after"]) > 0
        body = answer.json()
        assert "data" not in body
        assert body["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
    for path in (*PATHS, "/health/ready"):
        answer = await service.http.get(path, headers={"accept": "text/html"})
        assert answer.status_code == 503, path
        assert str(proxy.port) not in answer.text
        assert "127.0.0.1" not in answer.text.replace(service.address, "")
    assert (await service.http.get("/health/live")).status_code == 200


async def test_many_requests_try_few_connections(service: Service, proxy: Proxy) -> None:
    leave(proxy)
    await service.post(QUERY)
    before = proxy.accepted
    answers = await asyncio.gather(*(service.post(QUERY, accept=GRAPHQL) for _ in range(200)))
    assert {answer.status_code for answer in answers} == {503}
    # At most the probes of some seconds try, and each a few times.
    assert proxy.accepted - before < 60


async def test_it_answers_again_when_neo4j_is_back(service: Service, proxy: Proxy) -> None:
    leave(proxy)
    await service.post(QUERY)
    assert (await service.http.get("/health/ready")).status_code == 503
    proxy.refuses = False
    await until_ready(service)
    answers = await asyncio.gather(*(service.ask("{ graph { papers } }") for _ in range(50)))
    assert all("errors" not in answer for answer in answers)


async def test_a_start_waits_for_neo4j(
    neo4j: Address, proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "RETRY_SECONDS", 0.05)
    chosen = settings(Address(f"bolt://127.0.0.1:{proxy.port}", neo4j.auth), tmp_path)
    proxy.refuses = True
    with pytest.raises(StoreUnreachable):
        async with open_bootstrapped(chosen):
            pass

    async def open_and_read() -> None:
        async with open_bootstrapped(chosen, wait=SECONDS) as store:
            await store.read(NOTHING, {})

    refused = proxy.accepted
    opening = asyncio.create_task(open_and_read())
    await until(lambda: proxy.accepted > refused + 1)
    proxy.refuses = False
    await opening
