"""A graph that holds a part of the works keeps its filter: each day equals that of the same selection of records."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from commands.cli import cli
from errors import BadInput
from graphdb.embedded.server import Address
from graphdb.ingest import graph_filter
from graphdb.store import Store
from ingest.selection import Selection
from ingest.snapshot import folder_snapshot
from ingest.sync import sync
from tests.bulk.made import differences
from tests.conftest import wipe
from tests.ingest.days import AFTER, BEFORE, FIRST, SECOND, STAY, author, dated, write
from tests.ingest.records import authorship, epoch, ingest_records, read_graph, topic, work

#: Works 4 to 7 are of 2004 to 2007, the new work 9 of 2009.
TEXT = "year:2004-"


def write_days(folder: Path, *, second: bool, selected: bool) -> Path:
    """The snapshot of one or both days; with `selected`, only the records that the filter takes."""
    chosen = Selection.parse(TEXT).accepts
    later = [*AFTER, dated(10, SECOND, authorships=[authorship(8)], topics=[topic(30, 0.5)], primary_topic=None)]
    days = {FIRST: STAY, SECOND: later} if second else {FIRST: BEFORE}
    works = {day: [record for record in records if chosen(record) or not selected] for day, records in days.items()}
    # No chosen work names authors 1 and 71, and author 8 only one of the second day.
    authors = {FIRST: [author(4, FIRST)] + ([] if selected else [author(1, FIRST)])}
    if second:
        authors[SECOND] = [author(8, SECOND)] + ([] if selected else [author(71, SECOND)])
    return write(folder, works, authors)


async def test_each_day_equals_an_ingest_of_the_selection(empty_store: Store, tmp_path: Path) -> None:
    graphs: list[tuple[list[Any], list[Any]]] = []
    for selected in (True, False):
        await wipe(empty_store)
        for second in (False, True):
            folder = write_days(tmp_path / str(selected), second=second, selected=selected)
            synced = await sync(
                empty_store, folder_snapshot(folder),
                selection=None if selected or second else Selection.parse(TEXT),
            )  # fmt: skip
            assert synced.report is not None
            assert (synced.report.excluded > 0, synced.selection is None) == (not selected, selected)
            graphs.append(await read_graph(empty_store))
    assert differences(graphs[0], graphs[2]) == []
    assert differences(graphs[1], graphs[3]) == []
    assert graphs[0] != graphs[1]


async def test_another_filter_is_refused(empty_store: Store, tmp_path: Path) -> None:
    folder = write_days(tmp_path, second=False, selected=False)
    await sync(empty_store, folder_snapshot(folder), selection=Selection.parse("year:2004-,topics:T10|T11"))
    assert await graph_filter.stored_filter(empty_store) == "year:2004-,topics:T10|T11"
    before = await epoch(empty_store)
    sentence = r"holds the works of the filter 'year:2004-,topics:T10\|T11', not of 'year:2005-'"
    with pytest.raises(BadInput, match=sentence):
        await sync(empty_store, folder_snapshot(folder), selection=Selection.parse("year:2005-"))
    assert await epoch(empty_store) == before
    same = Selection.parse("topics:T11|T10, year:2004-")
    assert (await sync(empty_store, folder_snapshot(folder), selection=same)).report is None
    await wipe(empty_store)
    await ingest_records(empty_store, tmp_path, work(1))
    before = await epoch(empty_store)
    with pytest.raises(BadInput, match="was loaded without a filter"):
        await sync(empty_store, folder_snapshot(folder), since=FIRST, selection=same)
    assert await epoch(empty_store) == before


@pytest.mark.usefixtures("empty_store")
def test_the_commands_state_the_filter(monkeypatch: pytest.MonkeyPatch, neo4j: Address, tmp_path: Path) -> None:
    assert neo4j.auth is not None
    monkeypatch.setenv("NEO4J_URI", neo4j.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j.auth[1])
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    folder = str(write_days(tmp_path / "snapshot", second=False, selected=False))
    for arguments, code, sentence in (
        (["sync", folder, "--filter", "years:7"], 1, "The filter has no 'years'"),
        (["sync", folder, "--filter", TEXT, "--rest", "0"], 0, f"The graph holds the works of the filter '{TEXT}'."),
        (["sync", folder], 0, f"The graph holds the works of the filter '{TEXT}'."),
        (["ingest", "openalex", folder], 1, f"The graph holds the works of the filter '{TEXT}': bring it up to date"),
        (["store", "summary"], 0, f"The graph holds the works of the filter '{TEXT}'."),
    ):
        result = CliRunner().invoke(cli, arguments)
        assert (result.exit_code, sentence in " ".join(result.output.split())) == (code, True), result.output
