"""A filtered import of real works holds the graph that ingest of the same works leaves."""

import gzip
from pathlib import Path

import orjson
import pytest

from bulk.final_tables import open_tables
from bulk.tables import Options, make_tables
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.selection import Selection
from tests.bulk.made import differences, read_tables
from tests.ingest.records import read_graph
from tests.records.real import DATA, present


@pytest.mark.skipif(not present(), reason=f"real records are not at {DATA}")
@pytest.mark.timeout(900)
@pytest.mark.sample(1)
@pytest.mark.parametrize("text", ["year:2019", "topics:field:17", "countries:SE|NO", "kinds:ARTICLE,year:2015-2016"])
async def test_the_tables_hold_the_selection(empty_store: Store, tmp_path: Path, text: str) -> None:
    works = DATA / "openalex" / "works-2025.jsonl.gz"
    selection = Selection.parse(text)
    with gzip.open(works) as file:
        lines = [line for line in file if selection.accepts(orjson.loads(line))]
    assert 5 < len(lines) < 500
    (tmp_path / "works.jsonl").write_bytes(b"".join(lines))
    await ingest(empty_store, [file_source(tmp_path / "works.jsonl")])
    report = make_tables([works], tmp_path / "work", Options(selection, processes=1))
    assert report.excluded > 300
    assert open_tables(tmp_path / "work" / "tables").filter == text
    assert differences(await read_graph(empty_store), read_tables(tmp_path / "work" / "tables")) == []
