"""Merged ids, and papers that another source stored first."""

import gzip
from pathlib import Path
from typing import Any

from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.pipeline import ingest
from ingest.snapshot import snapshot_sources
from tests.conftest import wipe
from tests.ingest.records import SITE, authorship, ids, ingest_records, paper, read_citations, read_graph, work


async def ingest_merges(store: Store, folder: Path, entity: str, *pairs: tuple[str, str]) -> Any:
    """Ingest a snapshot with only these merges."""
    name = folder / f"snapshot-{entity}-{'-'.join(old for old, _ in pairs)}" / "merged_ids" / entity
    name.mkdir(parents=True)
    lines = ["merge_date,id,merge_into_id", *(f"2024-01-01,{old},{new}" for old, new in pairs)]
    (name / "2024-01-01.csv.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    return await ingest(store, snapshot_sources(name.parents[1]))


ALIASES = cypher("MATCH (a:Alias) WHERE NOT a.id STARTS WITH 'issn' WITH a ORDER BY a.id RETURN collect([a.id, a.of])")


async def test_a_merged_author_moves_all_edges(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1), work(5, referenced_works=ids(1)))
    report = await ingest_merges(empty_store, tmp_path, "authors", ("A1", "A5"), ("A2", "A77"))
    assert report.merged == 2
    nodes, edges = await read_graph(empty_store)
    stored = {node_id: properties for _, node_id, properties in nodes}
    assert sorted(edge[0] for edge in edges if edge[1] == "AUTHORED" and edge[2] == "W1") == ["A5", "A77"]
    assert stored["A1"] == {"id": "A1", "of": "A5"}
    assert (stored["A5"]["papers"], stored["A5"]["citations"]) == (2, 1)
    assert stored["A77"]["name"] == "Author 2"
    years = [edge[3] for edge in edges if edge[:3] == ["A5", "AFFILIATED_WITH", "I5"]]
    assert years == [{"firstYear": 2001, "lastYear": 2005}]
    again = await ingest_merges(empty_store, tmp_path, "authors", ("A1", "A5"))
    assert (again.merged, again.changed) == (0, False)


async def test_a_later_record_with_the_old_id_is_stored_at_the_successor(empty_store: Store, tmp_path: Path) -> None:
    await ingest_merges(empty_store, tmp_path, "authors", ("A1", "A5"), ("A5", "A9"))
    await ingest_merges(empty_store, tmp_path, "institutions", ("I5", "I6"))
    await ingest_records(empty_store, tmp_path, work(1))
    _, edges = await read_graph(empty_store)
    authored = {edge[0]: edge[3]["institutions"] for edge in edges if edge[1] == "AUTHORED"}
    assert authored == {"A9": ["I6"], "A2": ["I7"]}
    report = await ingest_records(empty_store, tmp_path, work(1))
    assert not report.changed


async def test_a_citation_of_a_merged_id_awaits_the_successors_record(empty_store: Store, tmp_path: Path) -> None:
    await ingest_merges(empty_store, tmp_path, "works", ("W2", "W3"))
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(2)))
    assert (await paper(empty_store, "W1"))["awaits"] == ["W3"]
    await ingest_records(empty_store, tmp_path, work(3))
    assert await read_citations(empty_store) == [["W1", "W3"]]


async def test_chains_of_merges_lead_to_the_last_id(empty_store: Store, tmp_path: Path) -> None:
    await ingest_merges(empty_store, tmp_path, "works", ("W1", "W2"))
    await ingest_merges(empty_store, tmp_path, "works", ("W2", "W3"))
    await ingest_merges(empty_store, tmp_path, "works", ("W0001", "W3"), ("W4", "W1"))
    assert await empty_store.read(ALIASES, {}) == [["W1", "W3"], ["W2", "W3"], ["W4", "W3"]]


async def test_a_merged_institution_is_replaced_on_bylines(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, authorships=[authorship(1), authorship(2, institution=7)]))
    await ingest_merges(empty_store, tmp_path, "institutions", ("I5", "I7"))
    nodes, edges = await read_graph(empty_store)
    assert {edge[0]: edge[3]["institutions"] for edge in edges if edge[1] == "AUTHORED"} == {"A1": ["I7"], "A2": ["I7"]}
    assert [edge[2] for edge in edges if edge[1] == "FROM"] == ["I7"]
    stored = {node_id: properties for _, node_id, properties in nodes}
    assert (stored["I7"]["papers"], stored["I7"]["authors"]) == (1, 2)


async def test_a_merged_paper_keeps_its_citations(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(
        empty_store, tmp_path, work(1), work(2), work(3, referenced_works=ids(1)), work(4, referenced_works=ids(1, 2))
    )
    await ingest_merges(empty_store, tmp_path, "works", ("W1", "W2"))
    assert await read_citations(empty_store) == [["W3", "W2"], ["W4", "W2"]]
    assert await paper(empty_store, "W1") == {}
    assert (await paper(empty_store, "W2"))["citations"] == 2
    report = await ingest_records(empty_store, tmp_path, work(3, referenced_works=ids(1)))
    assert not report.changed


async def test_the_order_of_merge_and_records_does_not_matter(empty_store: Store, tmp_path: Path) -> None:
    records = [work(1, updated_date="2025-09-01"), work(2), work(3, referenced_works=ids(1, 5))]
    await ingest_records(empty_store, tmp_path, *records)
    await ingest_merges(empty_store, tmp_path / "a", "works", ("W1", "W2"), ("W5", "W1"))
    after = await read_graph(empty_store)
    await wipe(empty_store)
    await ingest_merges(empty_store, tmp_path / "b", "works", ("W1", "W2"), ("W5", "W1"))
    await ingest_records(empty_store, tmp_path, *records)
    nodes, edges = await read_graph(empty_store)
    # The authors of the record with the old id stay, without a paper.
    assert edges == [edge for edge in after[1] if edge in edges]
    assert [node for node in nodes if node[0] == ["Paper"]] == [node for node in after[0] if node[0] == ["Paper"]]


async def test_a_pending_citation_of_an_old_id_is_created_by_the_merge(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(8)), work(2))
    await ingest_merges(empty_store, tmp_path, "works", ("W8", "W2"))
    assert await read_citations(empty_store) == [["W1", "W2"]]
    assert "awaits" not in await paper(empty_store, "W1")


async def test_a_pending_citation_of_a_new_id_is_created_by_the_merge(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(9)), work(2))
    await ingest_merges(empty_store, tmp_path, "works", ("W2", "W9"))
    assert await read_citations(empty_store) == [["W1", "W9"]]
    stored = await paper(empty_store, "W9")
    assert (stored["title"], stored["openalex"]) == ("Work number 2", "W9")
    await ingest_records(empty_store, tmp_path, work(9, updated_date="2001-01-01"))
    assert (await paper(empty_store, "W9"))["title"] == "Work number 9"


DEMO_PAPER = cypher("""\
CREATE (p:Paper {
  id: $id, title: 'As it was', doi: $doi, sortTitle: 'as it was', sortYear: 2000, sortDate: '', kind: 'ARTICLE',
  abstract: 'In our words.', abstractKind: 'SUMMARY', updated: '', source: 'demo'
})
CREATE (:User {id: 'usr_1'})-[:SAVED {at: 'now'}]->(p)
RETURN true""")


async def test_a_paper_with_the_same_doi_gets_openalex_s_id(empty_store: Store, tmp_path: Path) -> None:
    await empty_store.write(DEMO_PAPER, {"id": "arxiv:2101.00001", "doi": "10.5555/w1"})
    report = await ingest_records(empty_store, tmp_path, work(1, abstract_inverted_index=None))
    assert report.counts == {("Paper", "changed"): 1}
    assert await empty_store.read(ALIASES, {}) == [["arxiv:2101.00001", "W1"]]
    stored = await paper(empty_store, "W1")
    assert (stored["title"], stored["abstract"], stored["source"]) == ("Work number 1", "In our words.", "openalex")
    _, edges = await read_graph(empty_store)
    assert ["usr_1", "SAVED", "W1", {"at": "now"}] in edges
    assert await paper(empty_store, "arxiv:2101.00001") == {}


async def test_a_doi_of_a_later_record_joins_two_papers(empty_store: Store, tmp_path: Path) -> None:
    await empty_store.write(DEMO_PAPER, {"id": "doi:10.5555/late", "doi": "10.5555/late"})
    await ingest_records(empty_store, tmp_path, work(1, doi=None))
    await ingest_records(empty_store, tmp_path, work(1, doi="https://doi.org/10.5555/LATE", updated_date="2025-02-01"))
    nodes, edges = await read_graph(empty_store)
    assert [node_id for labels, node_id, _ in nodes if labels == ["Paper"]] == ["W1"]
    assert ["usr_1", "SAVED", "W1", {"at": "now"}] in edges


async def test_a_partial_record_of_an_unknown_work_is_rejected_with_its_line(
    empty_store: Store, tmp_path: Path
) -> None:
    report = await ingest_records(empty_store, tmp_path, work(1), {"id": f"{SITE}W2", "cited_by_count": 3})
    assert (report.rejected, report.counts) == (1, {("Paper", "new"): 1})
    assert '"line":2' in (tmp_path / "rejects.jsonl").read_text()
