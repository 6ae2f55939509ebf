"""The embedded Neo4j as its operator meets it: one service a folder, a password, a quick stop."""

import os
import time
from pathlib import Path

import pytest

from errors import CannotStart
from graphdb.cypher import cypher
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store


async def test_one_service_a_folder(tmp_path: Path) -> None:
    data = tmp_path / "made" / "here"
    server = EmbeddedNeo4j(data, heap="256m")
    async with server as address, await Store.open(*address) as store:
        with pytest.raises(CannotStart, match=f"in use by process {os.getpid()}: stop it"):
            EmbeddedNeo4j(data).start()
        assert await store.read(cypher("RETURN 1"), {}) == 1
        assert mode(data) == 0o700
        assert mode(data / "password") == 0o600
        assert address.auth is not None
        assert address.auth[1] not in (data / "neo4j.conf").read_text()
        assert address.uri.startswith("bolt://127.0.0.1:")
        child = server.pid
        begun = time.monotonic()
    assert time.monotonic() - begun < 3
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match=r"cannot be written .* set PEERGRAPH_DATA"):
        EmbeddedNeo4j(tmp_path / "file" / "data").start()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CannotStart, match=r"cannot be written .* set PEERGRAPH_DATA"):
        EmbeddedNeo4j(tmp_path).start()


def test_what_neo4j_refuses_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"could not start on .*logs") as raised:
        EmbeddedNeo4j(tmp_path, page_cache="much").start()
    assert "\n" not in str(raised.value)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777
