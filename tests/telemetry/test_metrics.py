"""`/metrics`: parsed by Prometheus's own parser, bounded whatever clients send, and right with several workers."""

import asyncio
import os
from collections.abc import AsyncIterator
from multiprocessing import get_context
from pathlib import Path
from threading import Thread, current_thread
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
import pytest_asyncio
from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client.parser import text_string_to_metric_families as parse
from starlette.requests import Request

from endpoints import metrics as endpoint
from graphdb.embedded.server import Address
from graphdb.store import Store
from settings import Settings
from telemetry import workers
from telemetry.exposition import all_declarations, exposition
from tests.endpoints.serving import Service, served, settings


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    assert graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


async def samples(service: Service) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    text = (await service.http.get("/metrics")).text
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for metric in parse(text)
        for sample in metric.samples
    }


def series(values: dict[tuple[str, frozenset[tuple[str, str]]], float], name: str, **labels: str) -> float:
    return sum(value for (each, own), value in values.items() if each == name and own >= set(labels.items()))


async def test_what_a_service_does_is_measured(service: Service) -> None:
    before = await samples(service)
    await service.ask("{ papers(first: 1) { totalCount } }")
    await service.ask("{ nonsense }")
    await service.http.get("/papers/W999")
    after = await samples(service)

    def more(name: str, **labels: str) -> float:
        return series(after, name, **labels) - series(before, name, **labels)

    assert more("peergraph_operation_duration_seconds_count", kind="query", field="papers") == 1
    assert more("peergraph_operation_cost_count", kind="query") >= 1
    assert more("peergraph_errors_total", code="GRAPHQL_VALIDATION_FAILED") == 1
    assert more("peergraph_errors_total", code="NOT_FOUND") == 1
    assert more("peergraph_http_request_duration_seconds_count", route="/graphql", method="POST", status="200") == 2
    assert more("peergraph_statement_duration_seconds_count", access="read", outcome="ok") >= 2
    assert more("peergraph_cache_lookups_total", cache="documents") >= 2
    assert series(after, "peergraph_http_requests_in_flight") == 1  # that of /metrics
    assert series(after, "peergraph_store_available") == 1
    assert series(after, "process_resident_memory_bytes") > 10**7
    assert series(after, "peergraph_store_connections_limit") > 0


async def test_both_formats_are_valid_and_every_metric_is_declared(service: Service) -> None:
    response = await service.http.get("/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"})
    assert response.headers["content-type"].startswith("application/openmetrics-text")
    assert list(cast("Any", openmetrics).text_string_to_metric_families(response.text))
    declared = {each.name: each for each in all_declarations()}
    for metric in parse((await service.http.get("/metrics")).text):
        name = metric.name + ("_total" if metric.type == "counter" else "")
        declaration = declared[name]
        for sample in metric.samples:
            assert sample.labels.keys() - {"le"} == set(declaration.labels), name


async def test_clients_cannot_create_series(service: Service) -> None:
    """Names of operations, aliases, paths, methods and headers that clients invent are no labels."""

    async def invent(number: int) -> None:
        name = f"Invented{number}"
        papers = "papers(first: 1) { totalCount }"
        await service.post({"query": f"query {name} {{ a{number}: {papers} }}", "operationName": name})
        await service.post({"query": f"query {name} {{ a{number}: {papers} b: {papers} }}"})
        await service.post({"query": f"{{ {name} }}"})
        await service.http.get(f"/{name}/{number}")
        await service.http.get(f"/papers/W{number}00")
        await service.http.request(
            ("PURGE", "LINK", "SEARCH")[number % 3], f"/{name}", headers={"user-agent": name, "x-request-id": name * 2}
        )

    await asyncio.gather(*map(invent, range(3)))
    await samples(service)  # which creates the series of its own route
    before = await samples(service)
    await asyncio.gather(*map(invent, range(3, 40)))
    after = await samples(service)
    assert after.keys() == before.keys()
    assert not [key for key in after if "nvented" in str(key)]


def _count(place: int, number: int) -> None:
    from telemetry.metrics import OPERATIONS_IN_FLIGHT, REFUSALS, STARTS, STORE_AVAILABLE

    assert workers.identity() == workers.name_of(place)
    STARTS.inc()
    REFUSALS.labels("OVERLOADED").inc(number)
    OPERATIONS_IN_FLIGHT.inc(number)
    STORE_AVAILABLE.set(place)


def _work(place: int, number: int) -> None:
    process = get_context("spawn").Process(target=_count, name=workers.name_of(place), args=(place, number))
    process.start()
    process.join()
    assert process.exitcode == 0


def _values() -> dict[str, float]:
    families = parse(exposition("")[0].decode())
    return {f"{s.name} {s.labels.get('worker', '')}".strip(): s.value for family in families for s in family.samples}


def test_workers_are_added_up_and_a_replaced_one_counts_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(workers.FOLDER, str(tmp_path))
    _work(0, 3)
    _work(1, 4)
    both = _values()
    assert both["peergraph_refusals_total"] == 7
    assert both["peergraph_operations_in_flight"] == 7
    assert both["peergraph_store_available"] == 0  # the least of both
    assert both["peergraph_worker_starts_total"] == 2
    files = len(os.listdir(tmp_path))
    workers.forget(1)
    assert _values()["peergraph_operations_in_flight"] == 3
    _work(1, 10)
    after = _values()
    assert after["peergraph_refusals_total"] == 17
    assert after["peergraph_operations_in_flight"] == 13
    assert after["peergraph_worker_starts_total"] == 3
    assert len(os.listdir(tmp_path)) == files


async def test_the_workers_of_a_service_are_named(service: Service) -> None:
    assert series(await samples(service), "process_open_fds", worker="worker-0") > 0
    async with httpx.AsyncClient() as http:
        assert (await http.get(f"{service.address}/metrics")).headers["cache-control"] == "no-store"


async def test_a_scrape_does_not_hold_up_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[Thread] = []

    def add_up(_accept: str) -> tuple[bytes, str]:
        threads.append(current_thread())
        return b"", "text/plain"

    monkeypatch.setattr(endpoint, "exposition", add_up)
    app = SimpleNamespace(state=SimpleNamespace(settings=Settings()))
    await endpoint.metrics(Request({"type": "http", "app": app, "client": ("127.0.0.1", 1), "headers": []}))
    assert current_thread() not in threads
    assert len(threads) == 1
