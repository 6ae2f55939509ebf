"""`peergraph ingest openalex` as a person runs it: help, table, exit codes, one sentence for what is wrong."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.ingest import app
from errors import StoreError
from graphdb.embedded.server import Address
from graphdb.ingest.batch import store_batch
from graphdb.ingest.run import Run
from graphdb.store import Store
from ingest.parsing import Chunk, parse
from tests.ingest.records import work, written
from tests.ingest.server import serving


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
def test_it_says_what_came_in_and_what_was_rejected(
    monkeypatch: pytest.MonkeyPatch, neo4j: Address, tmp_path: Path
) -> None:
    path = written(tmp_path / "works.jsonl", work(1), work(2), {"id": "nothing"})
    rejects = tmp_path / "rejects.jsonl"
    code, said = run(monkeypatch, neo4j, str(path), "--rejects", str(rejects))
    assert code == 3
    assert "│ Papers │ 2 │ 0 │ 0 │ 0 │ 0 │" in said
    assert "1 records rejected: see" in said
    assert rejects.read_bytes().count(b"\n") == 1
    path = written(path, work(1), work(2))
    code, said = run(monkeypatch, neo4j, str(path), "--rejects", str(rejects))
    assert (code, "Nothing changed." in said) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["absent.jsonl"], "absent.jsonl cannot be read: No such file or directory."),
        (["--ids", "nonsense"], "--ids: 'nonsense' is no OpenAlex key, DOI, arXiv id or PubMed id."),
        (["--limit", "5"], "Name a file, a snapshot folder, --search, --filter or --ids."),
        (["."], "is no snapshot of OpenAlex"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, neo4j: Address, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = run(monkeypatch, neo4j, *arguments)
    assert (code, sentence in said) == (1, True), said
    assert "Traceback" not in said


@pytest.mark.usefixtures("empty_store")
def test_the_api_s_key_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, neo4j: Address, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "secret")
    monkeypatch.chdir(tmp_path)
    with serving([work(1), work(2)]) as server:
        code, said = run(monkeypatch, neo4j, "--search", "graphs", "--limit", "1", "--api", server.address)
        assert (code, server.asked[0][1]["api_key"]) == (0, "secret"), said
    assert "│ Papers │ 1 │ 0 │ 0 │ 0 │ 0 │" in said


async def test_two_at_once_end_with_one_that_says_so(empty_store: Store) -> None:
    first = await Run.begin(empty_store)
    await Run.begin(empty_store)
    chunk = Chunk("x", 1, [b'{"id": "https://openalex.org/W1", "title": "One"}'])
    with pytest.raises(StoreError, match="Another ingest has begun"):
        await store_batch(first, parse(chunk))
