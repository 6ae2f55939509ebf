"""Works that OpenAlex deletes go, what people wrote on them stays, and older records do not bring them back."""

import gzip
from pathlib import Path
from typing import Any, Final

import pytest

from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.snapshot import snapshot_sources
from tests.ingest.layouts import json_part
from tests.ingest.records import SITE, ids, ingest_records, paper, read_citations, read_graph, work
from tests.ingest.test_merges import DEMO_PAPER
from tests.people.client import ANYBODY
from tests.people.test_collections import create_collection
from tests.people.test_comments import REVIEW, add_comment, threads
from tests.people.test_marks import REACT, SAVE
from tests.people.test_merged import BEN, CLEO, LINK, paper_data, people_in
from tests.people.test_vote import VOTE

PAPER_QUERY: Final = """query ($paper: ID!) {
  node(id: $paper) { ... on Paper { id title deletedOn abstract citationCount
    authors { totalCount } topics { nodes { id } } venue { id } references { totalCount } citations { totalCount } } }
}"""
GRAPH: Final = cypher("RETURN [COUNT { (:Paper) }, COUNT { (:Deleted) }, COUNT { (:Stale) }, COUNT { (:Unlinked) }]")


def log(folder: Path, *rows: tuple[str, str]) -> Path:
    """A log of deletions."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "deleted_ids.csv"
    path.write_text("work_id,deleted_date\n" + "".join(f"{SITE}{name},{day}\n" for name, day in rows))
    return path


async def apply_deletions(store: Store, folder: Path, *rows: tuple[str, str]) -> Report:
    return await ingest(store, [file_source(log(folder, *rows))], rejects=folder / "rejects.jsonl")


async def test_a_deleted_work_goes_and_the_counts_follow(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(
        empty_store, tmp_path, work(1, referenced_works=ids(2)), work(2), work(3, referenced_works=ids(1, 2))
    )
    report = await apply_deletions(empty_store, tmp_path, ("W1", "2026-08-14"), ("W77", "2026-08-14"))
    assert (report.rejected, report.deleted) == (0, 1)
    assert "1 works removed, because OpenAlex deleted them" in " ".join(report.sentences())
    assert await paper(empty_store, "W1") == {}
    assert await read_citations(empty_store) == [["W3", "W2"]]
    assert (await paper(empty_store, "W2"))["citations"] == 1
    assert (await paper(empty_store, "W3"))["awaits"] == ["W1"]
    nodes, _ = await read_graph(empty_store)
    counts = {node_id: properties.get("papers") for _, node_id, properties in nodes}
    assert (counts.get("A1"), counts["A2"], counts["T10"], counts["S1"]) == (None, 1, 2, 2)
    people = await people_in(empty_store)
    assert (await people.ask(ANYBODY, PAPER_QUERY, paper="W1"))["node"] is None
    again = await apply_deletions(empty_store, tmp_path, ("W1", "2026-08-14"), ("W77", "2026-08-14"))
    assert (again.changed, again.deleted) == (False, 0)


async def test_an_older_record_does_not_bring_it_back_and_a_newer_one_does(empty_store: Store, tmp_path: Path) -> None:
    old, citing = work(1, referenced_works=ids(2)), work(3, referenced_works=ids(1))
    await ingest_records(empty_store, tmp_path, old, work(2), citing)
    await apply_deletions(empty_store, tmp_path, ("W1", "2026-08-14"))
    report = await ingest_records(empty_store, tmp_path, old, citing)
    assert (report.withheld, report.changed) == (1, False)
    assert await paper(empty_store, "W1") == {}
    await ingest_records(empty_store, tmp_path, {**old, "updated_date": "2026-08-15T00:00:00.000000"})
    assert await read_citations(empty_store) == [["W1", "W2"], ["W3", "W1"]]
    assert await empty_store.read(GRAPH, {}) == [3, 0, 0, 0]
    assert not (await ingest_records(empty_store, tmp_path, old)).changed


@pytest.mark.parametrize("packed", [False, True])
async def test_the_deletion_log_of_a_snapshot_withholds_later_records(
    empty_store: Store, tmp_path: Path, packed: bool
) -> None:
    tree = tmp_path / "data/jsonl"
    path = log(tree / "works", ("W1", "2026-08-14"))
    if packed:
        path.with_suffix(".csv.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    first = await ingest(empty_store, snapshot_sources(tmp_path))
    assert (first.rejected, first.records) == (0, 0)
    json_part(tree / "works", work(1), work(2))
    second = await ingest(empty_store, snapshot_sources(tmp_path))
    assert (second.counts, second.withheld) == ({("Paper", "new"): 1}, 1)
    third = await ingest(empty_store, snapshot_sources(tmp_path))
    assert (third.parts_done, third.changed) == (2, False)


async def test_a_record_that_is_newer_than_the_deletion_stays(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, updated_date="2026-09-01"))
    report = await apply_deletions(empty_store, tmp_path, ("W1", "2026-08-14"))
    assert report.deleted == 0
    assert (await paper(empty_store, "W1"))["title"] == "Work number 1"


async def test_what_people_wrote_stays_reachable(empty_store: Store, tmp_path: Path) -> None:
    record = work(1, referenced_works=ids(2))
    await ingest_records(empty_store, tmp_path, record, work(2), work(3, referenced_works=ids(1)))
    people = await people_in(empty_store)
    await people.ask(BEN, VOTE, paper="W1", vote="LIKE")
    await people.ask(BEN, SAVE, paper="W1")
    await people.ask(BEN, REACT, paper="W1", kind="CLEAR")
    await people.ask(BEN, REVIEW, paper="W1")
    await people.ask(BEN, LINK, paper="W1")
    await add_comment(people, CLEO, parent=(await add_comment(people, BEN, paper="W1"))["id"])
    await create_collection(people, BEN, "PUBLIC", "W1", "W2")
    before, thread = await paper_data(people, BEN, "W1"), await threads(people, "W1")
    report = await apply_deletions(empty_store, tmp_path, ("W1", "2026-08-14"))
    assert report.deleted == 1
    assert await paper_data(people, BEN, "W1") == before
    assert await threads(people, "W1") == thread
    node: dict[str, Any] = (await people.ask(ANYBODY, PAPER_QUERY, paper="W1"))["node"]
    assert node == {
        "id": "W1", "title": "Work number 1", "deletedOn": "2026-08-14", "abstract": None, "citationCount": 0,
        "authors": {"totalCount": 0}, "topics": {"nodes": []}, "venue": None,
        "references": {"totalCount": 0}, "citations": {"totalCount": 0},
    }  # fmt: skip
    later = work(4, referenced_works=ids(1))
    await ingest_records(empty_store, tmp_path, record, later)
    assert await read_citations(empty_store) == []
    await ingest_records(empty_store, tmp_path, {**record, "updated_date": "2026-09-01"})
    assert await read_citations(empty_store) == [["W1", "W2"], ["W3", "W1"], ["W4", "W1"]]
    node = (await people.ask(ANYBODY, PAPER_QUERY, paper="W1"))["node"]
    assert (node["deletedOn"], node["abstract"], node["authors"]) == (None, "Short abstract", {"totalCount": 2})
    assert await paper_data(people, BEN, "W1") == before


@pytest.mark.parametrize("act", ["save", "collection", "comment", "review", "vote"])
async def test_each_act_alone_keeps_the_paper(empty_store: Store, tmp_path: Path, act: str) -> None:
    await ingest_records(empty_store, tmp_path, work(1))
    people = await people_in(empty_store)
    if act == "collection":
        await create_collection(people, BEN, "PRIVATE", "W1")
    elif act == "comment":
        await add_comment(people, BEN, paper="W1")
    else:
        arguments = {"vote": "DISLIKE"} if act == "vote" else {}
        await people.ask(BEN, {"save": SAVE, "review": REVIEW, "vote": VOTE}[act], paper="W1", **arguments)
    await apply_deletions(empty_store, tmp_path, ("W1", "2026-08-14"))
    assert (await paper(empty_store, "W1"))["deletedOn"] == "2026-08-14"


async def test_a_paper_that_another_source_names_is_that_source_s(empty_store: Store, tmp_path: Path) -> None:
    await empty_store.write(DEMO_PAPER, {"id": "arxiv:2101.00001", "doi": "10.5555/w1"})
    await ingest_records(empty_store, tmp_path, work(1))
    report = await apply_deletions(empty_store, tmp_path, ("W1", "2026-08-14"))
    assert report.deleted == 1
    stored = await paper(empty_store, "W1")
    assert (stored["title"], stored["sources"], "deletedOn" in stored) == ("As it was", ["demo"], False)


async def test_a_line_that_is_no_deletion_is_rejected(empty_store: Store, tmp_path: Path) -> None:
    report = await apply_deletions(
        empty_store, tmp_path, ("A1", "2026-08-14"), ("W1", "yesterday"), ("W2", "2026-08-14")
    )
    assert (report.rejected, await empty_store.read(GRAPH, {})) == (2, [0, 1, 0, 0])
