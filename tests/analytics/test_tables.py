"""The tables of the whole graph: built, found, compared with the graph, rebuilt; and statements that are cancelled."""

import asyncio
import os
import time
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from analytics import builder, files
from analytics.builder import build
from analytics.files import Damaged
from analytics.measures import FAMILIES
from analytics.refresher import TablesRefresher
from analytics.running import run
from analytics.source import Source, in_memory
from citations.builder import Busy, GraphChanged
from graphdb import adjacency
from graphdb.cypher import cypher
from graphdb.embedded.locks import try_lock
from graphdb.store import Store
from ingest.demo import load_demo
from loaders.cost import Limits
from tests.citations.test_refresher import ADVANCE
from tests.reading.client import Client

YEARS: Final = "{ papers { totalCount groups(by: YEAR, first: 100) { exact nodes { count } } } }"


@pytest_asyncio.fixture(scope="module")
async def demo(graph: Store) -> Store:
    await load_demo(graph)
    return graph


@pytest.fixture
def refresher(demo: Store, tmp_path: Path) -> TablesRefresher:
    return TablesRefresher(demo, tmp_path / "tables")


async def test_tables_are_built_and_found_by_other_workers(demo: Store, refresher: TablesRefresher) -> None:
    assert refresher.tables is None
    await refresher.refresh()
    assert refresher.tables is not None
    papers = await demo.read(cypher("RETURN COUNT { (:Paper) }"), {})
    assert len(refresher.tables.columns.arrays["paper"]) == papers
    edges = refresher.tables.connection.execute("SELECT count(author) FROM authors").fetchall()
    assert edges[0][0] == await demo.read(cypher("RETURN COUNT { ()-[:AUTHORED]->() }"), {})
    other = TablesRefresher(demo, refresher.folder)
    built = (refresher.folder / "current").read_text()
    await other.refresh()
    assert other.tables is not None
    assert (refresher.folder / "current").read_text() == built
    assert [path.name for path in refresher.folder.iterdir() if path.is_dir()] == [built]


async def test_an_ingest_makes_them_older_until_they_are_rebuilt(demo: Store, refresher: TablesRefresher) -> None:
    client = Client(demo, services=[refresher])
    await refresher.refresh()
    assert (await client.ask(YEARS))["papers"]["groups"]["exact"]
    await demo.write(ADVANCE, {})
    await refresher.refresh()
    papers = (await client.ask(YEARS))["papers"]
    assert not papers["groups"]["exact"]
    assert sum(group["count"] for group in papers["groups"]["nodes"]) == papers["totalCount"]
    # Few papers are read from the store, and are those of the graph.
    text = '{ papers(filter: {text: "attention"}) { groups(by: YEAR) { exact } } }'
    assert (await client.ask(text))["papers"]["groups"]["exact"]
    await refresher.refresh()
    assert (await client.ask(YEARS))["papers"]["groups"]["exact"]
    assert files.stamp_of(refresher.folder) == await adjacency.stamp(demo)


async def test_measures_of_few_papers_are_those_of_many(
    demo: Store, refresher: TablesRefresher, monkeypatch: pytest.MonkeyPatch
) -> None:
    await refresher.refresh()
    measures = " ".join(name for declared in FAMILIES.values() for name in declared.none)
    text = f"{{ authors(first: 300) {{ nodes {{ id hIndex papers {{ measures {{ {measures} }} }} }} }} }}"
    client = Client(demo, Limits(cost=10**12), [refresher])
    few = await client.ask(text)
    monkeypatch.setattr("resolvers.paper_sources.FEW", -1)
    assert await client.ask(text) == few
    assert max(each["hIndex"] for each in few["authors"]["nodes"]) > 3


@pytest.mark.parametrize("file", [files.FILE, "citations.npy"])
async def test_damaged_tables_are_rebuilt(demo: Store, refresher: TablesRefresher, file: str) -> None:
    await build(demo, refresher.folder)
    version = (refresher.folder / "current").read_text()
    path = refresher.folder / version / file
    path.write_bytes(path.read_bytes()[:-8] + b"damaged.")
    with pytest.raises(Damaged, match="checksum"):
        files.load(refresher.folder)
    await refresher.refresh()
    assert refresher.tables is not None
    assert (refresher.folder / "current").read_text() != version


async def test_one_process_builds_at_a_time(demo: Store, tmp_path: Path) -> None:
    lock = try_lock(tmp_path / builder.LOCK)
    assert lock is not None
    with lock, pytest.raises(Busy, match="is building the tables"):
        await build(demo, tmp_path)


async def test_tables_of_a_graph_that_changes_meanwhile_are_not_used(
    demo: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_all = builder.paper_tables.read_all

    async def meddle(store: Store, after: str, limit: int) -> object:
        await store.write(ADVANCE, {})
        return await read_all(store, after, limit)

    monkeypatch.setattr(builder.paper_tables, "read_all", meddle)
    with pytest.raises(GraphChanged):
        await build(demo, tmp_path)
    assert files.load(tmp_path) is None
    assert os.listdir(tmp_path) == [builder.LOCK]


async def test_a_cancelled_request_interrupts_its_statement() -> None:
    endless = "SELECT count(*) FROM range(1000000000) AS one, range(1000000000) AS other WHERE one.range = -other.range"
    task = asyncio.create_task(run(Source(in_memory(), ("", [])), (endless, []), {}))
    await asyncio.sleep(0.3)
    began = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - began < 30
    assert await run(Source(in_memory(), ("", [])), ("SELECT 1", []), {}) == [(1,)]
