"""Faulty sources, tables and concurrent imports, through the command: a sentence each, and no half of anything."""

import gzip
import shutil
from pathlib import Path

import orjson
import pytest

from bulk.final_tables import open_tables
from bulk.part_folder import SUMMARY
from commands.ingest import REJECTED
from graphdb.embedded.locks import try_lock
from tests.bulk.test_command import run
from tests.ingest.days import FIRST, SECOND, write_first, write_second
from tests.ingest.records import work, write_records


def test_each_fault_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder, tables = write_second(write_first(tmp_path / "snapshot")), tmp_path / "work" / "tables"
    shutil.rmtree(folder / "data/jsonl/authors" / f"updated_date={SECOND}")
    lines = gzip.compress(b"".join(orjson.dumps(work(number)) + b"\n" for number in range(100, 400)), mtime=0)
    truncated = tmp_path / "truncated.jsonl.gz"
    truncated.write_bytes(lines[: len(lines) // 2])
    part = folder / "data/jsonl/works" / f"updated_date={FIRST}" / "part_0000.gz"
    arguments = [str(folder), str(part), str(part), str(truncated), "--processes", "1", "--to-neo4j",
                 "--work", str(tmp_path / "work"), "--rejects", str(tmp_path / "rejects.jsonl")]  # fmt: skip
    code, output = run(monkeypatch, tmp_path / "data", *arguments)
    assert code == REJECTED, output
    assert "1 files cannot be read to their end" in output
    assert "1 files of the snapshot are not in the folder" in output
    assert "authors/updated_date=2026-06-25/part_0000.gz" in output
    # The part of the snapshot, named twice more, is no second set of works.
    opened = open_tables(tables)
    assert opened.days == {}
    assert opened.nodes["Paper"] == len(set(_papers(tmp_path / "rejects.jsonl", truncated))) + 6
    before = {path: path.read_bytes() for path in tables.rglob("*.parquet")}

    lock = try_lock(tmp_path / "work" / "lock")
    assert lock is not None
    with lock:
        code, output = run(monkeypatch, tmp_path / "data", *arguments)
    assert (code, "Another import uses" in output) == (1, True), output
    summary = next((tmp_path / "work" / "shape").glob(f"*/{SUMMARY}"))
    content = summary.read_bytes()
    summary.write_bytes(content.replace(b'"version":1', b'"version":0'))
    code, output = run(monkeypatch, tmp_path / "data", *arguments)
    assert (code, "has tables of version 0" in output) == (1, True), output
    assert {path: path.read_bytes() for path in tables.rglob("*.parquet")} == before
    assert not (tmp_path / "data" / "neo4j").exists()


def _papers(rejects: Path, truncated: Path) -> list[int]:
    """The numbers of the records before the damage."""
    (line,) = [row["line"] for row in map(orjson.loads, rejects.read_bytes().splitlines()) if not row["record"]]
    return list(range(1, line))


def test_unknown_sources_are_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = str(write_records(tmp_path / "works.jsonl", work(1)))
    (tmp_path / "empty").mkdir()
    for arguments, sentence in (
        ([str(tmp_path / "none.jsonl")], "none.jsonl cannot be read"),
        ([str(tmp_path / "empty")], "has no part of a snapshot"),
        ([path, "--filter", "years:7"], "The filter has no 'years'"),
        (["http://127.0.0.1:1/works.jsonl.gz"], "check the address and the network"),
        ([path, "--scheduler", "tcp://127.0.0.1:1"], "No Dask scheduler answers"),
        ([path, "--memory", "much"], "'much' is not a size"),
    ):
        code, output = run(monkeypatch, tmp_path / "data", *arguments, "--to-neo4j", "--work", str(tmp_path / "work"))
        assert (code, sentence in output) == (1, True), output
