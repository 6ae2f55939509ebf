"""Every layout of OpenAlex's snapshot gives the same graph; missing and short parts are reported."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphdb.store import Store
from ingest.pipeline import ingest
from ingest.snapshot import inventory, is_snapshot, snapshot_sources
from tests.conftest import wipe
from tests.ingest.layouts import DAY, json_part, manifest, parquet_part, write_manifest
from tests.ingest.records import SITE, ids, read_graph, work

WORKS = [
    work(1, referenced_works=ids(2), updated_date="2026-06-24T16:08:05.459863"),
    work(2, title='A "title" with\u2028separators, ünïcode 漢字 and \\ signs', abstract_inverted_index=None),
    work(3, authorships=[], primary_location=None, biblio={"volume": "7", "first_page": None}),
]
AUTHORS = [{"id": f"{SITE}A1", "display_name": "Ada", "orcid": None, "updated_date": "2026-06-24T00:00:00.000000"}]


def jsonl_layout(folder: Path) -> Path:
    """The layout of 2026, JSON Lines."""
    json_part(folder / "data/jsonl/works", *WORKS)
    json_part(folder / "data/jsonl/authors", *AUTHORS)
    return folder


def parquet_layout(folder: Path) -> Path:
    """The layout of 2026, Parquet."""
    parquet_part(folder / "data/parquet/works", *WORKS)
    parquet_part(folder / "data/parquet/authors", *AUTHORS)
    return folder


def layout_2025(folder: Path) -> Path:
    """The layout until 2025."""
    json_part(folder / "data/works", *WORKS, name="part_000.gz")
    json_part(folder / "data/authors", *AUTHORS, name="part_000.gz")
    return folder


def unpacked_layout(folder: Path) -> Path:
    """Folders of entities, with decompressed files beside the parts."""
    for entity, records in (("works", WORKS), ("authors", AUTHORS)):
        part = json_part(folder / entity, *records)
        part.with_suffix("").write_bytes(b"not read, because the packed part is there")
    return folder


def without_digests(graph: tuple[list[Any], list[Any]]) -> tuple[list[Any], list[Any]]:
    """The graph without the digests, which differ with the form of the record."""
    nodes, edges = graph
    return [[labels, node_id, {**properties, "digest": None}] for labels, node_id, properties in nodes], edges


@pytest.mark.parametrize("layout", [parquet_layout, layout_2025, unpacked_layout])
async def test_each_layout_gives_the_same_graph(
    empty_store: Store, tmp_path: Path, layout: Callable[[Path], Path]
) -> None:
    reports: list[Any] = []
    graphs: list[Any] = []
    for folder in (jsonl_layout(tmp_path / "first"), layout(tmp_path / "second")):
        assert is_snapshot(folder)
        reports.append(await ingest(empty_store, snapshot_sources(folder)))
        graphs.append(without_digests(await read_graph(empty_store)))
        await wipe(empty_store)
    assert [report.rejected for report in reports] == [0, 0]
    assert reports[0].counts == {("Paper", "new"): 3, ("Author", "new"): 1} == reports[1].counts
    assert graphs[0] == graphs[1]


@pytest.mark.parametrize("subfolder", ["", "data", "data/jsonl", "data/jsonl/works", f"data/jsonl/works/{DAY}"])
def test_any_folder_of_the_tree_can_be_ingested(tmp_path: Path, subfolder: str) -> None:
    jsonl_layout(tmp_path)
    assert is_snapshot(tmp_path / subfolder)
    names = [Path(source.name).relative_to(tmp_path).as_posix() for source in snapshot_sources(tmp_path / subfolder)]
    works = f"data/jsonl/works/{DAY}/part_0000.gz"
    assert names == ([works] if "works" in subfolder else [f"data/jsonl/authors/{DAY}/part_0000.gz", works])


def test_the_fingerprint_of_a_part_does_not_depend_on_the_folder(tmp_path: Path) -> None:
    jsonl_layout(tmp_path)
    subfolders = ("", "data", "data/jsonl", "data/jsonl/works", f"data/jsonl/works/{DAY}")
    assert len({list(snapshot_sources(tmp_path / subfolder))[-1].part for subfolder in subfolders}) == 1


def test_only_one_of_several_formats_is_read(tmp_path: Path) -> None:
    jsonl_layout(parquet_layout(layout_2025(tmp_path)))
    parquet_part(tmp_path / "data/parquet/sources", {"id": f"{SITE}S1", "display_name": "Journal"})
    names = [Path(source.name).relative_to(tmp_path).as_posix() for source in snapshot_sources(tmp_path)]
    assert names == [
        f"data/parquet/sources/{DAY}/part_0000.parquet",
        f"data/jsonl/authors/{DAY}/part_0000.gz",
        f"data/jsonl/works/{DAY}/part_0000.gz",
    ]


def test_an_empty_format_does_not_hide_the_other(tmp_path: Path) -> None:
    parquet_layout(tmp_path)
    write_manifest(tmp_path / "data/jsonl/works/manifest.json", manifest(tmp_path / "jsonl", "works"))
    assert [Path(source.name).suffix for source in snapshot_sources(tmp_path)] == [".parquet", ".parquet"]


@pytest.mark.parametrize("combined", [False, True])
def test_missing_and_short_parts_are_reported(tmp_path: Path, combined: bool) -> None:
    tree = jsonl_layout(tmp_path) / "data/jsonl"
    length = (tree / "works" / DAY / "part_0000.gz").stat().st_size
    listed = manifest(tree, "works", f"{DAY}/part_0000.gz", f"{DAY}/part_0001.gz", length=length + 1)
    if combined:
        absent = manifest(tree, "sources", f"{DAY}/part_0000.gz")
        write_manifest(tree / "manifest.json", {"date": "2026-06-25", "entities": [absent, listed]})
    else:
        write_manifest(tree / "works/manifest.json", listed)
    for subfolder in ("", "data/jsonl", "data/jsonl/works", f"data/jsonl/works/{DAY}"):
        differences = inventory(tmp_path / subfolder)
        assert (differences.missing, differences.short) == (
            [f"works/{DAY}/part_0001.gz"],
            [f"works/{DAY}/part_0000.gz"],
        )
    assert inventory(tmp_path).sentences() == [
        f"1 files of the snapshot are not in the folder: works/{DAY}/part_0001.gz.",
        f"1 files are shorter than in their manifest, download them again: works/{DAY}/part_0000.gz.",
    ]


def test_many_missing_parts_are_counted(tmp_path: Path) -> None:
    tree = jsonl_layout(tmp_path) / "data/jsonl"
    write_manifest(tree / "works/manifest.json", manifest(tree, "works", *(f"{DAY}/part_{n:04}.gz" for n in range(9))))
    (sentence,) = inventory(tmp_path).sentences()
    assert sentence == (
        f"8 files of the snapshot are not in the folder: works/{DAY}/part_0001.gz, works/{DAY}/part_0002.gz, "
        f"works/{DAY}/part_0003.gz and 5 more."
    )


def test_the_older_manifest_is_read_and_a_damaged_one_is_reported(tmp_path: Path) -> None:
    layout_2025(tmp_path)
    url = f"s3://openalex/data/works/{DAY}/part_001.gz"
    write_manifest(tmp_path / "data/works/manifest", {"entries": [{"url": url, "meta": {"content_length": 7}}]})
    (tmp_path / "data/authors/manifest").write_bytes(b"{")
    differences = inventory(tmp_path)
    assert differences.missing == [f"works/{DAY}/part_001.gz"]
    assert differences.unreadable == [str(tmp_path / "data/authors/manifest")]


async def test_lookup_entities_are_read_and_counted(empty_store: Store, tmp_path: Path) -> None:
    names = {"continents": "continents/Q15", "licenses": "licenses/cc-by", "work-types": "types/article"}
    for entity, name in names.items():
        parquet_part(tmp_path / "data/parquet" / entity, {"id": SITE + name, "display_name": entity})
    report = await ingest(empty_store, snapshot_sources(tmp_path))
    assert (report.rejected, report.not_stored) == (0, dict.fromkeys(names, 1))
