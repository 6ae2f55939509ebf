"""Ingest validates what it writes: a malformed field, or a record that the store refuses, is rejected alone."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import pytest_asyncio

from errors import StoreError
from graphdb.cypher import cypher
from graphdb.ingest.gate import check
from graphdb.ingest.rows import Batch, Deletion, EntityRow, PaperRow
from graphdb.ingest.run import Run
from graphdb.ingest.storage import store_records
from graphdb.model import EDGES, NODES
from graphdb.store import Store
from ingest.chunk_parser import Chunk, parse
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.report import Report
from tests.ingest.records import SITE, paper, work
from tests.records.awkward import FIRST, MALFORMED, awkward

NODES_OF = cypher("MATCH (n) WHERE NOT n:Meta RETURN collect([labels(n), properties(n)])")
EDGES_OF = cypher("MATCH ()-[r]->() RETURN collect([type(r), properties(r)])")
TITLES = cypher("MATCH (p:Paper) RETURN collect([p.id, p.title])")


def line(record: dict[str, Any]) -> bytes:
    """A line of JSON, possibly with half surrogate pairs and NaN."""
    return json.dumps(record).encode()


async def brought(store: Store, folder: Path, content: bytes) -> tuple[Report, list[dict[str, Any]]]:
    """Ingests a file of this content; returns the report and the rejects."""
    path, rejects = folder / "works.jsonl", folder / "rejects.jsonl"
    path.write_bytes(content)
    report = await ingest(store, [file_source(path)], rejects=rejects)
    return report, [orjson.loads(each) for each in rejects.read_bytes().splitlines()] if rejects.exists() else []


@pytest.mark.parametrize(("fields", "field"), MALFORMED, ids=[f"{number}-{m[1]}" for number, m in enumerate(MALFORMED)])
def test_a_malformed_field_alone_is_rejected_by_name(fields: dict[str, Any], field: str) -> None:
    batch = parse(Chunk("here", 5, [line(work(1, **fields))]))
    check(batch)
    assert [row.id for row in batch.papers] == ["W1"]
    assert batch.rejects
    for reject in batch.rejects:
        assert (reject.source, reject.line, reject.record) == ("here", 5, "W1")
        # A location is read from both of its fields, a title and an address from several.
        assert reject.field in {field, "url", "display_name", "primary_location", "locations"}
        assert "a value of its" in reject.reason
    assert field in {reject.field for reject in batch.rejects}
    (sound,) = parse(Chunk("here", 5, [line(work(1))])).papers
    (row,) = batch.papers
    names = {"title", "year", "sortYear", "publishedOn", "language", "doi", "reportedCitations", "kind", "abstract"}
    changed = {name for name in names if row.properties.get(name) != sound.properties.get(name)}
    assert len(changed) <= 2


async def test_malformed_records_are_stored_with_their_valid_fields(empty_store: Store, tmp_path: Path) -> None:
    records = [work(number, **fields) for number, (fields, _) in enumerate(MALFORMED, start=1)]
    report, rejects = await brought(empty_store, tmp_path, b"\n".join(map(line, records)))
    assert report.rejected == 0
    assert report.left_out == len(rejects) >= len(MALFORMED)
    assert {reject["line"] for reject in rejects} == set(range(1, len(MALFORMED) + 1))
    assert all({"source", "line", "id", "field", "reason", "value"} == set(reject) for reject in rejects)
    stored = dict(await empty_store.read(TITLES, {}))
    assert set(stored) == {f"W{number}" for number in range(1, len(MALFORMED) + 1)}
    await fits(empty_store)
    (sentence,) = [each for each in report.sentences() if "left out" in each]
    assert str(report.left_out) in sentence


async def test_awkward_records_are_stored_completely(empty_store: Store, tmp_path: Path) -> None:
    report, rejects = await brought(empty_store, tmp_path, b"\n".join(map(line, awkward())))
    assert (report.rejected, rejects) == (0, [])
    assert report.counts["Paper", "new"] == len(awkward())
    await fits(empty_store)


async def fits(store: Store) -> None:
    """Asserts that every value in the store has the type of the model."""
    types = {kind.label: kind.types for kind in NODES}
    for labels, properties in await store.read(NODES_OF, {}):
        (label,) = set(labels) & types.keys()
        for name, value in properties.items():
            assert types[label][name].fault(value) is None, (properties["id"], name, value)
    edges = {edge.type: edge.properties for edge in EDGES}
    for kind, properties in await store.read(EDGES_OF, {}):
        for name, value in properties.items():
            assert edges[kind][name].fault(value) is None, (kind, name, value)


async def test_a_byte_order_mark_and_line_ends_of_windows_are_no_error(empty_store: Store, tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + b"\r\n".join([line(work(1)), b"", b"  ", line(work(2)), b""])
    report, rejects = await brought(empty_store, tmp_path, content)
    assert (report.rejected, rejects, report.counts) == (0, [], {("Paper", "new"): 2})


async def test_bytes_that_are_not_utf8_reject_their_field_alone(empty_store: Store, tmp_path: Path) -> None:
    content = line(work(1)).replace(b"Short", b"Sh\xffrt")
    _, (reject,) = await brought(empty_store, tmp_path, content)
    assert (reject["field"], reject["id"]) == ("abstract", "W1")
    assert (await paper(empty_store, "W1"))["title"] == "Work number 1"


def test_the_gate_validates_rows_of_any_source() -> None:
    row = PaperRow("W1", ["doi:10.1/x"], None, 1, {
        "title": "A", "sortTitle": "a", "abstractKind": "ABSTRACT", "doi": "x" * 9_000, "year": 10**12, "sortYear": 1,
        "publishedOn": "2020-13-01", "sortDate": "2020-13-01", "oaUrl": "nowhere", "isOpen": "yes", "colour": "blue",
    }, bylines=[["A1", 0, "no", ["I1"]]], topics=[["T1", float("nan"), True]], references=["W2", "W" * 9_000],
        resources=[{"id": "res_1", "kind": "MAGIC", "url": "https://example.org"}])  # fmt: skip
    author = EntityRow(
        "Author", "A1", {"name": "A", "orcid": 5}, is_record=True, affiliations=(("A1", "I1", 20, 2020),)
    )
    batch = Batch(papers=[row], entities=[author], source_lines={"W1": ("here", 3)})
    check(batch)
    (left,) = batch.papers
    assert left.properties == {"title": "A", "sortTitle": "a"}
    assert (left.bylines, left.topics) == ([["A1", None, None, ["I1"]]], [["T1", None, True]])
    assert (left.others, left.references, left.resources) == ([], ["W2"], [])
    assert batch.entities[0].affiliations == (("A1", "I1", None, 2020),)
    assert {reject.field for reject in batch.rejects} == {
        "abstractKind", "doi", "year", "publishedOn", "oaUrl", "isOpen", "colour", "position of A1",
        "corresponding of A1", "score of T1", "reference", "kind", "orcid", "year of an affiliation",
    }  # fmt: skip
    assert all((reject.source, reject.line) == ("here", 3) for reject in batch.rejects if reject.record == "W1")
    assert all(len(reject.text) <= 300 for reject in batch.rejects)


PAPERS = cypher("MATCH (p:Paper) RETURN collect(p.id)")


@pytest_asyncio.fixture
async def strict_store(empty_store: Store) -> AsyncIterator[Store]:
    """A store with a constraint beyond the model: unique volumes."""
    await empty_store.write(cypher("CREATE CONSTRAINT one FOR (n:Paper) REQUIRE n.volume IS UNIQUE"), {})
    yield empty_store
    await empty_store.write(cypher("DROP CONSTRAINT one"), {})


async def test_a_record_that_the_store_refuses_is_rejected_alone(strict_store: Store) -> None:
    rows = [
        PaperRow(f"W{number}", [], None, number, {"title": f"T{number}", "sortTitle": "t"}) for number in range(1, 12)
    ]
    rows[1].properties["volume"] = rows[6].properties["volume"] = "7"
    rows[9] = rows[9]._replace(bylines=[["A1", 1]])  # too short for the statement
    run = await Run.begin(strict_store)
    batch = Batch(papers=rows, source_lines={f"W{number}": ("here", number) for number in range(1, 12)})
    outcome = await store_records(run, batch)
    assert outcome.counts == {("Paper", "new"): 9}
    assert [(reject.source, reject.line, reject.text, reject.field) for reject in batch.rejects] == [
        ("here", 7, "W7", ""), ("here", 10, "W10", ""),
    ]  # fmt: skip
    assert all(reject.reason.startswith("the store refuses it: ") for reject in batch.rejects)
    assert len(await strict_store.read(TITLES, {})) == 9


async def test_an_error_of_every_record_ends_the_ingest(strict_store: Store) -> None:
    run = await Run.begin(strict_store)
    first = PaperRow("W1", [], None, 1, {"title": "T", "sortTitle": "t", "volume": "7"})
    await store_records(run, Batch(papers=[first]))
    rows = [first._replace(id=f"W{number}", properties={**first.properties}) for number in range(2, 6)]
    with pytest.raises(StoreError, match="already exists"):
        await store_records(run, Batch(papers=rows))


async def test_a_concurrent_run_ends_this_one_at_once(empty_store: Store) -> None:
    run = await Run.begin(empty_store)
    await Run.begin(empty_store)
    rows = [PaperRow(f"W{number}", [], None, number, {"title": "T", "sortTitle": "t"}) for number in (1, 2)]
    with pytest.raises(StoreError, match="Another ingest has begun"):
        await store_records(run, Batch(papers=rows))


def test_numbers_of_awkward_records_differ_from_real_ones() -> None:
    assert all(int(record["id"].removeprefix(f"{SITE}W")) >= FIRST for record in awkward())


async def test_deletions_beside_a_refused_record_are_carried_out_and_counted(strict_store: Store) -> None:
    run = await Run.begin(strict_store)
    rows = [
        PaperRow(f"W{number}", [], "2020-01-01", number, {"title": "T", "sortTitle": "t"}) for number in range(1, 5)
    ]
    await store_records(run, Batch(papers=rows[:2]))
    faulty = PaperRow("W9", [], None, 9, {"title": "T", "sortTitle": "t"}, bylines=[["A1", 1]])
    batch = Batch(papers=[rows[2], faulty], deletions=[Deletion("W1", "2021-01-01"), Deletion("W3", "2021-01-01")])
    outcome = await store_records(run, batch)
    assert [reject.text for reject in batch.rejects] == ["W9"]
    assert (outcome.deleted, outcome.withheld) == (1, 1)
    assert await strict_store.read(PAPERS, {}) == ["W2"]
