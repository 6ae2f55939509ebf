"""The executor in the service: metrics and process settings."""

import gc
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app import application
from commands.server import configuration
from execution.gc import THRESHOLDS
from graphdb.embedded.server import Address
from graphdb.store import Store
from settings import Settings
from tests.endpoints.serving import Service, served, settings


@pytest_asyncio.fixture(scope="module")
async def service(filled: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        assert filled
        yield running


async def counted(service: Service, outcome: str) -> int:
    """A count in `/metrics`."""
    lines = (await service.http.get("/metrics")).text.splitlines()
    return next((int(float(line.split()[-1])) for line in lines if f'ran="{outcome}"' in line), 0)


async def test_operations_are_counted_by_executor_and_reason(service: Service) -> None:
    before = [await counted(service, each) for each in ("fast", "introspection", "completed by graphql-core")]
    assert (await service.ask('{ paper(by: {id: "W1"}) { id } }'))["data"] == {"paper": {"id": "W1"}}
    assert (await service.ask("{ __schema { queryType { name } } }"))["data"]["__schema"]
    assert (await service.ask('{ paper(by: {id: "W1"}) { cite(format: TEXT, style: "no such") } }'))["errors"]
    after = [await counted(service, each) for each in ("fast", "introspection", "completed by graphql-core")]
    assert after == [each + 1 for each in before]


async def test_the_garbage_collector_is_tuned_while_the_service_runs(service: Service) -> None:
    assert service.app
    assert gc.get_threshold() == THRESHOLDS
    assert gc.get_freeze_count() > 10_000


def test_the_server_uses_uvloop_and_httptools(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    config = configuration(application(settings), settings)
    config.load()
    loop = config.get_loop_factory()
    assert issubclass(config.http_protocol_class, HttpToolsProtocol)
    assert loop is not None
    assert sys.platform == "win32" or loop.__module__.startswith("uvloop")
