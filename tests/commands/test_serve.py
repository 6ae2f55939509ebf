"""`peergraph serve`: start, stop, workers and errors at the start."""

import importlib
import re
import socket
import subprocess
import sys
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from app import application
from commands.cli import cli
from errors import CannotStart
from graphdb.embedded.server import Address
from graphdb.store import Store
from pages.freshness import OUTDATED
from settings import Settings
from tests.commands.service import ANSWER, ROOT, Service, ask, environment, refused, served


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def service(data: Path) -> Generator[Service]:
    with served(data, "--demo") as running:
        yield running


def start_error(data: Path, *arguments: str, more: Mapping[str, str] | None = None) -> str:
    """As `refused`, in this process, which is faster; any free port."""
    environ = {"PEERGRAPH_DATA": str(data), **(more or {})}
    result = CliRunner().invoke(cli, ["serve", "--port", "0", *arguments], env=environ)
    assert isinstance(result.exception, CannotStart), result.output
    (sentence,) = str(result.exception).splitlines()
    return sentence


def test_the_first_start_loads_the_demo_and_prints_an_example(service: Service) -> None:
    assert ask(service) == ANSWER
    assert "Try it" in service.output
    assert httpx.get(f"{service.address}/health/ready").text == "ok\n"


def test_a_second_service_on_the_same_data_is_refused(service: Service, data: Path) -> None:
    sentence = refused(data, "serve", "--port", "0")
    assert str(data) in sentence
    assert str(service.process.pid) in sentence


def test_a_port_in_use_is_named(service: Service, tmp_path: Path) -> None:
    port = service.address.rpartition(":")[2]
    assert f"Port {port} on 127.0.0.1" in start_error(tmp_path, "--port", port)


def test_uvicorn_serves_the_application_on_an_external_neo4j(neo4j: Address, tmp_path: Path) -> None:
    assert neo4j.auth is not None
    store = {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.auth[1]}
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", "0"]
    environ = environment(tmp_path, store)
    with subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = next(match[0] for line in process.stderr if (match := re.search(r"http://127\.0\.0\.1:\d+", line)))
        answer = httpx.get(f"{address}/graphql", params={"query": "{ graph { papers } }"}, timeout=10).json()
        process.terminate()
        process.stderr.read()
    assert answer["data"]["graph"]["papers"] >= 0


def test_an_unreachable_neo4j_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    uri = f"bolt://127.0.0.1:{port}"
    assert uri in start_error(tmp_path, more={"NEO4J_URI": uri})
    assert "nonsense" in start_error(tmp_path, more={"NEO4J_URI": "nonsense"})


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "PEERGRAPH_DATA" in start_error(tmp_path / "file" / "below")


def test_no_network_on_the_first_run_is_one_sentence(tmp_path: Path) -> None:
    offline = {
        "PEERGRAPH_CACHE": str(tmp_path / "cache"),
        "https_proxy": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
    }
    assert "Neo4j" in start_error(tmp_path, more=offline)


def test_an_invalid_setting_is_named(tmp_path: Path) -> None:
    assert "PEERGRAPH_PAGE_LIMIT is 'many'" in refused(tmp_path, "serve", more={"PEERGRAPH_PAGE_LIMIT": "many"})
    assert "PEERGRAPH_CORS_ORIGINS is not JSON" in start_error(tmp_path, more={"PEERGRAPH_CORS_ORIGINS": "*"})


def test_an_import_of_the_application_creates_none() -> None:
    """One is created for each process that serves, by whatever serves it."""
    module = importlib.import_module("app")
    assert "app" not in vars(module)
    assert module.app is not module.app


async def test_the_application_runs_on_the_store_that_it_is_handed(store: Store, tmp_path: Path) -> None:
    opened: list[Store] = []

    @asynccontextmanager
    async def opening(_settings: Settings) -> AsyncGenerator[Store]:
        opened.append(store)
        yield store

    app = application(Settings(neo4j_uri="bolt://nowhere.invalid:1", data=tmp_path), opening)
    async with app.router.lifespan_context(app):
        assert app.state.store is store
    assert opened == [store]


def test_assets_of_older_sources_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as used:
        for outdated in (False, True):
            monkeypatch.setattr("commands.serve.is_outdated", lambda outdated=outdated: outdated)
            start_error(tmp_path, "--port", str(used.getsockname()[1]))
            assert (OUTDATED in caplog.messages) is outdated
