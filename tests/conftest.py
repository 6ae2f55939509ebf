"""The store that tests run on: one real Neo4j for the whole run, on temporary data, ended with it.

Neo4j Community has one graph, so all tests share it and run one after another. The rule that keeps them apart:

- `neo4j` (session): the address of the running Neo4j, for tests that start a service of their own against it.
- `store` (session): a `Store` on it, bootstrapped. Use it alone only where nothing is read back from the whole graph.
- `graph` (module): the same `Store`, its graph emptied before the module's first test. A module that needs records
  loads them in a module-scoped fixture of its own that takes `graph`; its tests read what that fixture loaded.
- `real` (session): the graph of all records at hand on a Neo4j of its own, for tests that only read (`tests/records`).
- `empty_store` (function): the same `Store`, its graph emptied before every test. In a module that loads records, the
  tests that take it run last.

No fixture may keep records for more than one module: the next module's `graph` wipes them. Emptying keeps constraints
and indexes. Tests that kill, stop or restart start an `EmbeddedNeo4j` of their own (`tests/graphdb/embedded`).
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final, cast

import pytest
import pytest_asyncio
from _pytest.runner import runtestprotocol
from hypothesis import settings

from graphdb.bootstrap import bootstrap
from graphdb.cypher import cypher
from graphdb.embedded.folder import Folder
from graphdb.embedded.jars import cache_folder
from graphdb.embedded.locks import try_lock
from graphdb.embedded.server import Address, EmbeddedNeo4j
from graphdb.existing import SEEN
from graphdb.store import Store
from tests.records.real import DATA, present
from tests.records.shared import memory_folder, process_lock, real, shared_folder

__all__ = ["process_lock", "real", "shared_folder"]
pytest_plugins = ["tests.sampling", "tests.rotation"]

#: No Neo4j of a run lives long enough for the JVM's second compiler and its collector beside the work to pay: without
#: them, the shared one takes a fifth less of the processor, and one that a test starts half of it. The JVM reads this.
QUICK: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
EMPTY = cypher("MATCH (n) WHERE NOT n:Meta WITH n LIMIT $limit DETACH DELETE n RETURN count(*)")
BATCH = 5_000
#: Files of few but long tests: they begin first, so that neither process is left with one of them at the end. The first
#: loads the real records; others that read them come when the load is done.
LONG = (
    "records/test_every", "people/test_matrix", "people/test_kill", "commands/", "search/test_hostile",
    "neighbours/test_paperscape", "web/test_pa", "graphdb/test_failures", "ingest/test_kill", "ingest/test_sets",
    "library/test_labelled", "records/test_pages", "endpoints/test_hostile_arguments",
)  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Tells it to every JVM that a test starts, by whatever process; rehearsals for later starts end at once.

    Each service that a test starts would else begin one on a fresh machine, and end it with itself.
    """
    os.environ.setdefault("JAVA_TOOL_OPTIONS", QUICK)
    # A deadline of an example would test how busy the machine is.
    settings.register_profile("peergraph", deadline=None)
    settings.load_profile("peergraph")
    place = cache_folder() / "aot"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if held := try_lock(place / "lock"):
        config.add_cleanup(held.close)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--alone` shows which tests need another one before them."""
    parser.addoption("--alone", action="store_true", help="Run each test as if it were the only one of its module.")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """With `--alone`, ends what a module shares after each test."""
    if nextitem is None or not item.config.getoption("alone"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    # The session as the next item: everything narrower is torn down.
    runtestprotocol(item, nextitem=cast("pytest.Item", item.session))
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the long files first, and tests that empty the store last in their file, after those that read what the file
    loaded; all else stays in its random order (pytest-randomly)."""
    files: dict[str, int] = {}
    for item in items:
        files.setdefault(_file(item), len(files))

    def place(item: pytest.Item) -> tuple[int, int, bool]:
        file = _file(item)
        rank = next((rank for rank, name in enumerate(LONG) if name in file), len(LONG))
        return rank, files[file], "empty_store" in getattr(item, "fixturenames", ())

    items.sort(key=place)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Names the order of the tests, and says where no real records were among them."""
    seed: object = config.getoption("randomly_seed", None)
    if seed is not None:
        terminalreporter.write_line(f"The order of this run: --randomly-seed={seed}")
    if not present():
        terminalreporter.section("real records")
        terminalreporter.write_line(f"Real records are absent (no {DATA}): demo and awkward records alone were tested.")


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


class PlanOnceFolder(Folder):
    """A data folder whose Neo4j plans each statement once.

    It would plan a statement again after each change of the graph's size. Tests, which begin with an empty graph, would
    spend most of their time on it.
    """

    def write_conf(self, page_cache: str, port: int = 0) -> None:
        super().write_conf(page_cache, port)
        with self.conf.open("a", encoding="utf-8") as file:
            file.write("internal.cypher.replan_algorithm=NONE\n")


async def wipe(store: Store) -> None:
    """Delete every node and edge, in batches that fit the small heap."""
    while await store.write(EMPTY, {"limit": BATCH}) == BATCH:
        pass
    SEEN.pop(store, None)


@pytest_asyncio.fixture(scope="session")
async def neo4j() -> AsyncIterator[Address]:
    with memory_folder() as folder:
        server = EmbeddedNeo4j(Path(folder), heap="1g", page_cache="64m")
        server.folder = PlanOnceFolder(Path(folder))
        async with server as address:
            yield address


@pytest_asyncio.fixture(scope="session")
async def store(neo4j: Address) -> AsyncIterator[Store]:
    # What is tested is not how fast this machine is, which may be busy.
    async with await Store.open(neo4j.uri, neo4j.auth, timeout=60) as opened:
        await bootstrap(opened)
        yield opened


@pytest_asyncio.fixture(scope="module")
async def graph(store: Store) -> Store:
    await wipe(store)
    return store


@pytest_asyncio.fixture
async def empty_store(store: Store) -> Store:
    await wipe(store)
    return store
