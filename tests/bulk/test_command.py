"""`peergraph import openalex`: an empty store, a full one, a Neo4j of the user, and the commands of the docs."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.cli import cli
from commands.ingest import REJECTED
from graphdb import audit
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from tests.bulk.graph import read_graph
from tests.ingest.records import work, write_records

DOCS = (Path(__file__).parents[2] / "docs" / "bulk.md").read_text(encoding="utf-8")
COMMANDS = [
    line.partition("peergraph ")[2] for line in DOCS.splitlines() if re.match(r"([A-Z0-9_]+=\S+ )?peergraph ", line)
]


def run(monkeypatch: pytest.MonkeyPatch, data: Path, *arguments: str) -> tuple[int, str]:
    monkeypatch.setenv("PEERGRAPH_DATA", str(data))
    monkeypatch.setenv("PEERGRAPH_HEAP", "512m")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    result = CliRunner().invoke(cli, ["import", "openalex", *arguments])
    return result.exit_code, " ".join(result.output.split())


@pytest.mark.timeout(1_200)
def test_the_graph_is_that_of_ingest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import asyncio

    works = [work(number, referenced_works=[f"W{number + 1}"]) for number in range(1, 40)]
    path = write_records(tmp_path / "works.jsonl", *works, {"id": "nothing"})
    arguments = [str(path), "--processes", "1", "--rejects", str(tmp_path / "rejects.jsonl")]
    code, output = run(monkeypatch, tmp_path / "data", *arguments)
    assert (code, "│ Papers │ 39 │ 0 │" in output) == (REJECTED, True), output
    assert not (tmp_path / "data" / "import-work").exists()

    async def compare() -> None:
        async with EmbeddedNeo4j(tmp_path / "data", heap="512m") as address, await Store.open(*address) as store:
            imported = await read_graph(store)
            (entry,) = await audit.list_entries(store, 10)
            assert (entry[2], entry[3], entry[4], entry[7]) == ("IMPORT_OPENALEX", "graph", str(path), audit.DONE)
            report = await ingest(store, [file_source(path)])
            assert not report.changed
            assert [*imported.differences(await read_graph(store))] == []

    asyncio.run(compare())
    code, output = run(monkeypatch, tmp_path / "data", *arguments)
    assert (code, "is not empty (39 papers)" in output) == (1, True), output


def test_the_command_for_another_neo4j(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = write_records(tmp_path / "works.jsonl", work(1), work(2))
    work_folder = tmp_path / "work"
    code, output = run(
        monkeypatch, tmp_path / "data", str(path), "--processes", "1", "--work", str(work_folder), "--to-neo4j"
    )
    assert code == 0, output
    command = output[output.index("neo4j-admin") : output.index(" Then start Neo4j")].replace("\\ ", "")
    words = shlex.split(command)
    assert words[:4] == ["neo4j-admin", "database", "import", "full"]
    assert words[-1] == "neo4j"
    files = [
        file
        for word in words
        if word.startswith(("--nodes=", "--relationships="))
        for file in word.split("=")[2].split(",")
    ]
    assert len(files) > 10
    assert all(Path(file).is_file() for file in files)


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_docs_exist(command: str) -> None:
    words = shlex.split(command)
    shown = CliRunner().invoke(cli, [*words[:2], "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert all(word in shown.output for word in words if word.startswith("--"))
