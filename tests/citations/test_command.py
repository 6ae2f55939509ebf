"""`peergraph index` in a process, also when it is killed."""

import asyncio
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from typer.testing import CliRunner

from analytics import files as tables
from analytics.refresher import FOLDER
from citations import files
from commands.cli import cli
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from ingest.demo import load_demo
from tests.commands.service import PEERGRAPH, ROOT, environment

ADVANCE: Final = cypher("MATCH (graph:Meta {id: 'graph'}) SET graph.epoch = graph.epoch + 1 RETURN true")


@pytest_asyncio.fixture(scope="module")
async def demo(graph: Store) -> Store:
    await load_demo(graph)
    return graph


@pytest.fixture
def environ(demo: Store, neo4j: Address, tmp_path: Path) -> dict[str, str]:
    """The environment of a command with an external Neo4j."""
    assert demo
    assert neo4j.auth is not None
    more = {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.auth[1], "PEERGRAPH_INDEX": str(tmp_path / "index")}
    return environment(tmp_path, more)


def run(environ: dict[str, str], name: str) -> tuple[int, str]:
    """Runs the command in a process; its exit code, and its output on one line."""
    done = subprocess.run(
        [*PEERGRAPH, "index", name], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, re.sub(r"\s+", " ", done.stdout + done.stderr)


async def run_here(environ: dict[str, str], name: str) -> tuple[int, str]:
    """Like `run`, in this process."""
    done = await asyncio.to_thread(CliRunner().invoke, cli, ["index", name], env=environ)
    return done.exit_code, re.sub(r"\s+", " ", done.output)


def test_an_index_is_built_and_found_sound(environ: dict[str, str], tmp_path: Path) -> None:
    code, output = run(environ, "check")
    assert code == 3
    assert "There is no index" in output
    code, output = run(environ, "build")
    assert code == 0, output
    assert "The index of 295 papers" in output
    code, output = run(environ, "check")
    assert code == 0, output
    assert "intact and up to date" in output
    opened = files.load(tmp_path / "index")
    assert opened is not None
    assert len(opened.index.papers) == 295
    assert tables.stamp_of(tmp_path / "index" / FOLDER) == opened.stamp


async def test_an_index_out_of_date_or_damaged_is_told(environ: dict[str, str], demo: Store, tmp_path: Path) -> None:
    assert (await run_here(environ, "build"))[0] == 0
    await demo.write(ADVANCE, {})
    code, output = await run_here(environ, "check")
    assert (code, "out of date" in output) == (3, True)
    assert (await run_here(environ, "build"))[0] == 0
    (path,) = (tmp_path / "index").glob("index-*/references.targets.bin")
    content = bytearray(path.read_bytes())
    content[10] ^= 4
    path.write_bytes(content)
    code, output = await run_here(environ, "check")
    assert (code, "does not have the checksum" in output) == (3, True)
    assert (await run_here(environ, "build"))[0] == 0
    assert (await run_here(environ, "check"))[0] == 0


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "index").write_text("")
    code, output = run(environ, "build")
    assert code == 1
    assert "set PEERGRAPH_INDEX" in output
    assert "Traceback" not in output


def test_a_build_that_is_killed_leaves_the_index_before_it(environ: dict[str, str], tmp_path: Path) -> None:
    """The build is killed three times, as soon as it begins to write."""
    assert run(environ, "build")[0] == 0
    folder = tmp_path / "index"
    before = files.load(folder)
    assert before is not None
    interrupted = 0
    for _ in range(3):
        interrupted += killed(environ, folder)
        after = files.load(folder)
        assert after is not None
        assert after.stamp == before.stamp
    assert interrupted
    assert run(environ, "build")[0] == 0
    assert not list(folder.glob(f"{files.BUILDING}*"))
    assert run(environ, "check")[0] == 0


def killed(environ: dict[str, str], folder: Path) -> bool:
    """Starts a build and kills it as soon as it begins to write; whether it was killed during the write."""
    process = subprocess.Popen(
        [*PEERGRAPH, "index", "build"], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    existing = set(os.listdir(folder))
    while process.poll() is None and not any(
        name.startswith(files.BUILDING) and name not in existing for name in os.listdir(folder)
    ):
        time.sleep(0.0005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return any(name.startswith(files.BUILDING) for name in os.listdir(folder))
