"""One load of all records and one Neo4j for a run of the tests, with any number of processes.

The first process that needs the graph loads it and starts the Neo4j; the others connect to the same one. Tests only
read it. `PEERGRAPH_TEST_RECORDS=folder` stores the load there for later runs, for work on these tests: empty the folder
after a change of records or of ingest.
"""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
import pytest_asyncio

from graphdb.embedded.locks import wait_for_lock
from graphdb.embedded.server import Address, EmbeddedNeo4j
from graphdb.store import Store
from tests.records.real import WORKS, Run, choose_works, load, present
from tests.sampler import Sampler

#: Seconds that another process may take for the load.
MAX_LOAD_SECONDS: Final = 900
#: Seconds that this process waits for the others to end.
MAX_WAIT_SECONDS: Final = 3_600
#: A file system in memory, if present, and the free bytes that it must have.
MEMORY: Final = Path("/dev/shm")  # noqa: S108
ROOM: Final = 2 << 30
#: The name of this process in pytest-xdist; empty without it.
WORKER: Final = os.environ.get("PYTEST_XDIST_WORKER", "")


@dataclass(frozen=True, slots=True)
class Real:
    """The graph of all records: its Neo4j, a store on it, the runs of the commands that loaded it, the folder of their
    files, and whether real records are included, a part of them or all."""

    address: Address
    store: Store
    runs: dict[str, Run]
    folder: Path
    has_real_sets: bool
    is_complete: bool


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder shared by all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if WORKER else base) / "records"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def process_lock(shared_folder: Path) -> Iterator[None]:
    """Holds a lock that shows other processes that this one still runs tests."""
    lock = wait_for_lock(shared_folder / f"process-{WORKER}.lock", MAX_LOAD_SECONDS)
    assert lock is not None
    with lock:
        yield


@pytest_asyncio.fixture(scope="session")
async def real(shared_folder: Path, pytestconfig: pytest.Config) -> AsyncIterator[Real]:
    """The graph of all records, for tests that only read."""
    address, runs = await asyncio.to_thread(_join, shared_folder, pytestconfig)
    async with await Store.open(address.uri, address.auth, timeout=60) as store:
        is_complete = present() and not any((shared_folder / name).exists() for name in WORKS)
        yield Real(address, store, runs, shared_folder, present(), is_complete)


def memory_folder() -> TemporaryDirectory[str]:
    """A temporary folder for the data of a Neo4j: in memory if that has enough space."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return TemporaryDirectory(prefix="peergraph-", dir=MEMORY if roomy else None)


def _join(shared: Path, config: pytest.Config) -> tuple[Address, dict[str, Run]]:
    """The address of the Neo4j with all records, started by the first process, and the runs of the load."""
    lock = wait_for_lock(shared / "lock", MAX_LOAD_SECONDS)
    assert lock is not None, f"Another process has been loading records for {MAX_LOAD_SECONDS} s."
    with lock:
        announced = shared / "address.json"
        if not announced.exists():
            address, runs = _start(shared, config)
            announced.write_text(json.dumps([address, runs]), encoding="utf-8")
        (uri, auth), runs = json.loads(announced.read_text(encoding="utf-8"))
        return Address(uri, tuple(auth)), {name: Run(*run) for name, run in runs.items()}


def _start(shared: Path, config: pytest.Config) -> tuple[Address, dict[str, Run]]:
    """Starts a Neo4j with all records. It ends with this process, after the last test of every process."""
    temporary = memory_folder()
    config.add_cleanup(temporary.cleanup)
    folder, chosen = Path(temporary.name) / "neo4j", os.environ.get("PEERGRAPH_TEST_RECORDS")
    if chosen:
        _store_load(Path(chosen), shared)
        shutil.copytree(Path(chosen) / "store", folder)
    server = EmbeddedNeo4j(folder, heap="1g", page_cache="128m")
    address = server.start()
    config.add_cleanup(server.stop)
    config.add_cleanup(partial(_wait_for_others, shared))
    if chosen:
        return address, json.loads((Path(chosen) / "runs.json").read_text(encoding="utf-8"))
    choose_works(shared, Sampler(config, "tests/records: works of the real sets"))
    return address, asyncio.run(load(address, shared))


def _store_load(stored: Path, files: Path) -> None:
    """Loads all records into a store in the folder, unless an earlier run did."""
    printed = stored / "runs.json"
    if printed.exists():
        return
    server = EmbeddedNeo4j(stored / "store", heap="1g", page_cache="128m")
    try:
        runs = asyncio.run(load(server.start(), files))
    finally:
        server.stop()
    printed.write_text(json.dumps(runs), encoding="utf-8")


def _wait_for_others(shared: Path) -> None:
    """Returns when no other process of the run has pending tests."""
    for path in shared.glob("process-*.lock"):
        if path.stem != f"process-{WORKER}" and (lock := wait_for_lock(path, MAX_WAIT_SECONDS)) is not None:
            lock.close()
