"""`peergraph sync` reads the partitions that the graph lacks; each state equals that of a new ingest."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from commands.cli import cli
from errors import BadInput, CannotStart
from graphdb.embedded.server import Address
from graphdb.ingest import snapshot_parts
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.remote import RemoteSnapshot
from ingest.snapshot import folder_snapshot, snapshot_sources
from ingest.sync import sync
from tests.conftest import wipe
from tests.files import bucket
from tests.ingest.days import BEFORE, FIRST, SECOND, author, write, write_first, write_second
from tests.ingest.records import epoch, ingest_records, paper, read_graph, work
from tests.statements import record_statements

Graph = tuple[list[Any], list[Any]]


def current(graph: Graph) -> Graph:
    """The graph without affiliations, which stay when the paper that shows them changes or is deleted."""
    nodes, edges = graph
    return (
        [[labels, node, {**properties, "authors": None}] for labels, node, properties in nodes],
        [edge for edge in edges if edge[1] != "AFFILIATED_WITH"],
    )


def differences(one: Graph, other: Graph) -> list[Any]:
    """The nodes and edges of only one of two graphs."""
    pairs = zip(one, other, strict=True)
    return [row for first, second in pairs for row in (*first, *second) if (row in first) != (row in second)]


async def test_each_day_equals_a_new_ingest(empty_store: Store, tmp_path: Path) -> None:
    folder = write_first(tmp_path / "snapshot")
    await ingest(empty_store, snapshot_sources(folder))
    first = await read_graph(empty_store)
    await wipe(empty_store)
    synced = await sync(empty_store, folder_snapshot(folder))
    assert synced.days == {"authors": FIRST, "works": FIRST}
    assert await read_graph(empty_store) == first
    write_second(folder)
    report = (await sync(empty_store, folder_snapshot(folder))).report
    assert report is not None
    assert (report.merged, report.deleted, report.counts["Paper", "new"], report.counts["Paper", "changed"]) == (
        1,
        1,
        1,
        1,
    )
    second = await read_graph(empty_store)
    await wipe(empty_store)
    await ingest(empty_store, snapshot_sources(folder))
    fresh = await read_graph(empty_store)
    assert differences(current(second), current(fresh)) == []
    affiliations = [[edge for edge in edges if edge[1] == "AFFILIATED_WITH"] for _, edges in (fresh, second)]
    assert [edge for edge in affiliations[0] if edge not in affiliations[1]] == []


async def test_only_newer_partitions_are_read(empty_store: Store, tmp_path: Path) -> None:
    folder = write_first(tmp_path)
    await sync(empty_store, folder_snapshot(folder))
    # The partition of the first day has lost records to the second, so its file is another one.
    write_second(folder)
    report = (await sync(empty_store, folder_snapshot(folder))).report
    assert report is not None
    assert {label: report.counts.get((label, "unchanged"), 0) for label in ("Paper", "Author")} == {
        "Paper": 4,
        "Author": 1,
    }
    (folder / "data/jsonl/works" / f"updated_date={FIRST}" / "part_0000.gz").write_bytes(b"not read")
    before = await epoch(empty_store)
    synced = await sync(empty_store, folder_snapshot(folder))
    assert (synced.report, synced.days["works"]) == (None, SECOND)
    assert await epoch(empty_store) == before


async def test_an_interrupted_run_continues(empty_store: Store, tmp_path: Path) -> None:
    folder = write_first(tmp_path)
    await sync(empty_store, folder_snapshot(folder))
    expected = await read_graph(empty_store)
    await wipe(empty_store)

    class Interrupted(Exception):
        pass

    class Stop:
        """Interrupts after the first part."""

        def stage(self, name: str, total: int | None) -> None:
            """Nothing."""

        def step(self, steps: int, records: int) -> None:
            """Interrupt."""
            if records == 0:
                raise Interrupted

    with pytest.raises(Interrupted):
        await sync(empty_store, folder_snapshot(folder), progress=Stop())
    assert await read_graph(empty_store) != expected
    assert (await sync(empty_store, folder_snapshot(folder))).report is not None
    assert await read_graph(empty_store) == expected


async def test_an_ingest_of_the_whole_snapshot_counts(empty_store: Store, tmp_path: Path) -> None:
    snapshot = folder_snapshot(write_first(tmp_path))
    await ingest(empty_store, [part.source() for part in snapshot.parts], days=snapshot.newest())
    write_second(tmp_path)
    with record_statements(empty_store):
        assert (await sync(empty_store, folder_snapshot(tmp_path))).report is not None
    assert (await paper(empty_store, "W3"))["title"] == "Another title"


async def test_a_graph_of_other_sources_needs_a_first_day(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1))
    folder = write_second(write_first(tmp_path / "snapshot"))
    before = await epoch(empty_store)
    with pytest.raises(BadInput, match="pass --since"):
        await sync(empty_store, folder_snapshot(folder))
    assert await epoch(empty_store) == before
    await sync(empty_store, folder_snapshot(folder), since=SECOND)
    # W2 is only in the first partition.
    assert (await paper(empty_store, "W9"), await paper(empty_store, "W2"))[1] == {}


async def test_an_incomplete_snapshot_changes_nothing(empty_store: Store, tmp_path: Path) -> None:
    folder = write_first(tmp_path)
    await sync(empty_store, folder_snapshot(folder))
    write_second(folder)
    before = await epoch(empty_store)
    part = folder / "data/jsonl/works" / f"updated_date={SECOND}" / "part_0000.gz"
    content = part.read_bytes()
    part.write_bytes(content[:-20])
    with pytest.raises(BadInput, match=r"1 files are shorter than in their manifest.*part_0000.gz"):
        await sync(empty_store, folder_snapshot(folder))
    part.unlink()
    with pytest.raises(BadInput, match="1 files of the snapshot are not in the folder"):
        await sync(empty_store, folder_snapshot(folder))
    part.write_bytes(content)
    (folder / "data/jsonl/works/manifest.json").write_bytes(b'{"files": 7}')
    with pytest.raises(BadInput, match="1 manifests cannot be read"):
        await sync(empty_store, folder_snapshot(folder))
    assert await epoch(empty_store) == before
    # A file of an older partition that is missing does not matter.
    write_second(folder)
    shutil.rmtree(folder / "data/jsonl/works" / f"updated_date={FIRST}")
    assert (await sync(empty_store, folder_snapshot(folder))).report is not None


async def test_a_damaged_part_is_read_again(empty_store: Store, tmp_path: Path) -> None:
    folder = write_first(tmp_path)
    shutil.rmtree(folder / "data/jsonl/authors")
    part = folder / "data/jsonl/works" / f"updated_date={FIRST}" / "part_0000.gz"
    content = part.read_bytes()
    # As long as in the manifest, with other bytes at its end.
    part.write_bytes(content[:-40] + bytes(40))
    report = (await sync(empty_store, folder_snapshot(folder), rejects=tmp_path / "rejects.jsonl")).report
    assert report is not None
    assert report.damaged == 1
    part.write_bytes(content)
    assert (await sync(empty_store, folder_snapshot(folder))).report is not None
    assert (await sync(empty_store, folder_snapshot(folder))).report is None


async def test_a_part_with_rejects_is_read_once(empty_store: Store, tmp_path: Path) -> None:
    write(tmp_path, {FIRST: [*BEFORE, {"id": "nothing"}]}, {FIRST: [author(1, FIRST)]})
    report = (await sync(empty_store, folder_snapshot(tmp_path), rejects=tmp_path / "rejects.jsonl")).report
    assert report is not None
    assert report.rejected == 1
    assert (await sync(empty_store, folder_snapshot(tmp_path))).report is None


async def test_an_address_gives_the_same_graph_as_the_folder(empty_store: Store, tmp_path: Path) -> None:
    folder = write_first(tmp_path)
    with bucket(folder) as address:
        await sync(empty_store, RemoteSnapshot(address).read())
        graph = await read_graph(empty_store)
        # The folder has the same parts.
        assert (await sync(empty_store, folder_snapshot(folder))).report is None
        assert (await sync(empty_store, RemoteSnapshot(address).read())).report is None
    await wipe(empty_store)
    await ingest(empty_store, snapshot_sources(folder))
    assert await read_graph(empty_store) == graph


def test_an_address_without_answer_or_manifest_is_one_sentence(tmp_path: Path) -> None:
    with bucket(tmp_path) as address, pytest.raises(CannotStart, match="has no manifest of a snapshot"):
        RemoteSnapshot(address).read()
    with pytest.raises(CannotStart, match="check the address and the network"):
        RemoteSnapshot(address).read()


async def test_a_broken_manifest_at_an_address_is_refused(empty_store: Store, tmp_path: Path) -> None:
    (write_first(tmp_path) / "data/jsonl/works/manifest.json").write_bytes(b"{")
    with bucket(tmp_path) as address, pytest.raises(BadInput, match="1 manifests cannot be read"):
        await sync(empty_store, RemoteSnapshot(address).read())


async def test_days_are_marked_once_all_is_stored(empty_store: Store, tmp_path: Path) -> None:
    path = write_first(tmp_path) / "data/jsonl/works" / f"updated_date={FIRST}" / "part_0000.gz"
    await ingest(empty_store, [file_source(path)])
    assert await snapshot_parts.stored_days(empty_store) == {}
    await ingest(empty_store, [file_source(path)], days={"works": SECOND})
    await ingest(empty_store, [file_source(path)], days={"works": FIRST})
    assert await snapshot_parts.stored_days(empty_store) == {"works": SECOND}


@pytest.mark.usefixtures("empty_store")
def test_the_command_says_what_it_did(monkeypatch: pytest.MonkeyPatch, neo4j: Address, tmp_path: Path) -> None:
    assert neo4j.auth is not None
    monkeypatch.setenv("NEO4J_URI", neo4j.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j.auth[1])
    monkeypatch.chdir(tmp_path)
    folder = str(write_first(tmp_path / "snapshot"))
    outputs = [CliRunner().invoke(cli, ["sync", folder, "--rest", "0"]) for _ in range(2)]
    assert [output.exit_code for output in outputs] == [0, 0], outputs[0].output
    assert f"The graph is at authors {FIRST}, works {FIRST}." in outputs[0].output
    assert f"Up to date: authors {FIRST}, works {FIRST}." in outputs[1].output
    for arguments, sentence in (
        ([str(tmp_path / "absent")], "is not a snapshot of OpenAlex"),
        ([folder, "--since", "June"], "'June' is not a day"),
        ([f"{folder}/data/jsonl/works/updated_date={FIRST}"], "is one partition"),
        (["http://127.0.0.1:1/x"], "check the address and the network"),
    ):
        result = CliRunner().invoke(cli, ["sync", *arguments])
        assert (result.exit_code, sentence in " ".join(result.output.split())) == (1, True), result.output
