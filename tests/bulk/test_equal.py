"""The final tables hold the graph that ingest of the same sources leaves, node by node and edge by edge."""

import os
from pathlib import Path
from typing import Final

import pytest

from benchmarks.multiplied import write_multiplied
from bulk.tables import Options, make_tables
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.snapshot import snapshot_sources
from tests.bulk.cases import write_cases
from tests.bulk.made import differences, read_tables
from tests.ingest.records import read_graph, work, write_records
from tests.records.awkward import MALFORMED, awkward
from tests.records.real import DATA, present, sources, written

pytestmark = pytest.mark.timeout(1_800)
#: The number of multiplied works; with it, all real records are also loaded. Both take minutes by ingest.
_VARIABLE: Final = "PEERGRAPH_TEST_MULTIPLIED"
MULTIPLIED: Final = int(os.environ.get(_VARIABLE, "600"))


async def _ingest(store: Store, paths: list[Path], rejects: Path) -> Report:
    listed = [
        source for path in paths for source in (snapshot_sources(path) if path.is_dir() else (file_source(path),))
    ]
    return await ingest(store, listed, rejects=rejects)


async def _check(store: Store, paths: list[Path], folder: Path) -> tuple[Report, Report]:
    """Compares both graphs; returns the reports of ingest and of the tables."""
    loaded = await _ingest(store, paths, folder / "ingest-rejects.jsonl")
    made = make_tables(paths, folder / "work", Options(processes=1, rejects=folder / "rejects.jsonl"))
    assert differences(await read_graph(store), read_tables(folder / "work" / "tables")) == []
    assert (made.rejected, made.left_out, made.withheld, made.merged, made.citations) == (
        loaded.rejected, loaded.left_out, loaded.withheld, loaded.merged, loaded.citations
    )  # fmt: skip
    return loaded, made


@pytest.mark.parametrize("backwards", [False, True])
async def test_duplicates_merges_deletions_and_undated_records(
    empty_store: Store, tmp_path: Path, backwards: bool
) -> None:
    merges, deletions, *others = write_cases(tmp_path)
    loaded, made = await _check(empty_store, [merges, deletions, *(others[::-1] if backwards else others)], tmp_path)
    papers = {key: number for key, number in loaded.counts.items() if key[0] == "Paper"}
    assert papers == {key: number for key, number in made.counts.items() if key[0] == "Paper"}
    if not backwards:
        assert made.counts == loaded.counts


async def test_awkward_and_malformed_records(empty_store: Store, tmp_path: Path) -> None:
    malformed = [work(number, **fields) for number, (fields, _) in enumerate(MALFORMED, start=1)]
    paths = [written(tmp_path / "awkward.jsonl", awkward()), written(tmp_path / "malformed.jsonl", malformed)]
    paths.append(write_records(tmp_path / "again.jsonl", *malformed[:1]))
    paths[-1].write_bytes(paths[-1].read_bytes() + b"no record\n")
    await _check(empty_store, paths, tmp_path)


@pytest.mark.skipif(not present(), reason=f"real records are not at {DATA}")
async def test_multiplied_real_records(empty_store: Store, tmp_path: Path) -> None:
    """The newer real works, repeated with shifted ids and the real entities beside them."""
    works = write_multiplied([DATA / "openalex" / "works-2025.jsonl.gz"], tmp_path / "works.jsonl.gz", MULTIPLIED)
    entities = sorted(path for path in (DATA / "openalex").glob("*.jsonl.gz") if not path.name.startswith("works"))
    await _check(empty_store, [DATA / "openalex-snapshot", *entities, works], tmp_path)


@pytest.mark.skipif(
    not present() or "PEERGRAPH_TEST_MULTIPLIED" not in os.environ,
    reason="takes minutes: set PEERGRAPH_TEST_MULTIPLIED",
)
async def test_all_real_records(empty_store: Store, tmp_path: Path) -> None:
    await _check(empty_store, sources(tmp_path), tmp_path)
