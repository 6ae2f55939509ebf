"""Parquet as in OpenAlex's snapshot: rows become JSON Lines in bounded memory; damage is reported."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import orjson
import pytest

from graphdb.store import Store
from ingest.jsonl import chunks
from ingest.pipeline import ingest
from ingest.snapshot import snapshot_sources
from ingest.sources import MAX_CHUNK_RECORDS
from tests.ingest.layouts import parquet_file, parquet_part
from tests.ingest.records import paper, work


def test_rows_are_records(tmp_path: Path) -> None:
    record = work(1, created_date="2016-06-24", updated_date="2026-06-24T16:08:05.459863")
    (chunk,) = chunks(parquet_file(tmp_path / "one.parquet", record, work(2, abstract_inverted_index=None)))
    first, second = map(orjson.loads, chunk.lines)
    assert (first["updated_date"], first["publication_date"]) == (record["updated_date"], record["publication_date"])
    assert orjson.loads(first["abstract_inverted_index"]) == record["abstract_inverted_index"]
    assert (first["authorships"][0]["author"]["id"], second["abstract_inverted_index"]) == (
        record["authorships"][0]["author"]["id"],
        None,
    )


def test_chunks_are_of_the_usual_size_and_count_rows(tmp_path: Path) -> None:
    path = parquet_file(tmp_path / "many.parquet", *(work(number) for number in range(1, 2 * MAX_CHUNK_RECORDS + 11)))
    parts = list(chunks(path))
    assert [(chunk.first, len(chunk.lines)) for chunk in parts] == [
        (1, MAX_CHUNK_RECORDS), (MAX_CHUNK_RECORDS + 1, MAX_CHUNK_RECORDS), (2 * MAX_CHUNK_RECORDS + 1, 10),
    ]  # fmt: skip
    assert parts[-1].position == path.stat().st_size


@pytest.mark.parametrize("folder", ["updated_date=2026-06-24", "a [b] *?"])
def test_the_path_is_not_a_glob_pattern(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    (chunk,) = chunks(parquet_file(tmp_path / folder / "one.parquet", work(1, updated_date="2025-01-01")))
    assert orjson.loads(chunk.lines[0])["updated_date"] == "2025-01-01T00:00:00.000000"


def test_an_empty_file_has_no_chunk(tmp_path: Path) -> None:
    path = tmp_path / "none.parquet"
    with duckdb.connect() as database:
        database.table_function("range", [0]).write_parquet(str(path))
    assert list(chunks(path)) == []


@pytest.mark.parametrize("damage", ["cut", "page"])
async def test_a_damaged_part_is_rejected_and_the_others_are_stored(
    empty_store: Store, tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "data/parquet/works"
    part = parquet_part(folder, *(work(number) for number in range(1, 3_001)), name="part_0001.parquet")
    content = bytearray(part.read_bytes())
    if damage == "cut":
        del content[-100:]
    else:
        content[200:4_000] = bytes(3_800)
    part.write_bytes(content)
    parquet_part(folder, work(5_000))
    report = await ingest(empty_store, snapshot_sources(tmp_path), rejects=tmp_path / "rejects.jsonl")
    (reject,) = [orjson.loads(line) for line in (tmp_path / "rejects.jsonl").read_bytes().splitlines()]
    assert reject["source"].endswith("works/updated_date=2026-06-24/part_0001.parquet")
    assert "the file cannot be read further" in reject["reason"]
    assert (await paper(empty_store, "W5000"))["title"] == "Work number 5000"
    assert report.parts_done == 0
    again = await ingest(empty_store, snapshot_sources(tmp_path), rejects=tmp_path / "rejects.jsonl")
    assert (again.parts_done, again.rejected) == (1, 1)


PEAK = """\
import resource, sys
from pathlib import Path
from ingest.jsonl import chunks
print(sum(len(chunk.lines) for chunk in chunks(Path(sys.argv[1]))))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks: list[int] = []
    for number in (2_048, 65_536):
        path = tmp_path / f"{number}.parquet"
        with duckdb.connect() as database:
            numbers = database.table_function("range", [number])
            titles = numbers.select("range AS id, repeat(md5(range::VARCHAR), 128) AS title")
            titles.write_parquet(str(path), row_group_size=2_048)
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        run = subprocess.run(
            [sys.executable, "-c", PEAK, str(path)], capture_output=True, check=True, env=environment, text=True
        )
        count, peak = map(int, run.stdout.split())
        assert count == number
        peaks.append(peak)
    # The larger file holds 270 MB of text.
    assert peaks[1] - peaks[0] < 100 * 1024
