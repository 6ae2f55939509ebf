"""Neo4j's offline import of tables: the same graph as the one that they were read from."""

from pathlib import Path

import pytest

from bulk.citation_index import write_index
from bulk.empty_texts import empty_texts
from bulk.final_tables import TablesError, open_tables
from bulk.import_files import write_files
from bulk.offline_import import OPTIONS
from citations import builder, files
from graphdb import adjacency, import_completion
from graphdb.bootstrap import bootstrap
from graphdb.embedded.folder import Folder
from graphdb.embedded.offline_import import ImportFailed, import_offline
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.indexes import required
from graphdb.store import Store
from ingest.demo import load_demo
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from tests.bulk.graph import read_graph
from tests.bulk.tables import write_tables
from tests.ingest.records import work, write_records


@pytest.mark.thorough("imports the demo's kinds of nodes and edges; test_command imports records in the short form")
async def test_an_imported_graph_equals_the_ingested_one(empty_store: Store, tmp_path: Path) -> None:
    path = write_records(tmp_path / "works.jsonl", *(work(number, referenced_works=[f"W{number + 1}"])
                                                     for number in range(1, 60)))  # fmt: skip
    await load_demo(empty_store)
    await ingest(empty_store, [file_source(path)])
    ingested = await read_graph(empty_store)
    await write_tables(empty_store, tmp_path / "tables", [])
    tables = open_tables(tmp_path / "tables")
    stages = set[str]()
    folder = Folder(tmp_path / "data")
    folder.acquire()
    arguments = [*write_files(tables, tmp_path / "files"), *OPTIONS, "--format=aligned",
                 "--max-off-heap-memory=200m", "neo4j"]  # fmt: skip
    import_offline(folder, arguments, cache=None, heap="512m", page_cache="64m",
                   progress=lambda stage, _: stages.add(stage))  # fmt: skip
    folder.release()
    assert len(stages) == 4
    indexes = list[tuple[float, int]]()
    async with EmbeddedNeo4j(tmp_path / "data", heap="512m") as address, await Store.open(*address) as store:
        assert await import_completion.pending_tables(store) == tables.digest
        await bootstrap(store, lambda completed, total: indexes.append((completed, total)))
        for label, name, ids in empty_texts(tables):
            await import_completion.fill_empty_texts(store, label, name, ids)
        assert await import_completion.differing_counts(store, tables.nodes, tables.edges) == []
        await import_completion.finish(store)
        imported = await read_graph(store)
        assert [*ingested.differences(imported)] == []
        # Every index is in the last report of the progress, and the share only grows.
        assert indexes[-1] == (len(required()), len(required()))
        assert indexes == sorted(indexes)
        report = await ingest(store, [file_source(path)])
        assert not report.changed
        stamp = await adjacency.stamp(store)
        write_index(tables, tmp_path / "from tables", tmp_path, stamp, "200MB")
        await builder.build(store, tmp_path / "from store")
    from_tables, from_store = (files.load(tmp_path / name) for name in ("from tables", "from store"))
    assert from_tables is not None
    assert from_store is not None
    contents = [{path.name: path.read_bytes() for path in opened.folder.glob("*.bin")}
                for opened in (from_tables, from_store)]  # fmt: skip
    assert contents[0] == contents[1]
    assert len(contents[0]) > 10
    for path in (tmp_path / "tables" / "nodes" / "Paper").iterdir():
        path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(TablesError, match=r"The table Paper in .* is damaged"):
        open_tables(tmp_path / "tables")


def test_a_bad_entry_ends_the_import_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text(":ID,id\n1,W1\n1,W2\n", encoding="utf-8")
    folder = Folder(tmp_path / "data")
    folder.acquire()
    with pytest.raises(ImportFailed, match="'1' is defined more than once"):
        import_offline(folder, [f"--nodes=Paper={tmp_path / 'n.csv'}", "--format=aligned", "--id-type=integer",
                                "--max-off-heap-memory=200m", "neo4j"],
                       cache=None, heap="512m", page_cache="64m")  # fmt: skip
    folder.release()
