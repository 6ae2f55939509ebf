"""The embedded Neo4j: one service per folder, a password, a quick stop, and errors of requests when it hangs."""

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from errors import CannotStart, StoreTimeout, StoreUnavailable
from graphdb.cypher import cypher
from graphdb.embedded.server import Address, EmbeddedNeo4j
from graphdb.store import Store

ONE = cypher("RETURN 1")


async def test_one_service_a_folder_that_hangs_or_ends(tmp_path: Path) -> None:
    """One test, because the start is slow."""
    data = tmp_path / "made" / "here"
    server = EmbeddedNeo4j(data, heap="256m")
    address = server.start()
    try:
        await check_folder(data, address)
        await check_failures(server, address)
    finally:
        server.stop()


async def check_folder(data: Path, address: Address) -> None:
    async with await Store.open(*address) as store:
        with pytest.raises(CannotStart, match=f"in use by process {os.getpid()}: stop it"):
            EmbeddedNeo4j(data).start()
        assert await store.read(ONE, {}) == 1
        assert mode(data) == 0o700
        assert mode(data / "password") == 0o600
        assert address.auth is not None
        assert address.auth[1] not in (data / "neo4j.conf").read_text()
        assert address.uri.startswith("bolt://127.0.0.1:")


def hang(process: int) -> None:
    """Stops the process and waits until all its threads have stopped, because a running thread can still respond."""
    os.kill(process, signal.SIGSTOP)
    threads = Path(f"/proc/{process}/task")
    while any((each / "stat").read_text().rpartition(")")[2].split()[0] != "T" for each in threads.iterdir()):
        time.sleep(0.01)


async def check_failures(server: EmbeddedNeo4j, address: Address) -> None:
    async with await Store.open(*address, timeout=1) as store:
        assert await store.read(ONE, {}) == 1
        hang(server.pid)
        with pytest.raises(StoreTimeout):
            await store.read(ONE, {})
        os.kill(server.pid, signal.SIGCONT)
        assert await store.read(ONE, {}) == 1
        child = server.pid
        await asyncio.to_thread(server.stop)
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
        with pytest.raises(StoreUnavailable):
            await store.read(ONE, {})
        with pytest.raises(StoreUnavailable):
            await store.write(ONE, {})


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
