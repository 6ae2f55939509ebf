"""Removal of the record of one source: deletions, retractions, killed runs, and nodes without mentions."""

from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.report import Report
from tests.conftest import wipe
from tests.ingest.records import authorship, epoch, ids, ingest_records, paper, read_citations, read_graph, venue, work
from tests.ingest.test_claims import local_row, paper_graph, store_rows
from tests.ingest.test_merges import ingest_merges
from tests.ingest.test_tombstones import DELETED

EXISTING = cypher("UNWIND $ids AS id MATCH (n {id: id}) RETURN collect(DISTINCT id)")
CLAIMS = cypher("MATCH (record:SourceClaim) WITH record ORDER BY record.id RETURN collect(record.id)")
CONTESTED = cypher("RETURN COUNT { (:Contested) }")
RETRACTED = cypher("MATCH (p:Paper) WHERE p.retracted RETURN collect(p.id)")


async def ingest_deletions(store: Store, folder: Path, *lines: tuple[str, str]) -> Report:
    """Ingest OpenAlex's log of deleted works."""
    path = folder / "deleted_ids.csv"
    rows = ["work_id,deleted_date", *(f"https://openalex.org/{name},{day}" for name, day in lines)]
    path.write_text("\n".join(rows) + "\n")
    return await ingest(store, [file_source(path)], rejects=folder / "rejects.jsonl")


async def test_a_deleted_work_of_several_sources_keeps_the_values_of_the_others(
    empty_store: Store, tmp_path: Path
) -> None:
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(2, 3), language="en"), work(2), work(3),
                  work(4, referenced_works=ids(1)))  # fmt: skip
    await store_rows(empty_store, local_row(references=["W2"]))
    report = await ingest_deletions(empty_store, tmp_path, ("W1", "2026-08-14"))
    assert report.deleted == 1
    stored = await paper(empty_store, "W1")
    assert (stored["title"], stored["abstract"], stored["kind"], stored["year"]) == (
        "Work no. 1", "In our words.", "PREPRINT", 2000,
    )  # fmt: skip
    assert not {"language", "reportedCitations", "openalex", "publishedOn", "deletedOn"} & stored.keys()
    assert (stored["source"], stored["sources"]) == ("demo", ["demo"])
    assert await read_citations(empty_store) == [["W1", "W2"], ["W4", "W1"]]
    _, edges = await read_graph(empty_store)
    assert [edge[0] for edge in edges if edge[1:3] == ["AUTHORED", "W1"]] == ["author:one"]
    assert [edge[2] for edge in edges if edge[:2] == ["W1", "PUBLISHED_IN"]] == ["venue:one"]
    assert [edge for edge in edges if edge[:2] == ["W1", "AVAILABLE_AT"]] == []
    assert (await empty_store.read(CLAIMS, {}), await empty_store.read(CONTESTED, {})) == (["demo:arxiv:2101.00001"], 0)

    before = await epoch(empty_store)
    again = await ingest_deletions(empty_store, tmp_path, ("W1", "2026-08-14"))
    older = await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(2, 3)))
    assert (again.deleted, older.withheld, await epoch(empty_store)) == (0, 1, before)
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(3), updated_date="2026-09-01"))
    assert (await paper(empty_store, "W1"))["sources"] == ["openalex", "demo"]
    assert await read_citations(empty_store) == [["W1", "W2"], ["W1", "W3"], ["W4", "W1"]]


async def test_a_work_that_is_merged_into_the_placeholder_keeps_the_values_of_others(
    empty_store: Store, tmp_path: Path
) -> None:
    await ingest_records(empty_store, tmp_path, work(1, updated_date="2023-01-01"))
    await store_rows(empty_store, local_row())
    await ingest_merges(empty_store, tmp_path, "works", ("W1", f"W{DELETED}"))
    assert ((await paper(empty_store, "W1"))["title"], await read_citations(empty_store)) == ("Work no. 1", [])


async def test_a_retraction_stays_while_one_source_has_it(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, is_retracted=False))
    await store_rows(empty_store, local_row(properties={"retracted": True}))
    assert await empty_store.read(RETRACTED, {}) == ["W1"]
    await ingest_records(empty_store, tmp_path, work(1, is_retracted=True, updated_date="2025-02-01"))
    await store_rows(empty_store, local_row("2024-02-01", properties={"retracted": False}))
    assert await empty_store.read(RETRACTED, {}) == ["W1"]
    await ingest_records(empty_store, tmp_path, work(1, is_retracted=False, updated_date="2025-03-01"))
    assert await empty_store.read(RETRACTED, {}) == []


async def test_a_node_that_only_unused_records_mention_is_removed(empty_store: Store, tmp_path: Path) -> None:
    names = ("author:one", "institution:one", "topic:one", "venue:one")
    await store_rows(empty_store, local_row())
    assert await empty_store.read(EXISTING, {"ids": names}) == [*names]
    await ingest_records(empty_store, tmp_path, work(1))
    assert await empty_store.read(EXISTING, {"ids": names}) == []
    changed = {"source": {**venue(2), "issn": ["1476-4687"], "issn_l": "1476-4687"}}
    newer = work(1, primary_location=changed, locations=[changed], updated_date="2025-02-01")
    await ingest_records(empty_store, tmp_path, {**newer, "authorships": [authorship(9, institution=8)]})
    before, after = ["A1", "A2", "I5", "I7", "S1", "issn:0028-0836"], ["A9", "I8", "S2", "issn:1476-4687"]
    assert await empty_store.read(EXISTING, {"ids": [*before, *after]}) == after
    # A node with a record stays, with or without papers.
    await ingest_records(empty_store, tmp_path, {**venue(5), "updated_date": "2025-01-01"})
    assert await empty_store.read(EXISTING, {"ids": ["S5"]}) == ["S5"]


class Killed(Exception):
    """Ends the run."""


async def kill_at_write(store: Store, folder: Path, number: int) -> bool:
    """Run `ingest_all` and end it before the write of this number; whether it has that many writes."""
    writes = 0

    def observe(text: str, _parameters: Mapping[str, object]) -> None:
        nonlocal writes
        writes += "graph.ingest = $run" in text
        if writes == number:
            raise Killed

    store.observers.append(observe)
    try:
        await ingest_all(store, folder)
    except Killed:
        return True
    finally:
        store.observers.remove(observe)
    return False


async def ingest_all(store: Store, folder: Path) -> None:
    """Two sources describe a paper, one of its ids is merged, and its work is deleted."""
    folder = folder / uuid4().hex
    folder.mkdir()
    await ingest_records(
        store, folder, work(1, referenced_works=ids(2)), work(2), work(3), work(5, referenced_works=ids(1))
    )
    await store_rows(store, local_row(references=["W3"]))
    await ingest_merges(store, folder, "works", ("W1", "W2"))
    await ingest_deletions(store, folder, ("W2", "2026-08-14"))


async def test_a_run_that_is_killed_between_claims_and_their_combination_is_continued(
    empty_store: Store, tmp_path: Path
) -> None:
    """Each write is one transaction, so a killed run ends before one of them. Tests every fourth write."""
    await ingest_all(empty_store, tmp_path)
    undisturbed = await paper_graph(empty_store)
    number, contested = 2, 0
    while True:
        await wipe(empty_store)
        if not await kill_at_write(empty_store, tmp_path, number):
            break
        contested += await empty_store.read(CONTESTED, {}) > 0
        await ingest_all(empty_store, tmp_path)
        assert await paper_graph(empty_store) == undisturbed, number
        number += 4
    assert number > 10
    assert contested
