"""The index of a real store: it is built, and rebuilt when it is outdated or damaged, while the service runs."""

import asyncio
import os
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from citations import builder, files
from citations.builder import Busy, GraphChanged, Unfit, build
from citations.index import Index
from citations.refresher import IndexRefresher, citation_index
from graphdb import adjacency
from graphdb.cypher import cypher
from graphdb.embedded.locks import try_lock
from graphdb.store import Store
from ingest.demo import load_demo

EDGES: Final = cypher("""\
RETURN [
  COLLECT { MATCH (p:Paper)-[:CITES]->(q) RETURN [p.id, q.id] },
  COLLECT { MATCH (p:Paper)<-[:AUTHORED]-(a) RETURN [p.id, a.id] },
  COLLECT { MATCH (p:Paper)-[e:ABOUT]->(t) RETURN [p.id, t.id, e.score] }
]""")
ADVANCE: Final = cypher("MATCH (graph:Meta {id: 'graph'}) SET graph.epoch = graph.epoch + 1 RETURN true")
TWICE: Final = cypher("""\
MATCH (p:Paper)-[edge:CITES]->(q) WITH p, q LIMIT 1
CREATE (p)-[:CITES]->(q), (p)-[:CITES]->(p)
RETURN [p.id, q.id]""")
ONCE: Final = cypher("""\
MATCH (p:Paper {id: $ids[0]})-[edge:CITES]->(q) WHERE q.id = $ids[1] OR q = p
WITH q, collect(edge) AS edges
FOREACH (edge IN CASE WHEN q.id = $ids[1] THEN edges[1..] ELSE edges END | DELETE edge)
RETURN count(*)""")

ASTRAY: Final = cypher("MATCH (p:Paper) WITH p LIMIT 1 CREATE (p)-[:CITES]->(:Stray) RETURN true")
MENDED: Final = cypher("MATCH (stray:Stray) DETACH DELETE stray RETURN true")


@pytest_asyncio.fixture(scope="module")
async def demo(graph: Store) -> Store:
    await load_demo(graph)
    return graph


@pytest_asyncio.fixture
async def refresher(demo: Store, tmp_path: Path) -> IndexRefresher:
    return IndexRefresher(demo, tmp_path / "index")


def edges_of(index: Index) -> list[list[Any]]:
    """The edges of an index of each kind, by public id."""
    papers = index.papers
    tables = ((index.references, papers), (index.authors, index.author_ids), (index.topics, index.topic_ids))
    kinds: list[list[Any]] = []
    for rows, far in tables:
        edges: list[Any] = []
        for position in range(len(papers)):
            values = rows.values_of(position).tolist() if rows.values is not None else None
            for number, target in enumerate(far.at(rows.row(position).tolist())):
                edges.append([*papers.at([position]), target, *([values[number]] if values is not None else [])])
        kinds.append(edges)
    return kinds


async def test_an_index_holds_the_edges_of_the_store(demo: Store, tmp_path: Path) -> None:
    progress: list[tuple[int, int]] = []
    stamp = await build(demo, tmp_path / "index", lambda done, total: progress.append((done, total)))
    opened = files.load(tmp_path / "index")
    assert opened is not None
    assert opened.stamp == stamp == await adjacency.stamp(demo)
    assert [sorted(edges) for edges in edges_of(opened.index)] == [
        sorted(edges) for edges in await demo.read(EDGES, {})
    ]
    assert progress[-1] == (stamp.papers, stamp.papers)


async def test_papers_are_read_batch_by_batch(demo: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "BATCH", 7)
    await build(demo, tmp_path)
    opened = files.load(tmp_path)
    assert opened is not None
    assert [sorted(edges) for edges in edges_of(opened.index)] == [
        sorted(edges) for edges in await demo.read(EDGES, {})
    ]


async def test_an_edge_that_the_store_has_twice_counts_once_and_one_to_itself_not(demo: Store, tmp_path: Path) -> None:
    ids = await demo.write(TWICE, {})
    try:
        stamp = await build(demo, tmp_path)
        opened = files.load(tmp_path)
        assert opened is not None
        assert len(opened.index.references.targets) == stamp.citations - 2
    finally:
        await demo.write(ONCE, {"ids": ids})


async def test_one_process_builds_at_a_time(demo: Store, tmp_path: Path) -> None:
    lock = try_lock(tmp_path / builder.LOCK)
    assert lock is not None
    with lock, pytest.raises(Busy, match="is building the index"):
        await build(demo, tmp_path)
    await build(demo, tmp_path)


async def test_a_graph_that_changes_meanwhile_is_not_indexed(demo: Store, tmp_path: Path) -> None:
    await build(demo, tmp_path)
    before = (tmp_path / files.CURRENT).read_text()
    writing = list[asyncio.Task[Any]]()

    def meddle(done: int, total: int) -> None:
        writing.append(asyncio.ensure_future(demo.write(ADVANCE, {})))

    with pytest.raises(GraphChanged, match="after the ingest"):
        await build(_Slow(demo), tmp_path, meddle)  # pyright: ignore[reportArgumentType]
    await asyncio.gather(*writing)
    assert (tmp_path / files.CURRENT).read_text() == before
    assert not any(name.startswith(files.BUILDING) for name in os.listdir(tmp_path))


class _Slow:
    """A store with delayed reads."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def read(self, *arguments: Any, **named: Any) -> Any:
        """As `Store.read`."""
        await asyncio.sleep(0.2)
        return await self._store.read(*arguments, **named)


async def test_a_graph_with_edges_that_lead_elsewhere_is_told_once_and_left(
    demo: Store, refresher: IndexRefresher
) -> None:
    await demo.write(ASTRAY, {})
    try:
        with pytest.raises(Unfit, match="Correct these"):
            await refresher.refresh()
        await refresher.refresh()
        assert refresher.index is None
    finally:
        await demo.write(MENDED, {})
    await refresher.refresh()
    await refresher.refresh()
    assert refresher.index is not None


async def test_a_service_builds_the_index_that_is_missing(refresher: IndexRefresher) -> None:
    assert refresher.index is None
    await refresher.refresh()
    assert refresher.index is not None
    assert len(refresher.index.papers) == 295


async def test_the_index_of_another_worker_is_found(demo: Store, refresher: IndexRefresher) -> None:
    await build(demo, refresher.folder)
    built = (refresher.folder / files.CURRENT).read_text()
    await refresher.refresh()
    assert refresher.index is not None
    assert (refresher.folder / files.CURRENT).read_text() == built


async def test_an_index_out_of_date_is_not_used_and_built_anew_when_the_graph_rests(
    demo: Store, refresher: IndexRefresher
) -> None:
    await refresher.refresh()
    first = (refresher.folder / files.CURRENT).read_text()
    await demo.write(ADVANCE, {})
    await refresher.refresh()
    assert refresher.index is None
    await demo.write(ADVANCE, {})
    await refresher.refresh()
    assert refresher.index is None
    await refresher.refresh()
    assert refresher.index is not None
    assert (refresher.folder / files.CURRENT).read_text() != first


async def test_a_damaged_index_is_built_anew(
    demo: Store, refresher: IndexRefresher, caplog: pytest.LogCaptureFixture
) -> None:
    await build(demo, refresher.folder)
    name = (refresher.folder / files.CURRENT).read_text()
    path = refresher.folder / name / "citations.targets.bin"
    path.write_bytes(path.read_bytes()[:-4])
    await refresher.refresh()
    assert refresher.index is not None
    assert (refresher.folder / files.CURRENT).read_text() != name
    assert "citations.targets.bin has" in caplog.text


async def test_while_another_builds_there_is_none(refresher: IndexRefresher) -> None:
    refresher.folder.mkdir()
    lock = try_lock(refresher.folder / builder.LOCK)
    assert lock is not None
    with lock:
        await refresher.refresh()
        assert refresher.index is None
    await refresher.refresh()
    assert refresher.index is not None


async def test_a_service_has_the_index_of_a_small_graph_from_its_first_request(
    demo: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citations.refresher.START_SECONDS", 60.0)  # the test machine can be busy
    async with citation_index(demo, tmp_path / "index") as refresher:
        assert refresher.index is not None


async def test_a_folder_that_cannot_be_written_is_told_and_the_service_runs(
    demo: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citations.refresher.START_SECONDS", 60.0)
    (tmp_path / "file").write_text("")
    async with citation_index(demo, tmp_path / "file" / "index") as refresher:
        assert refresher.index is None
    assert "cannot be written to" in caplog.text


async def test_a_service_notices_an_ingest_by_itself(
    demo: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citations.refresher.INTERVAL", 0.05)
    async with citation_index(demo, tmp_path / "index") as refresher:
        await demo.write(ADVANCE, {})
        stamp = await adjacency.stamp(demo)
        for _ in range(200):
            if refresher.index is not None and files.stamp_of(refresher.folder) == stamp:
                return
            await asyncio.sleep(0.05)
    pytest.fail("The index was not built anew within ten seconds.")
