"""What an interrupted import did is not done again, and faulty sources give clear sentences."""

import gzip
from pathlib import Path
from typing import Any

import orjson
import pytest

from bulk import resolve, shape
from bulk.final_tables import open_tables
from bulk.part_folder import SUMMARY
from bulk.parts import list_parts
from bulk.tables import Options, make_tables
from errors import CannotStart
from graphdb.embedded.locks import try_lock
from graphdb.ingest.rows import Batch
from ingest.chunk_parser import Chunk
from ingest.selection import Selection
from tests.bulk.cases import write_cases
from tests.bulk.made import differences, read_tables
from tests.ingest.records import work, write_records

ONE = Options(processes=1)


class Killed(BaseException):
    """The end of the process at this place."""


def test_parts_are_shaped_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, read = write_cases(tmp_path / "sources"), list[str]()
    original, limit = shape.parse, [4]

    def parse(chunk: Chunk, choose: Any = None) -> Batch:
        if len(read) == limit[0]:
            raise Killed
        read.append(chunk.source)
        return original(chunk, choose)

    monkeypatch.setattr(shape, "parse", parse)
    with pytest.raises(Killed):
        make_tables(paths, tmp_path / "work", ONE)
    limit[0] = 100
    report = make_tables(paths, tmp_path / "work", ONE)
    assert (report.parts_done, len(read), len(set(read))) == (4, len(paths), len(paths))
    assert not list((tmp_path / "work" / "shape").glob(".*"))
    assert make_tables(paths, tmp_path / "work", ONE).counts == report.counts
    assert len(read) == len(paths)


def test_the_global_step_continues_where_it_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = write_cases(tmp_path / "sources")
    expected = make_tables(paths, tmp_path / "expected", ONE)
    steps = list[str]()
    original = resolve.Database.step

    def step(self: Any, name: str, run: Any) -> None:
        def counted() -> None:
            steps.append(name)
            run()
            if len(steps) % 3 == 0:
                raise Killed

        original(self, name, counted)

    monkeypatch.setattr(resolve.Database, "step", step)
    report, killed = None, 0
    while report is None:
        try:
            report = make_tables(paths, tmp_path / "work", ONE)
        except Killed:
            killed += 1
    assert killed > 5
    # Every third step is repeated once: its transaction was not committed.
    assert len(steps) == len(set(steps)) + killed
    assert report.counts == expected.counts
    tables = (tmp_path / name / "tables" for name in ("expected", "work"))
    assert differences(*map(read_tables, tables)) == []


def test_several_processes_give_the_same_tables(tmp_path: Path) -> None:
    paths = write_cases(tmp_path / "sources")
    one = make_tables(paths, tmp_path / "one", ONE)
    two = make_tables(paths, tmp_path / "two", Options(processes=2))
    assert one.counts == two.counts
    assert differences(read_tables(tmp_path / "one" / "tables"), read_tables(tmp_path / "two" / "tables")) == []


def test_a_part_that_is_listed_twice_counts_once(tmp_path: Path) -> None:
    path = write_records(tmp_path / "works.jsonl", work(1), work(2))
    report = make_tables([path, path], tmp_path / "work", ONE)
    assert report.counts["Paper", "new"] == 2
    assert open_tables(tmp_path / "work" / "tables").nodes["Paper"] == 2


def test_a_changed_part_is_shaped_again(tmp_path: Path) -> None:
    path = write_records(tmp_path / "works.jsonl", work(1), work(2))
    make_tables([path], tmp_path / "work", ONE)
    write_records(path, work(1), work(2), work(3))
    report = make_tables([path], tmp_path / "work", ONE)
    assert (report.parts_done, report.counts["Paper", "new"]) == (0, 3)
    assert open_tables(tmp_path / "work" / "tables").nodes["Paper"] == 3


def test_a_truncated_part_gives_its_readable_records_and_a_reject(tmp_path: Path) -> None:
    content = gzip.compress(b"".join(orjson.dumps(work(number)) + b"\n" for number in range(1, 400)), mtime=0)
    path, rejects = tmp_path / "part_000.gz", tmp_path / "rejects.jsonl"
    path.write_bytes(content[: len(content) // 2])
    report = make_tables([path], tmp_path / "work", Options(processes=1, rejects=rejects))
    assert report.rejected == 1
    assert 0 < report.counts["Paper", "new"] < 399
    assert "cannot be read further" in orjson.loads(rejects.read_bytes().splitlines()[0])["reason"]
    assert open_tables(tmp_path / "work" / "tables").parts == ()


def test_records_without_a_title_are_rejected(tmp_path: Path) -> None:
    record = work(1)
    del record["title"]
    path, rejects = write_records(tmp_path / "works.jsonl", record, work(2)), tmp_path / "rejects.jsonl"
    report = make_tables([path], tmp_path / "work", Options(processes=1, rejects=rejects))
    assert (report.rejected, report.counts["Paper", "new"]) == (1, 1)
    assert orjson.loads(rejects.read_bytes())["record"] == "W1"


def test_tables_of_another_version_are_refused(tmp_path: Path) -> None:
    path = write_records(tmp_path / "works.jsonl", work(1))
    make_tables([path], tmp_path / "work", ONE)
    (part,) = list_parts([path])
    summary = tmp_path / "work" / "shape" / part.key / SUMMARY
    summary.write_bytes(summary.read_bytes().replace(b'"version":1', b'"version":0'))
    with pytest.raises(CannotStart, match="tables of version 0, not 1"):
        make_tables([path], tmp_path / "work", ONE)
    summary.write_bytes(b"{")
    with pytest.raises(CannotStart, match="was not written by this version"):
        make_tables([path], tmp_path / "work", ONE)


def test_one_import_uses_a_work_folder(tmp_path: Path) -> None:
    path = write_records(tmp_path / "works.jsonl", work(1))
    (tmp_path / "work").mkdir()
    lock = try_lock(tmp_path / "work" / "lock")
    assert lock is not None
    with lock, pytest.raises(CannotStart, match="Another import uses"):
        make_tables([path], tmp_path / "work", ONE)


def test_unreadable_sources_are_named(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"none\.jsonl cannot be read"):
        make_tables([tmp_path / "none.jsonl"], tmp_path / "work", ONE)
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotStart, match="has no part of a snapshot"):
        make_tables([tmp_path / "empty"], tmp_path / "work", ONE)
    with pytest.raises(CannotStart, match="Name a file"):
        make_tables([], tmp_path / "work", ONE)


def test_a_filter_selects_works_and_the_entities_that_they_name(tmp_path: Path) -> None:
    paths = write_cases(tmp_path / "sources")
    report = make_tables(paths, tmp_path / "work", Options(Selection.parse("ids:W116|W117|W204"), processes=1))
    assert report.counts["Paper", "new"] == 3
    nodes, _ = read_tables(tmp_path / "work" / "tables")
    ids = {(labels[0], node) for labels, node, _ in nodes}
    assert {node for label, node in ids if label == "Paper"} == {"W116", "W117", "W204"}
    assert ("Topic", "T10") in ids
    # A record that no chosen work names.
    assert ("Author", "A4000") not in ids
    assert ("Publisher", "P2") not in ids
