"""A deleted paper that people wrote on: its id and what people wrote lead to it, and nothing else does."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.ingest.records import ids, ingest_records, paper, work
from tests.ingest.test_merges import ingest_merges
from tests.people.client import ANYBODY, Client
from tests.people.test_collections import create_collection
from tests.people.test_comments import DELETE, REVIEW, add_comment
from tests.people.test_deleted import apply_deletions
from tests.people.test_marks import SAVE
from tests.people.test_merged import BEN, people_in
from tests.people.test_vote import VOTE

#: A word that only the title of the deleted work has.
WORD: Final = "Zyzzyva"
RECORDS: Final = (
    work(1, title=f"{WORD} in winter", referenced_works=ids(2)), work(2), work(3, referenced_works=ids(1, 2)),
    work(4, referenced_works=ids(1, 2)),
)  # fmt: skip
LABELS: Final = cypher("MATCH (n {id: $id}) WHERE n:Paper OR n:DeletedPaper RETURN labels(n)")
EDGES: Final = cypher(
    "RETURN COUNT { (:DeletedPaper)--(:Paper|Author|Institution|Topic|Venue|Location) }"
    " + COUNT { (:Stale&DeletedPaper) }"
)


async def create_content(store: Store, *papers: str) -> tuple[Client, dict[str, str]]:
    """People, and the ids of what one of them left on each paper; the collection holds all of them."""
    people = await people_in(store)
    left: dict[str, str] = {}
    for each in papers:
        await people.ask(BEN, VOTE, paper=each, vote="LIKE")
        await people.ask(BEN, SAVE, paper=each)
        await people.ask(BEN, REVIEW, paper=each)
        left["comment"] = (await add_comment(people, BEN, paper=each))["id"]
    left["collection"] = await create_collection(people, BEN, "PUBLIC", *papers, "W3")
    return people, left


@pytest_asyncio.fixture(scope="module")
async def left(graph: Store, tmp_path_factory: pytest.TempPathFactory) -> tuple[Client, dict[str, str]]:
    folder = tmp_path_factory.mktemp("records")
    await ingest_records(graph, folder, *RECORDS)
    written = await create_content(graph, "W1")
    assert (await apply_deletions(graph, folder, ("W1", "2026-08-14"))).deleted == 1
    return written


@pytest_asyncio.fixture(scope="module")
async def service(
    left: tuple[Client, dict[str, str]], neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


#: Queries whose answers name other papers, and never the deleted one.
SILENT: Final = {
    "list": "{ papers { totalCount nodes { id } } }",
    "ids": '{ papers(filter: {ids: ["W1", "W2"]}) { totalCount nodes { id } } }',
    "search": f'{{ search(text: "{WORD} in winter") {{ nodes {{ id }} }} papers {{ nodes {{ id }} }} }}',
    "facets": '{ search(text: "Work number", kinds: [PAPER]) { nodes { id } facets { years { value count } } } }',
    "topic": '{ topic(by: {id: "T10"}) { paperCount papers { totalCount nodes { id } } } }',
    "area": '{ node(id: "field:17") { ... on Topic { paperCount papers { nodes { id } } } } }',
    "venue": '{ venue(by: {id: "S1"}) { papers { nodes { id } } } }',
    "author": '{ author(by: {id: "A2"}) { papers { nodes { id } } } }',
    "institution": '{ institution(by: {id: "I5"}) { papers { nodes { id } } } }',
    "references": '{ paper(by: {id: "W3"}) { references { totalCount nodes { id } } } }',
    "citations": '{ paper(by: {id: "W2"}) { citationCount citations { totalCount nodes { id } } } }',
    "neighbours": '{ paper(by: {id: "W2"}) { id neighbours(first: 9) { edges { node { id } } } } }',
    "map": '{ paper(by: {id: "W2"}) { map { nodes { id: nodeId } } } }',
    "topic map": '{ topic(by: {id: "T10"}) { map { nodes { id: nodeId } } } }',
    "citing": '{ papers(filter: {citedBy: ["W3"]}) { nodes { id } } }',
}


@pytest.mark.sample(6)
@pytest.mark.parametrize("name", SILENT)
async def test_no_list_search_or_map_names_it(service: Service, name: str) -> None:
    answer = await service.post({"query": SILENT[name]})
    assert "errors" not in answer.json(), answer.text
    assert '"W1"' not in answer.text
    assert '"W2"' in answer.text or '"W3"' in answer.text


async def test_counts_leave_it_out(service: Service) -> None:
    answer = await service.ask('{ papers { totalCount } graph { papers } topic(by: {id: "T10"}) { paperCount } }')
    assert answer["data"] == {"papers": {"totalCount": 3}, "graph": {"papers": 3}, "topic": {"paperCount": 3}}


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "bib", "ris"])
async def test_no_export_of_a_list_names_it(service: Service, suffix: str) -> None:
    text = (await service.http.get(f"/export/papers.{suffix}")).text
    assert WORD not in text
    assert "Work number 2" in text


@pytest.mark.parametrize("path", ["/papers", "/search?q=Work+number", "/topics/T10", "/venues/S1", "/", "/papers/W2",
                                  "/papers/W2/map.svg", "/topics/T10/map.csv"])  # fmt: skip
async def test_no_other_page_names_it(service: Service, path: str) -> None:
    answer = await service.http.get(path)
    assert answer.status_code == 200
    assert WORD not in answer.text
    assert "/papers/W1" not in answer.text


async def test_its_page_says_that_it_was_deleted(service: Service) -> None:
    answer = await service.http.get("/papers/W1")
    assert answer.status_code == 200
    assert "Deleted by the source on 14 August 2026" in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "<research-map" not in answer.text
    for suffix in ("svg", "graphml", "csv", "json"):
        assert (await service.http.get(f"/papers/W1/map.{suffix}")).status_code in {200, 404}
    assert (await service.http.get("/papers/W1.bib")).status_code == 200


async def test_what_people_wrote_leads_to_it(service: Service, left: tuple[Client, dict[str, str]]) -> None:
    people, named = left
    query = """query ($comment: ID!, $collection: ID!) {
      node(id: "W1") { ... on Paper { title deletedOn reviews { nodes { paper { id } } } comments { totalCount } } }
      nodes(ids: ["W1"]) { id }
      comment: node(id: $comment) { ... on Comment { paper { id title } } }
      collection: node(id: $collection) { ... on Collection { papers { nodes { id title } } } }
      viewer { saved { nodes { id } } }
    }"""
    data: dict[str, Any] = await people.ask(BEN, query, **named)
    assert data["node"] == {
        "title": f"{WORD} in winter", "deletedOn": "2026-08-14", "reviews": {"nodes": [{"paper": {"id": "W1"}}]},
        "comments": {"totalCount": 1},
    }  # fmt: skip
    assert data["nodes"] == [{"id": "W1"}]
    assert data["comment"]["paper"] == {"id": "W1", "title": f"{WORD} in winter"}
    assert [each["id"] for each in data["collection"]["papers"]["nodes"]] == ["W1", "W3"]
    assert data["viewer"]["saved"]["nodes"] == [{"id": "W1"}]
    page = (await service.http.get(f"/collections/{named['collection']}")).text
    assert "/papers/W1" in page
    maps = '{ paper(by: {id: "W1"}) { neighbours { edges { node { id } } } map { nodes { id: nodeId } } } }'
    assert "errors" not in await service.ask(maps)


async def test_people_still_write_on_it_and_take_back(left: tuple[Client, dict[str, str]]) -> None:
    people, _ = left
    comment = (await add_comment(people, BEN, paper="W1"))["id"]
    data = await people.ask(ANYBODY, '{ node(id: "W1") { ... on Paper { comments { nodes { id } } } } }')
    assert comment in [each["id"] for each in data["node"]["comments"]["nodes"]]
    await people.ask(BEN, VOTE, paper="W1", vote=None)
    data = await people.ask(ANYBODY, '{ node(id: "W1") { ... on Paper { likeCount } } }')
    assert data["node"]["likeCount"] == 0
    await people.ask(BEN, VOTE, paper="W1", vote="LIKE")
    assert (await people.ask(BEN, DELETE, id=comment))["deleteComment"]["userErrors"] == []


@pytest.mark.parametrize("successor", [True, False])
async def test_a_deleted_paper_that_is_merged_brings_what_people_wrote(
    empty_store: Store, tmp_path: Path, successor: bool
) -> None:
    await ingest_records(empty_store, tmp_path, *(RECORDS if successor else (RECORDS[0], RECORDS[2])))
    people, _ = await create_content(empty_store, "W1")
    await apply_deletions(empty_store, tmp_path, ("W1", "2026-08-14"))
    await ingest_merges(empty_store, tmp_path, "works", ("W1", "W2"))
    if not successor:
        await ingest_records(empty_store, tmp_path, work(2))
    data = await people.ask(
        ANYBODY, '{ papers { nodes { id } } node(id: "W1") { ... on Paper { id deletedOn likeCount } } }'
    )
    assert data["node"] == {"id": "W2", "deletedOn": None, "likeCount": 1}
    assert sorted(each["id"] for each in data["papers"]["nodes"]) == (["W2", "W3", "W4"] if successor else ["W2", "W3"])


async def test_a_paper_that_is_merged_into_a_deleted_one_is_deleted_with_it(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, *RECORDS)
    people, _ = await create_content(empty_store, "W1", "W4")
    await apply_deletions(empty_store, tmp_path, ("W1", "2026-08-14"))
    await ingest_merges(empty_store, tmp_path, "works", ("W4", "W1"))
    assert await empty_store.read(LABELS, {"id": "W1"}) == ["DeletedPaper"]
    assert await empty_store.read(EDGES, {}) == 0
    data = await people.ask(ANYBODY, '{ papers { nodes { id } } node(id: "W4") { ... on Paper { id reviewCount } } }')
    assert data["node"] == {"id": "W1", "reviewCount": 2}
    assert sorted(each["id"] for each in data["papers"]["nodes"]) == ["W2", "W3"]
    assert await paper(empty_store, "W4") == {}
