"""What goes with the record of one source: deletions, retractions, runs that are killed, and things nobody names."""

from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.report import Report
from tests.conftest import wipe
from tests.ingest.records import authorship, brought, cited, epoch, ids, paper, venue, whole, work
from tests.ingest.test_claims import graph_of, local, told
from tests.ingest.test_merges import merged
from tests.ingest.test_tombstones import DELETED

THERE = cypher("UNWIND $ids AS id MATCH (n {id: id}) RETURN collect(DISTINCT id)")
CLAIMS = cypher("MATCH (record:SourceClaim) WITH record ORDER BY record.id RETURN collect(record.id)")
CONTESTED = cypher("RETURN COUNT { (:Contested) }")
RETRACTED = cypher("MATCH (p:Paper) WHERE p.retracted RETURN collect(p.id)")


async def deleted(store: Store, folder: Path, *lines: tuple[str, str]) -> Report:
    """Ingest OpenAlex's log of deleted works."""
    path = folder / "deleted_ids.csv"
    rows = ["work_id,deleted_date", *(f"https://openalex.org/{name},{day}" for name, day in lines)]
    path.write_text("\n".join(rows) + "\n")
    return await ingest(store, [file_source(path)], rejects=folder / "rejects.jsonl")


async def test_a_deleted_work_of_several_sources_keeps_what_the_others_say(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1, referenced_works=ids(2, 3), language="en"), work(2), work(3),
                  work(4, referenced_works=ids(1)))  # fmt: skip
    await told(empty_store, local(references=["W2"]))
    report = await deleted(empty_store, tmp_path, ("W1", "2026-08-14"))
    assert report.deleted == 1
    stored = await paper(empty_store, "W1")
    assert (stored["title"], stored["abstract"], stored["kind"], stored["year"]) == (
        "Work no. 1", "In our words.", "PREPRINT", 2000,
    )  # fmt: skip
    assert not {"language", "reportedCitations", "openalex", "publishedOn", "deletedOn"} & stored.keys()
    assert (stored["source"], stored["sources"]) == ("demo", ["demo"])
    assert await cited(empty_store) == [["W1", "W2"], ["W4", "W1"]]
    _, edges = await whole(empty_store)
    assert [edge[0] for edge in edges if edge[1:3] == ["AUTHORED", "W1"]] == ["author:one"]
    assert [edge[2] for edge in edges if edge[:2] == ["W1", "PUBLISHED_IN"]] == ["venue:one"]
    assert [edge for edge in edges if edge[:2] == ["W1", "AVAILABLE_AT"]] == []
    assert (await empty_store.read(CLAIMS, {}), await empty_store.read(CONTESTED, {})) == (["demo:arxiv:2101.00001"], 0)

    before = await epoch(empty_store)
    again = await deleted(empty_store, tmp_path, ("W1", "2026-08-14"))
    older = await brought(empty_store, tmp_path, work(1, referenced_works=ids(2, 3)))
    assert (again.deleted, older.withheld, await epoch(empty_store)) == (0, 1, before)
    await brought(empty_store, tmp_path, work(1, referenced_works=ids(3), updated_date="2026-09-01"))
    assert (await paper(empty_store, "W1"))["sources"] == ["openalex", "demo"]
    assert await cited(empty_store) == [["W1", "W2"], ["W1", "W3"], ["W4", "W1"]]


async def test_a_work_that_is_merged_into_the_deleted_one_keeps_what_others_say(
    empty_store: Store, tmp_path: Path
) -> None:
    await brought(empty_store, tmp_path, work(1, updated_date="2023-01-01"))
    await told(empty_store, local())
    await merged(empty_store, tmp_path, "works", ("W1", f"W{DELETED}"))
    assert ((await paper(empty_store, "W1"))["title"], await cited(empty_store)) == ("Work no. 1", [])


async def test_a_retraction_stays_while_one_source_says_it(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1, is_retracted=False))
    await told(empty_store, local(properties={"retracted": True}))
    assert await empty_store.read(RETRACTED, {}) == ["W1"]
    await brought(empty_store, tmp_path, work(1, is_retracted=True, updated_date="2025-02-01"))
    await told(empty_store, local("2024-02-01", properties={"retracted": False}))
    assert await empty_store.read(RETRACTED, {}) == ["W1"]
    await brought(empty_store, tmp_path, work(1, is_retracted=False, updated_date="2025-03-01"))
    assert await empty_store.read(RETRACTED, {}) == []


async def test_what_only_a_losing_record_names_is_no_node(empty_store: Store, tmp_path: Path) -> None:
    names = ("author:one", "institution:one", "topic:one", "venue:one")
    await told(empty_store, local())
    assert await empty_store.read(THERE, {"ids": names}) == [*names]
    await brought(empty_store, tmp_path, work(1))
    assert await empty_store.read(THERE, {"ids": names}) == []
    changed = {"source": {**venue(2), "issn": ["1476-4687"], "issn_l": "1476-4687"}}
    newer = work(1, primary_location=changed, locations=[changed], updated_date="2025-02-01")
    await brought(empty_store, tmp_path, {**newer, "authorships": [authorship(9, place=8)]})
    before, after = ["A1", "A2", "I5", "I7", "S1", "issn:0028-0836"], ["A9", "I8", "S2", "issn:1476-4687"]
    assert await empty_store.read(THERE, {"ids": [*before, *after]}) == after
    # What has a record of its own stays, with or without papers.
    await brought(empty_store, tmp_path, {**venue(5), "updated_date": "2025-01-01"})
    assert await empty_store.read(THERE, {"ids": ["S5"]}) == ["S5"]


class Killed(Exception):
    """The run ends here."""


async def killed(store: Store, folder: Path, number: int) -> bool:
    """Run `everything` and end it before its write of this number; whether it had so many."""
    writes = 0

    def observe(text: str, _parameters: Mapping[str, object]) -> None:
        nonlocal writes
        writes += "graph.ingest = $run" in text
        if writes == number:
            raise Killed

    store.observers.append(observe)
    try:
        await everything(store, folder)
    except Killed:
        return True
    finally:
        store.observers.remove(observe)
    return False


async def everything(store: Store, folder: Path) -> None:
    """Two sources describe a paper, one of its ids is merged, and one of its works is deleted."""
    folder = folder / uuid4().hex
    folder.mkdir()
    await brought(store, folder, work(1, referenced_works=ids(2)), work(2), work(3), work(5, referenced_works=ids(1)))
    await told(store, local(references=["W3"]))
    await merged(store, folder, "works", ("W1", "W2"))
    await deleted(store, folder, ("W2", "2026-08-14"))


async def test_a_run_that_is_killed_between_claims_and_their_combination_is_taken_up(
    empty_store: Store, tmp_path: Path
) -> None:
    """Each write is one transaction: a run that is killed ends before one of them. Every fourth of them is tried."""
    await everything(empty_store, tmp_path)
    undisturbed = await graph_of(empty_store)
    number, contested = 2, 0
    while True:
        await wipe(empty_store)
        if not await killed(empty_store, tmp_path, number):
            break
        contested += await empty_store.read(CONTESTED, {}) > 0
        await everything(empty_store, tmp_path)
        assert await graph_of(empty_store) == undisturbed, number
        number += 4
    assert number > 10
    assert contested
