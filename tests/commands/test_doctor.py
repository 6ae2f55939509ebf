"""`peergraph doctor` finds what is wrong, one sentence each; commands work beside a service with an embedded Neo4j."""

import asyncio
import json
import shutil
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from typer.testing import CliRunner

from commands import doctor_checks
from commands.cli import cli
from commands.doctor import UNFIT
from errors import PeergraphError
from graphdb.bootstrap import bootstrap
from graphdb.cypher import cypher
from graphdb.diagnosis import diagnose
from graphdb.embedded.folder import Folder
from graphdb.embedded.server import Address
from graphdb.migrations import MIGRATIONS, VERSION
from graphdb.store import Store

SET_VERSION: Final = cypher("MATCH (meta:Meta {id: 'schema'}) SET meta.version = $version REMOVE meta.migrations")
DROP: Final = cypher("DROP INDEX `peergraph_awaited`")


@pytest.fixture
def env(neo4j: Address, tmp_path: Path) -> dict[str, str]:
    """The environment that names the tests' Neo4j."""
    assert neo4j.auth is not None
    return {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.auth[1], "PEERGRAPH_DATA": str(tmp_path)}


async def run(*arguments: str, more: dict[str, str]) -> tuple[int, str]:
    """Exit status and output of a command, or the sentence of its error."""
    result = await asyncio.to_thread(CliRunner().invoke, cli, arguments, env=more)
    if isinstance(result.exception, PeergraphError):
        return 1, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


async def checked(more: dict[str, str], *arguments: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """Exit status, and the results by check."""
    status, output = await run("doctor", "--json", *arguments, more=more)
    return status, {each["check"]: each for each in json.loads(output)}


async def test_a_graph_in_order(store: Store, env: dict[str, str]) -> None:
    _ = store
    status, found = await checked(env)
    assert status == 0
    assert {each for each in found if found[each]["status"] != "ok"} <= {"citation index", "pages", "data", "index"}
    assert {"settings", "versions", "neo4j", "clock", "migrations", "indexes"} <= set(found)
    assert all(each["message"].endswith(".") for each in found.values())


@pytest.mark.parametrize(
    ("version", "status", "says"),
    [
        (MIGRATIONS[-2].number, "warning", f"runs the migrations {VERSION}: make a backup first"),
        (VERSION + 1, "failed", "update the program"),
    ],
)
async def test_migrations(store: Store, env: dict[str, str], version: int, status: str, says: str) -> None:
    await store.write(SET_VERSION, {"version": version})
    try:
        code, found = await checked(env)
    finally:
        await store.write(SET_VERSION, {"version": VERSION})
    assert code == (UNFIT if status == "failed" else 0)
    assert found["migrations"]["status"] == status
    assert says in found["migrations"]["message"]


async def test_a_missing_index(store: Store, env: dict[str, str]) -> None:
    await store.write(DROP, {})
    try:
        _, found = await checked(env)
    finally:
        await bootstrap(store)
    assert found["indexes"]["message"] == "The next start creates 1 missing indexes."


async def test_clocks(store: Store) -> None:
    state = await diagnose(store)
    assert doctor_checks.clock(state).status == "ok"
    for seconds in (-40.0, 40.0):
        result = doctor_checks.clock(replace(state, clock_ahead=seconds))
        assert (result.status, "by 40 s" in result.message) == ("failed", True)


@pytest.mark.parametrize(
    ("more", "check", "says"),
    [
        ({"NEO4J_URI": "bolt://127.0.0.1:9", "NEO4J_PASSWORD": "x"}, "neo4j", "cannot be reached"),
        ({"PEERGRAPH_PAGE_LIMITS": "1"}, "settings", "did you mean PEERGRAPH_PAGE_LIMIT?"),
        (
            {"PEERGRAPH_ISSUERS": '[{"name": "x", "issuer": "http://127.0.0.1:9", "client_id": "y"}]'},
            "issuer x",
            "cannot be reached",
        ),
    ],
)
async def test_what_fails_is_named(more: dict[str, str], check: str, says: str, tmp_path: Path) -> None:
    status, found = await checked({"PEERGRAPH_DATA": str(tmp_path), **more})
    assert (status, found[check]["status"]) == (UNFIT, "failed")
    assert says in found[check]["message"]


async def test_a_service_that_does_not_answer(tmp_path: Path) -> None:
    status, found = await checked({"PEERGRAPH_DATA": str(tmp_path)}, "--service", "http://127.0.0.1:9")
    assert (status, found["service"]["status"]) == (UNFIT, "failed")
    assert found["neo4j"]["message"].startswith("There is no graph yet")
    assert not (tmp_path / "neo4j").exists()


def test_disks(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    for reserve, status in ((0, "ok"), (free // 3, "warning"), (2 * free, "failed")):
        assert doctor_checks.folder("data", tmp_path / "new", "PEERGRAPH_DATA", reserve).status == status
    assert not (tmp_path / "new").exists()
    (tmp_path / "file").touch()
    blocked = doctor_checks.folder("data", tmp_path / "file" / "data", "PEERGRAPH_DATA", 0)
    assert "set PEERGRAPH_DATA to another folder" in blocked.message


@pytest.fixture
def beside(neo4j: Address, tmp_path: Path) -> Generator[dict[str, str]]:
    """The environment of a data folder whose embedded Neo4j runs: that of the tests."""
    assert neo4j.auth is not None
    folder = Folder(tmp_path)
    folder.acquire()
    folder.adopt_password(neo4j.auth[1])
    folder.publish_port(int(neo4j.uri.rpartition(":")[2]))
    folder.graph.mkdir()
    yield {"PEERGRAPH_DATA": str(tmp_path)}
    folder.release()


@pytest.mark.parametrize("command", ["doctor", "store summary", "index build"])
async def test_commands_work_beside_a_running_service(command: str, graph: Store, beside: dict[str, str]) -> None:
    _ = graph
    status, output = await run(*command.split(), more=beside)
    assert status == 0, output
