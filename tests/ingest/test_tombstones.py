"""What OpenAlex merges deleted records into: no paper, no person, no place, and nothing waits for it."""

from pathlib import Path

from graphdb.store import Store
from tests.ingest.records import SITE, authorship, brought, cited, ids, paper, venue, whole, work
from tests.ingest.test_merges import merged

DELETED = 4285719527


async def test_deleted_records_are_no_nodes(empty_store: Store, tmp_path: Path) -> None:
    gone = authorship(1, id=f"{SITE}A5317838346", display_name="Deleted author")
    gone["institutions"] = [{"id": f"{SITE}I4389424196", "display_name": "Deleted institution"}]
    place = {"source": {**venue(1), "id": f"{SITE}S4317411217", "display_name": "Deleted source"}}
    report = await brought(
        empty_store, tmp_path,
        work(1, referenced_works=ids(2, DELETED), authorships=[gone], primary_location=place),
        work(2), work(DELETED, title="Deleted Work", doi=None),
        {"id": f"{SITE}A5317838346", "display_name": "Deleted author"},
    )  # fmt: skip
    assert (report.rejected, report.outside) == (0, {"placeholders": 2})
    nodes, edges = await whole(empty_store)
    there = {found for labels, found, _ in nodes if labels != ["Deleted"]}
    assert not there & {f"W{DELETED}", "A5317838346", "I4389424196", "S4317411217"}
    assert not [edge for edge in edges if edge[2] == "W1" and edge[1] == "FROM"]
    assert await cited(empty_store) == [["W1", "W2"]]
    assert "awaits" not in await paper(empty_store, "W1")
    assert "2 placeholders read: they stand for deleted records." in report.sentences()


async def test_a_work_that_is_merged_into_the_deleted_one_is_deleted(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1, updated_date="2023-01-01"), work(2, referenced_works=ids(1)))
    report = await merged(empty_store, tmp_path, "works", ("W1", f"W{DELETED}"))
    assert (report.deleted, report.merged) == (1, 0)
    assert (await paper(empty_store, "W1"), await paper(empty_store, f"W{DELETED}")) == ({}, {})
    assert await cited(empty_store) == []
