"""An import into the embedded store: killed in every step, it continues to the same graph; other stores are refused."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from bulk.completion import CheckFailed, check
from bulk.final_tables import open_tables
from bulk.parts import list_parts
from bulk.resources import Memory, check_disk, check_memory, disk_errors, tables_memory
from bulk.sample import sample_source
from citations import files
from errors import CannotStart
from graphdb import adjacency
from graphdb.embedded.folder import Folder
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from tests.bulk.graph import read_graph
from tests.ingest.records import work, write_records
from tests.sampler import Sampler

#: A stage of each step, in which the import is killed; the next run repeats or continues the step.
KILLED = (
    "Reading", "Describing entities", "Importing: Node import", "Creating indexes", "Checking",
    "Writing the citation index", "Replacing the old store",
)  # fmt: skip
COMMAND = (sys.executable, "-c", "from commands import main; main()", "import", "openalex")


def start(data: Path, *arguments: object) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    settings = {"PEERGRAPH_DATA": str(data), "PEERGRAPH_HEAP": "512m", "PEERGRAPH_PAGE_CACHE": "64m", "COLUMNS": "200"}
    environment = {name: value for name, value in os.environ.items() if name != "NEO4J_URI"}
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=environment | settings,
    )  # fmt: skip


def run_until(process: subprocess.Popen[str], stage: str) -> list[str]:
    """Kill the import at the begin of the stage; all lines that it printed."""
    lines: list[str] = []
    with process:
        for line in process.stdout or ():
            lines.append(line.strip())
            if lines[-1] == stage:
                process.kill()
    return lines


@pytest.mark.timeout(1_800)  # it starts a JVM for each step that it kills
async def test_a_killed_import_continues_to_the_same_graph(empty_store: Store, tmp_path: Path, sample: Sampler) -> None:
    works = [work(number, referenced_works=[f"W{number + 1}"]) for number in range(1, 40)]
    paths = [write_records(tmp_path / f"{rest}.jsonl", *works[rest::2]) for rest in range(2)]
    await ingest(empty_store, [file_source(path) for path in paths])
    ingested = await read_graph(empty_store)
    data, tables = tmp_path / "data", tmp_path / "work" / "tables"
    arguments = [*paths, "--work", tmp_path / "work", "--processes", 2, "--memory", "200MB",
                 "--rejects", tmp_path / "rejects.jsonl"]  # fmt: skip
    killed = sample(KILLED, 1)
    for stage in killed:
        lines = await asyncio.to_thread(run_until, start(data, *arguments), stage)
        assert stage in lines, lines
        # Nothing has taken the place of the old store, which did not exist.
        assert not (data / "neo4j").exists() or stage == KILLED[-1]
    lines = await asyncio.to_thread(run_until, start(data, *arguments), "")
    if killed[-1] == KILLED[-1]:
        # The steps before were complete and are not repeated.
        assert "Checking" not in lines
    assert not (data / "import").exists()
    async with EmbeddedNeo4j(data, heap="512m") as address, await Store.open(*address) as store:
        assert [*ingested.differences(await read_graph(store))] == []
        index = files.load(data / "index")
        assert index is not None
        assert index.stamp == await adjacency.stamp(store)
        opened = open_tables(tables)
        await check(store, opened, sample_source(list_parts(paths), "any"))
        # Another record of the same source is a difference.
        write_records(paths[0], *(work(number, title="Another title") for number in range(1, 40)))
        with pytest.raises(CheckFailed, match="ingest of a sample changes it"):
            await check(store, opened, sample_source(list_parts(paths), "any"))
    lines = await asyncio.to_thread(run_until, start(data, *arguments), "")
    assert "is not empty (39 papers)" in " ".join(lines)


def test_a_replacement_that_was_interrupted_is_completed(tmp_path: Path) -> None:
    for interrupted in ("before the first rename", "between the renames", "before the last rename"):
        folder = Folder(tmp_path / interrupted)
        folder.acquire()
        _graph(folder.root / "import" / "store" / "neo4j", "new")
        _graph(folder.graph, "old")
        if interrupted != "before the first rename":
            (folder.root / "import" / "store" / "neo4j").rename(folder.root / "neo4j.new")
        if interrupted == "before the last rename":
            folder.graph.rename(folder.root / "neo4j.old")
        folder.release()
        again = Folder(folder.root)
        again.acquire()
        expected = "old" if interrupted == "before the first rename" else "new"
        assert (again.graph / "content").read_text(encoding="ascii") == expected
        if expected == "new":
            assert (folder.root / "neo4j.old" / "content").read_text(encoding="ascii") == "old"
        again.release()


def _graph(path: Path, content: str) -> None:
    path.mkdir(parents=True)
    (path / "content").write_text(content, encoding="ascii")


def test_a_running_service_or_another_import_is_not_disturbed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.acquire()
    lines = run_until(start(tmp_path, write_records(tmp_path / "works.jsonl", work(1))), "")
    assert "is in use by process" in " ".join(lines)
    assert not (tmp_path / "import-work").exists()
    folder.release()


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    sentence = r"The disk of .* is full: free space, and run the same command to continue\."
    with pytest.raises(CannotStart, match=sentence), disk_errors(tmp_path):
        Path("/dev/full").write_bytes(b"x")
    with pytest.raises(CannotStart, match=sentence), disk_errors(tmp_path):
        duckdb.sql("COPY (SELECT range AS n FROM range(1000000)) TO '/dev/full' (FORMAT csv)")
    with pytest.raises(CannotStart, match=r"cannot be written or read \(.*No such file"), disk_errors(tmp_path):
        (tmp_path / "absent").read_bytes()


def test_too_little_disk_or_memory_is_refused_with_the_figures(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"needs about 1,000,000\.0 GB on the disk of .*, and .* are free"):
        check_disk(tmp_path / "absent" / "folder", 10**15, "The new store")
    with pytest.raises(CannotStart, match=r"needs 1,07\d,\d{3}\.\d GB of memory"):
        check_memory(Memory("1000000GB", "1g", "1g", "1g").peak)
    with pytest.raises(CannotStart, match=r"needs 400,000\.4 GB of memory"):
        check_memory(tables_memory("1GB", 10**6))
