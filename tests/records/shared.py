"""One load of all records for a whole run of the tests, however many processes it has.

The first process that needs the graph makes it, and the others copy the folder of its store. The graph is for reading:
every test of the process sees the same one. `PEERGRAPH_TEST_RECORDS=folder` keeps the load there for the next run,
for work on these tests: empty the folder after a change of records or of ingest.
"""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
import pytest_asyncio

from graphdb.embedded.locks import wait_for_lock
from graphdb.embedded.server import Address, EmbeddedNeo4j
from graphdb.store import Store
from tests.records.real import Run, load, present

#: Seconds that another process may take for the load.
LONGEST: Final = 900
#: Memory as a file system, where a machine has it, and the bytes that it must have free.
MEMORY: Final = Path("/dev/shm")  # noqa: S108
ROOM: Final = 2 << 30


@dataclass(frozen=True, slots=True)
class Real:
    """The graph of all records: its Neo4j, a store on it, what the commands that made it printed, and whether real
    records are among them."""

    address: Address
    store: Store
    runs: dict[str, Run]
    whole: bool


@pytest_asyncio.fixture(scope="session")
async def real(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Real]:
    """The graph of all records, for tests that only read."""
    base = tmp_path_factory.getbasetemp()
    chosen = os.environ.get("PEERGRAPH_TEST_RECORDS")
    place = Path(chosen) if chosen else (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "records"
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with TemporaryDirectory(prefix="peergraph-records-", dir=MEMORY if roomy else None) as made:
        folder = Path(made) / "neo4j"
        runs = await asyncio.to_thread(_prepare, folder, place, bool(chosen))
        async with (
            _neo4j(folder) as address,
            await Store.open(address.uri, address.auth, timeout=60) as store,
        ):
            yield Real(address, store, runs, present())


def _neo4j(folder: Path) -> EmbeddedNeo4j:
    return EmbeddedNeo4j(folder, heap="1g", page_cache="128m")


def _prepare(folder: Path, place: Path, stays: bool) -> dict[str, Run]:
    """The loaded store in the folder: copied from `place`, or made and copied there."""
    place.mkdir(parents=True, exist_ok=True)
    lock = wait_for_lock(place / "lock", LONGEST)
    assert lock is not None, f"Another process has been loading records for {LONGEST} s."
    with lock:
        said, stored = place / "runs.json", place / "store"
        if said.exists():
            shutil.copytree(stored, folder)
        else:
            runs = asyncio.run(_load(folder, place))
            if stays or "PYTEST_XDIST_WORKER" in os.environ:
                shutil.copytree(folder, stored)
            said.write_text(json.dumps(runs), encoding="utf-8")
        return {name: Run(*run) for name, run in json.loads(said.read_text(encoding="utf-8")).items()}


async def _load(folder: Path, place: Path) -> dict[str, Run]:
    async with _neo4j(folder) as address:
        return await load(address, place)
