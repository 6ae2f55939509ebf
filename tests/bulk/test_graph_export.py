"""The graph as Parquet files, read by DuckDB: every node and edge of research, and nothing of users."""

from pathlib import Path

import duckdb
import pytest
import pytest_asyncio

from bulk.graph_export import KINDS, export_graph, exported_edges
from errors import CannotStart
from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.demo import load_demo

COUNTS = cypher("""\
RETURN [COUNT { (:Paper) }, COUNT { (:Author) }, COUNT { ()-[:CITES]->() }, COUNT { ()-[:AUTHORED]->() },
  COUNT { ()-[:WITHIN]->() }]""")


@pytest_asyncio.fixture(scope="module")
async def demo(graph: Store) -> Store:
    await load_demo(graph)
    return graph


async def test_the_graph_is_exported_completely(demo: Store, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    rows = await export_graph(demo, folder)
    names = [rows[name] for name in ("Paper", "Author", "CITES", "AUTHORED", "WITHIN")]
    assert names == await demo.read(COUNTS, {})
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    assert files == {
        *(f"nodes/{kind.label}.parquet" for kind in KINDS), *(f"edges/{kind.type}.parquet" for kind in exported_edges())
    }  # fmt: skip
    assert not any(name in file for file in files for name in ("User", "Collection", "Review", "OWNS", "KEEPS"))
    with duckdb.connect() as connection:
        paper = connection.execute(
            "SELECT title, year, kind, isOpen FROM read_parquet(?) WHERE arxiv = '1706.03762'",
            [str(folder / "nodes/Paper.parquet")],
        ).fetchall()
        assert paper == [("Attention Is All You Need", 2017, "ARTICLE", True)]
        first = connection.execute(
            "SELECT author.name FROM read_parquet(?) AS edge JOIN read_parquet(?) AS author ON author.id = edge.start"
            " JOIN read_parquet(?) AS paper ON paper.id = edge.end WHERE paper.arxiv = '1706.03762' AND position = 1",
            [str(folder / name) for name in ("edges/AUTHORED.parquet", "nodes/Author.parquet", "nodes/Paper.parquet")],
        ).fetchall()
        assert first == [("Ashish Vaswani",)]


async def test_files_are_not_written_over_others(demo: Store, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotStart, match="is not empty"):
        await export_graph(demo, tmp_path)
