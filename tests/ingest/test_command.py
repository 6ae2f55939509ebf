"""`peergraph ingest openalex`: help, table, exit codes, error messages of one sentence."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.ingest import app
from errors import StoreError
from graphdb import audit
from graphdb.embedded.server import Address
from graphdb.ingest.batch import store_batch
from graphdb.ingest.run import Run
from graphdb.store import Store
from ingest.chunk_parser import Chunk, parse
from tests.ingest.records import work, write_records
from tests.ingest.server import serve


def run(monkeypatch: pytest.MonkeyPatch, neo4j: Address, *arguments: str) -> tuple[int, str]:
    assert neo4j.auth is not None
    monkeypatch.setenv("NEO4J_URI", neo4j.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j.auth[1])
    result = CliRunner().invoke(app, ["openalex", *arguments])
    return result.exit_code, " ".join(result.output.split())


def test_help_has_examples() -> None:
    result = CliRunner().invoke(app, ["openalex", "--help"])
    assert result.exit_code == 0
    assert "peergraph ingest openalex works.jsonl.gz authors.jsonl.gz" in result.output


@pytest.mark.usefixtures("empty_store")
def test_the_command_reports_stored_and_rejected_records(
    monkeypatch: pytest.MonkeyPatch, neo4j: Address, tmp_path: Path
) -> None:
    path = write_records(tmp_path / "works.jsonl", work(1), work(2), {"id": "nothing"})
    rejects = tmp_path / "rejects.jsonl"
    code, output = run(monkeypatch, neo4j, str(path), "--rejects", str(rejects))
    assert code == 3
    assert "│ Papers │ 2 │ 0 │ 0 │ 0 │ 0 │" in output
    assert "1 records rejected: see" in output
    assert rejects.read_bytes().count(b"\n") == 1
    path = write_records(path, work(1), work(2))
    code, output = run(monkeypatch, neo4j, str(path), "--rejects", str(rejects))
    assert (code, "Nothing changed." in output) == (0, True)


async def test_the_command_is_in_the_audit_log(
    monkeypatch: pytest.MonkeyPatch, neo4j: Address, empty_store: Store, tmp_path: Path
) -> None:
    path = write_records(tmp_path / "works.jsonl", work(1))
    await asyncio.to_thread(run, monkeypatch, neo4j, str(path), "--rejects", str(tmp_path / "rejects.jsonl"))
    [[_, actor, action, subject, details, origin, _, outcome]] = await audit.list_entries(empty_store, 10)
    assert (action, subject, details, origin, outcome) == (
        "INGEST_OPENALEX", "graph", str(path), "local peergraph", "DONE",
    )  # fmt: skip
    assert "@" in actor


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["absent.jsonl"], "absent.jsonl cannot be read: No such file or directory."),
        (["--ids", "nonsense"], "--ids: 'nonsense' is not an OpenAlex key, DOI, arXiv id or PubMed id."),
        (["--limit", "5"], "Name a file, a snapshot folder, --search, --filter or --ids."),
        (["."], "is not a snapshot of OpenAlex"),
    ],
)
def test_an_error_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, neo4j: Address, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = run(monkeypatch, neo4j, *arguments)
    assert (code, sentence in output) == (1, True), output
    assert "Traceback" not in output


@pytest.mark.usefixtures("empty_store")
def test_the_api_s_key_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, neo4j: Address, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "secret")
    monkeypatch.chdir(tmp_path)
    with serve([work(1), work(2)]) as server:
        code, output = run(monkeypatch, neo4j, "--search", "graphs", "--limit", "1", "--api", server.address)
        assert (code, server.requests[0][1]["api_key"]) == (0, "secret"), output
    assert "│ Papers │ 1 │ 0 │ 0 │ 0 │ 0 │" in output


async def test_the_first_of_two_concurrent_ingests_fails(empty_store: Store) -> None:
    first = await Run.begin(empty_store)
    await Run.begin(empty_store)
    chunk = Chunk("x", 1, [b'{"id": "https://openalex.org/W1", "title": "One"}'])
    with pytest.raises(StoreError, match="Another ingest has begun"):
        await store_batch(first, parse(chunk))
