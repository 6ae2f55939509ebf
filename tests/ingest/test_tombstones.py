"""Placeholders of deleted records in OpenAlex are not stored, and no citation waits for them."""

from pathlib import Path

from graphdb.store import Store
from tests.ingest.records import SITE, authorship, ids, ingest_records, paper, read_citations, read_graph, venue, work
from tests.ingest.test_merges import ingest_merges

DELETED = 4285719527


async def test_placeholders_are_not_nodes(empty_store: Store, tmp_path: Path) -> None:
    placeholder = authorship(1, id=f"{SITE}A5317838346", display_name="Deleted author")
    placeholder["institutions"] = [{"id": f"{SITE}I4389424196", "display_name": "Deleted institution"}]
    location = {"source": {**venue(1), "id": f"{SITE}S4317411217", "display_name": "Deleted source"}}
    report = await ingest_records(
        empty_store, tmp_path,
        work(1, referenced_works=ids(2, DELETED), authorships=[placeholder], primary_location=location),
        work(2), work(DELETED, title="Deleted Work", doi=None),
        {"id": f"{SITE}A5317838346", "display_name": "Deleted author"},
    )  # fmt: skip
    assert (report.rejected, report.not_stored) == (0, {"placeholders": 2})
    nodes, edges = await read_graph(empty_store)
    stored = {node_id for labels, node_id, _ in nodes if labels != ["Deleted"]}
    assert not stored & {f"W{DELETED}", "A5317838346", "I4389424196", "S4317411217"}
    assert not [edge for edge in edges if edge[2] == "W1" and edge[1] == "FROM"]
    assert await read_citations(empty_store) == [["W1", "W2"]]
    assert "awaits" not in await paper(empty_store, "W1")
    assert "2 placeholders read: they stand for deleted records." in report.sentences()


async def test_a_work_that_is_merged_into_the_placeholder_is_deleted(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, updated_date="2023-01-01"), work(2, referenced_works=ids(1)))
    report = await ingest_merges(empty_store, tmp_path, "works", ("W1", f"W{DELETED}"))
    assert (report.deleted, report.merged) == (1, 0)
    assert (await paper(empty_store, "W1"), await paper(empty_store, f"W{DELETED}")) == ({}, {})
    assert await read_citations(empty_store) == []
