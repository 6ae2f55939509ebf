"""Files and snapshot folders: lines, damage, rejects, stored parts."""

import gzip
from pathlib import Path

import orjson
import pytest

from errors import CannotStart
from graphdb.store import Store
from ingest.jsonl import chunks, file_source
from ingest.pipeline import ingest
from ingest.snapshot import inventory, is_snapshot, snapshot_sources
from ingest.sources import MAX_CHUNK_RECORDS
from tests.ingest.records import SITE, ingest_records, paper, work, write_records


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    title = "one\u2028two\u0085three\u2029four\x0bfive\rsix"
    path = tmp_path / "works.jsonl"
    path.write_bytes(orjson.dumps(work(1, title=title)) + b"\n" + orjson.dumps(work(2)))
    (chunk,) = chunks(path)
    assert [orjson.loads(line)["id"][-2:] for line in chunk.lines] == ["W1", "W2"]


async def test_a_title_with_odd_separators_is_stored_on_one_line(empty_store: Store, tmp_path: Path) -> None:
    report = await ingest_records(empty_store, tmp_path, work(1, title="one\u2028two\u0085three"))
    assert report.rejected == 0
    assert (await paper(empty_store, "W1"))["title"] == "one two three"


@pytest.mark.parametrize("name", ["works.jsonl", "works.jsonl.gz", "works"])
def test_plain_and_gzip_files_are_detected_by_their_content(tmp_path: Path, name: str) -> None:
    content = write_records(tmp_path / "plain", *(work(number) for number in range(MAX_CHUNK_RECORDS + 2))).read_bytes()
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name != "works.jsonl" else content)
    parts = list(chunks(path))
    assert [(chunk.first, len(chunk.lines)) for chunk in parts] == [(1, MAX_CHUNK_RECORDS), (MAX_CHUNK_RECORDS + 1, 2)]
    assert parts[-1].position == path.stat().st_size


async def test_unusable_records_are_rejected_and_the_others_are_stored(empty_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    broken: list[bytes] = [
        b'{"id": ',
        b"[1]",
        b'{"title": "none"}',
        orjson.dumps({**work(1), "id": f"{SITE}X1"}),
    ]
    lines = [orjson.dumps(work(8)), b"", *broken, orjson.dumps(work(9))]
    path.write_bytes(b"\n".join(lines) + b"\n")
    report = await ingest(empty_store, [file_source(path)], rejects=tmp_path / "rejects.jsonl")
    rejects = [orjson.loads(line) for line in (tmp_path / "rejects.jsonl").read_bytes().splitlines()]
    assert [(reject["line"], reject["record"].encode()) for reject in rejects] == list(enumerate(broken, start=3))
    assert [reject["source"] for reject in rejects] == [str(path)] * len(broken)
    reasons = " ".join(reject["reason"] for reject in rejects)
    for expected in ("not JSON", "not a JSON object", "no id", "X1"):
        assert expected in reasons
    assert report.rejected == len(broken)
    assert report.counts == {("Paper", "new"): 2}


async def test_a_truncated_file_is_stored_up_to_the_damage(empty_store: Store, tmp_path: Path) -> None:
    content = b"".join(orjson.dumps(work(number)) + b"\n" for number in range(1, 40))
    path = tmp_path / "works.jsonl.gz"
    path.write_bytes(gzip.compress(content)[:-200])
    intact = write_records(tmp_path / "whole.jsonl", work(50))
    sources = [file_source(path), file_source(intact)]
    report = await ingest(empty_store, sources, rejects=tmp_path / "rejects.jsonl")
    assert report.rejected == 1
    assert report.counts["Paper", "new"] > 1
    assert (await paper(empty_store, "W50"))["title"] == "Work number 50"
    assert "cannot be read further" in (tmp_path / "rejects.jsonl").read_text()


def snapshot(folder: Path) -> Path:
    """A snapshot of two parts of works; its manifest lists a third."""
    for day, number in (("2024-01-01", 1), ("2025-01-01", 2)):
        part = folder / "works" / f"updated_date={day}" / "part_000.gz"
        part.parent.mkdir(parents=True)
        part.write_bytes(gzip.compress(orjson.dumps(work(number)) + b"\n"))
    parts = [f"s3://openalex/data/works/updated_date={day}/part_000.gz" for day in ("2024-01-01", "2026-01-01")]
    manifest = {"entries": [{"url": url, "meta": {"record_count": 1}} for url in parts]}
    (folder / "works" / "manifest").write_bytes(orjson.dumps(manifest))
    return folder


async def test_parts_of_a_snapshot_are_read_once(empty_store: Store, tmp_path: Path) -> None:
    folder = snapshot(tmp_path)
    assert is_snapshot(folder)
    assert inventory(folder).missing == ["works/updated_date=2026-01-01/part_000.gz"]
    first = await ingest(empty_store, snapshot_sources(folder))
    assert first.counts == {("Paper", "new"): 2}
    second = await ingest(empty_store, snapshot_sources(folder))
    assert (second.parts_done, second.records, second.changed) == (2, 0, False)
    part = folder / "works" / "updated_date=2024-01-01" / "part_000.gz"
    part.write_bytes(gzip.compress(orjson.dumps(work(3)) + b"\n"))
    third = await ingest(empty_store, snapshot_sources(folder))
    assert (third.parts_done, third.counts) == (1, {("Paper", "new"): 1})


async def test_a_part_with_rejects_is_read_again(empty_store: Store, tmp_path: Path) -> None:
    part = tmp_path / "works" / "updated_date=2024-01-01" / "part_000.gz"
    part.parent.mkdir(parents=True)
    part.write_bytes(gzip.compress(b"{}\n"))
    for _ in range(2):
        report = await ingest(empty_store, snapshot_sources(tmp_path))
        assert (report.rejected, report.parts_done) == (1, 0)


def test_an_unreadable_file_is_an_error_before_the_ingest(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"works\.jsonl cannot be read: No such file"):
        file_source(tmp_path / "works.jsonl")
    with pytest.raises(CannotStart, match="has no part of a snapshot"):
        list(snapshot_sources(tmp_path))
