"""The graph after an ingest: once, twice, in any order, of partial and of older records."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from graphdb.cypher import cypher
from graphdb.store import Store
from tests.conftest import wipe
from tests.ingest.records import (
    SITE,
    Record,
    authorship,
    epoch,
    ids,
    ingest_records,
    paper,
    read_citations,
    read_graph,
    topic,
    venue,
    work,
)


async def test_a_work_becomes_paper_people_places_topics_and_venue(empty_store: Store, tmp_path: Path) -> None:
    report = await ingest_records(empty_store, tmp_path, work(1))
    assert report.counts == {("Paper", "new"): 1}
    nodes, edges = await read_graph(empty_store)
    assert sorted((*labels, node_id) for labels, node_id, _ in nodes) == [
        ("Alias", "issn:0028-0836"), ("Author", "A1"), ("Author", "A2"), ("Institution", "I5"), ("Institution", "I7"),
        ("Location", "W1/1"), ("Paper", "W1"), ("Topic", "T10"), ("Topic", "domain:3"), ("Topic", "field:17"),
        ("Topic", "subfield:1702"),
        ("Venue", "S1"),
    ]  # fmt: skip
    expected: list[list[Any]] = [
        ["A1", "AUTHORED", "W1", {"position": 1, "corresponding": False, "institutions": ["I5"]}],
        ["A2", "AUTHORED", "W1", {"position": 2, "corresponding": True, "institutions": ["I7"]}],
        ["A1", "AFFILIATED_WITH", "I5", {"firstYear": 2001, "lastYear": 2001}],
        ["A2", "AFFILIATED_WITH", "I7", {"firstYear": 2001, "lastYear": 2001}],
        ["W1", "FROM", "I5", {}], ["W1", "FROM", "I7", {}], ["W1", "PUBLISHED_IN", "S1", {}],
        ["W1", "AVAILABLE_AT", "W1/1", {"position": 1}], ["W1/1", "IN", "S1", {}],
        ["W1", "ABOUT", "T10", {"score": 0.9, "primary": True}],
        ["T10", "BROADER", "subfield:1702", {}], ["subfield:1702", "BROADER", "field:17", {}],
        ["field:17", "BROADER", "domain:3", {}],
        ["W1", "WITHIN", "subfield:1702", {}], ["W1", "WITHIN", "field:17", {}], ["W1", "WITHIN", "domain:3", {}],
    ]  # fmt: skip
    assert edges == sorted(expected, key=repr)
    stored_nodes = {node_id: properties for _, node_id, properties in nodes}
    (location,) = stored_nodes["W1"].pop("locations")
    assert '"key":"example.org/1"' in location
    assert stored_nodes["W1/1"] == {
        "id": "W1/1", "key": "example.org/1", "url": "https://example.org/1", "isOpen": False, "isPrimary": True,
        "isBest": False,
    }  # fmt: skip
    assert stored_nodes["W1"] | {"digest": 0} == {
        "id": "W1", "openalex": "W1", "doi": "10.5555/w1", "title": "Work number 1", "titleKey": "work number 1",
        "sortTitle": "work number 1", "year": 2001, "sortYear": 2001, "publishedOn": "2001-05-04",
        "sortDate": "2001-05-04", "kind": "ARTICLE", "url": "https://example.org/1", "abstract": "Short abstract",
        "abstractKind": "ORIGINAL", "reportedCitations": 1, "citations": 0, "source": "openalex",
        "updated": "2025-01-01T00:00:00.000000", "digest": 0, "credits": "Author 1, Author 2, 2001",
        "sourceType": "article", "reportedReferences": 0,
    }  # fmt: skip
    assert stored_nodes["A1"] == {
        "id": "A1", "openalex": "A1", "name": "Author 1", "sortName": "author 1", "papers": 1, "citations": 0,
        "mentioned": '{"name":"2025-01-01T00:00:00.000000"}',
    }  # fmt: skip
    assert (stored_nodes["I5"]["papers"], stored_nodes["I5"]["authors"], stored_nodes["I5"]["country"]) == (1, 1, "SE")
    assert stored_nodes["field:17"]["level"] == "FIELD"
    assert stored_nodes["issn:0028-0836"] == {"id": "issn:0028-0836", "of": "S1"}


async def test_a_second_run_changes_nothing_and_reports_it(empty_store: Store, tmp_path: Path) -> None:
    records = [work(1, referenced_works=ids(2, 9)), work(2), author(1), {**work(3), "updated_date": None}]
    await ingest_records(empty_store, tmp_path, *records)
    before, number = await read_graph(empty_store), await epoch(empty_store)
    report = await ingest_records(empty_store, tmp_path, *records)
    assert await read_graph(empty_store) == before
    assert await epoch(empty_store) == number
    assert report.counts == {("Paper", "unchanged"): 3, ("Author", "unchanged"): 1}
    assert "Nothing changed." in report.sentences()


def author(number: int) -> Record:
    """The record of an author."""
    return {
        "id": f"{SITE}A{number}", "display_name": f"Author N. {number}", "orcid": "https://orcid.org/0000-0002-1825-0097",
        "affiliations": [{"institution": {"id": f"{SITE}I9", "display_name": "Institute 9"}, "years": [2010, 1999]}],
        "updated_date": "2024-01-01",
    }  # fmt: skip


async def test_the_order_of_records_does_not_matter(empty_store: Store, tmp_path: Path) -> None:
    records = [
        work(1, referenced_works=ids(2, 3, 77), authorships=[authorship(1, display_name="A. One")]),
        work(2, referenced_works=ids(3)),
        work(
            3,
            referenced_works=ids(1),
            authorships=[authorship(1, display_name="Anna One"), authorship(4, institution=7)],
        ),
        work(2, title="An older title", updated_date="2023-01-01"),
        author(2),
    ]
    graphs: list[object] = []
    for index, order in enumerate(itertools.islice(itertools.permutations(records), 0, None, 29)):
        await wipe(empty_store)
        # Each record in a separate file and run, or all in one.
        folder = tmp_path / str(index)
        folder.mkdir()
        for record in [[record] for record in order] if index % 2 else [order]:
            await ingest_records(empty_store, folder, *record)
        graphs.append(await read_graph(empty_store))
    assert len(graphs) == 5
    for graph in graphs:
        assert graph == graphs[0]
    assert await read_citations(empty_store) == [["W1", "W2"], ["W1", "W3"], ["W2", "W3"], ["W3", "W1"]]


async def test_a_citation_of_a_missing_work_is_created_with_the_work(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(2, 3)))
    assert (await paper(empty_store, "W1"))["awaits"] == ["W2", "W3"]
    assert await paper(empty_store, "W2") == {}
    await ingest_records(empty_store, tmp_path, work(2))
    assert await read_citations(empty_store) == [["W1", "W2"]]
    assert (await paper(empty_store, "W1"))["awaits"] == ["W3"]
    assert (await paper(empty_store, "W2"))["citations"] == 1
    await ingest_records(empty_store, tmp_path, work(3))
    assert "awaits" not in await paper(empty_store, "W1")


async def test_a_partial_record_leaves_other_fields(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(5)))
    nodes, edges = await read_graph(empty_store)
    report = await ingest_records(empty_store, tmp_path, {"id": f"{SITE}W1", "cited_by_count": 99})
    assert report.counts == {("Paper", "changed"): 1}
    assert (await paper(empty_store, "W1"))["reportedCitations"] == 99
    after, same = await read_graph(empty_store)
    assert same == edges
    changed = [node for node in after if node not in nodes]
    assert [node_id for _, node_id, _ in changed] == ["W1"]


async def test_an_empty_field_removes_the_value(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1))
    empty: Record = {"abstract_inverted_index": None, "topics": [], "authorships": [], "referenced_works": []}
    await ingest_records(empty_store, tmp_path, {"id": f"{SITE}W1", **empty})
    stored = await paper(empty_store, "W1")
    assert "abstract" not in stored
    _, edges = await read_graph(empty_store)
    assert not [kind for _, kind, _, _ in edges if kind in {"AUTHORED", "ABOUT", "WITHIN", "FROM"}]
    assert [kind for _, kind, _, _ in edges if kind == "PUBLISHED_IN"] == ["PUBLISHED_IN"]


async def test_an_older_record_never_overwrites_a_newer(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, title="New", updated_date="2025-06-01T10:00:00"))
    report = await ingest_records(empty_store, tmp_path, work(1, title="Old", updated_date="2025-06-01T09:00:00"))
    assert report.counts == {("Paper", "older"): 1}
    assert (await paper(empty_store, "W1"))["title"] == "New"
    await ingest_records(empty_store, tmp_path, work(1, title="Newest", updated_date="2025-06-02"))
    assert (await paper(empty_store, "W1"))["title"] == "Newest"


async def test_a_new_byline_replaces_the_old_and_counts_follow(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1), work(2, referenced_works=ids(1)))
    changed = work(1, authorships=[authorship(8, institution=9)], topics=[topic(11, 0.5)], updated_date="2025-02-01")
    await ingest_records(empty_store, tmp_path, changed)
    nodes, edges = await read_graph(empty_store)
    stored_nodes = {node_id: properties for _, node_id, properties in nodes}
    assert [edge[0] for edge in edges if edge[1] == "AUTHORED" and edge[2] == "W1"] == ["A8"]
    assert "A1" not in stored_nodes, "no record and no work has the author any longer"
    assert (stored_nodes["A8"]["papers"], stored_nodes["A8"]["citations"]) == (1, 1)
    assert (stored_nodes["I9"]["papers"], stored_nodes["I9"]["citations"], stored_nodes["I9"]["authors"]) == (1, 1, 1)
    assert (stored_nodes["T10"]["papers"], stored_nodes["T11"]["papers"]) == (1, 1)


async def test_references_that_a_newer_record_drops_are_removed(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(2, 3, 9)), work(2), work(3))
    report = await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(3), updated_date="2025-02-01"))
    assert (report.citations, report.uncited) == (0, 1)
    assert await read_citations(empty_store) == [["W1", "W3"]]
    assert "awaits" not in await paper(empty_store, "W1")
    assert (await paper(empty_store, "W2"))["citations"] == 0


async def test_a_truncated_byline_does_not_replace_a_longer_one(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, authorships=[authorship(number) for number in range(1, 6)]))
    cut = work(1, authorships=[authorship(1)], is_authors_truncated=True, updated_date="2025-02-01")
    await ingest_records(empty_store, tmp_path, cut)
    _, edges = await read_graph(empty_store)
    assert len([edge for edge in edges if edge[1] == "AUTHORED"]) == 5


async def test_the_order_of_complete_and_truncated_bylines_does_not_matter(empty_store: Store, tmp_path: Path) -> None:
    def record(day: str, *authors: int, cut: bool = False) -> Record:
        listed = [authorship(number) for number in authors]
        return work(1, authorships=listed, is_authors_truncated=cut, updated_date=f"2025-02-{day}")

    records = [record("01", 1, 2, 3), record("02", 4, 5, 6), record("03", 7, 8, 9, cut=True), record("04", 9, cut=True)]
    graphs: list[object] = []
    for index, order in enumerate(itertools.islice(itertools.permutations(records), 0, None, 5)):
        await wipe(empty_store)
        folder = tmp_path / str(index)
        folder.mkdir()
        for batch in [[record] for record in order] if index % 2 else [order[:2], order[2:]]:
            await ingest_records(empty_store, folder, *batch)
        nodes, edges = await read_graph(empty_store)
        stored_nodes = next(properties for labels, _, properties in nodes if "Paper" in labels)
        byline = [edge for edge in edges if edge[1] == "AUTHORED"]
        assert [edge[0] for edge in sorted(byline, key=lambda edge: edge[3]["position"])] == ["A4", "A5", "A6"], order
        graphs.append((stored_nodes, byline))
        before = await epoch(empty_store)
        await ingest_records(empty_store, folder, *order)
        assert await epoch(empty_store) == before
    for graph in graphs:
        assert graph == graphs[0]


async def test_an_author_twice_on_a_byline_has_one_place(empty_store: Store, tmp_path: Path) -> None:
    byline = [authorship(1), authorship(2), authorship(1, institution=7)]
    await ingest_records(empty_store, tmp_path, work(1, authorships=byline))
    _, edges = await read_graph(empty_store)
    authored = {edge[0]: edge[3] for edge in edges if edge[1] == "AUTHORED"}
    assert authored["A1"] == {"position": 1, "corresponding": True, "institutions": ["I5", "I7"]}
    assert authored["A2"]["position"] == 2


async def test_unidentified_authors_of_different_works_are_distinct(empty_store: Store, tmp_path: Path) -> None:
    unnamed = authorship(0, id=None, display_name="J. Smith")
    await ingest_records(
        empty_store, tmp_path, work(1, authorships=[unnamed]), work(2, authorships=[authorship(3), unnamed])
    )
    _, edges = await read_graph(empty_store)
    authored = {edge[0]: edge[2] for edge in edges if edge[1] == "AUTHORED"}
    assert authored == {"author:w1.1": "W1", "A3": "W2", "author:w2.2": "W2"}
    await ingest_records(empty_store, tmp_path, work(1, authorships=[authorship(9)], updated_date="2025-02-01"))
    nodes, _ = await read_graph(empty_store)
    assert "author:w1.1" not in [node_id for _, node_id, _ in nodes]


async def test_an_entity_s_record_takes_precedence_over_mentions(empty_store: Store, tmp_path: Path) -> None:
    record = {
        "id": f"{SITE}I5", "display_name": "The Institute", "ror": "https://ror.org/05dxps055", "country_code": "US",
        "type": "education", "homepage_url": "https://example.edu", "updated_date": "2025-01-01",
        "geo": {"city": "Pasadena", "latitude": 34.1, "longitude": -118.1},
    }  # fmt: skip
    await ingest_records(empty_store, tmp_path, record, work(1))
    nodes, _ = await read_graph(empty_store)
    stored_nodes = {node_id: properties for _, node_id, properties in nodes}
    assert stored_nodes["I5"]["name"] == "The Institute"
    assert (stored_nodes["I5"]["ror"], stored_nodes["I5"]["city"], stored_nodes["I5"]["latitude"]) == (
        "05dxps055",
        "Pasadena",
        34.1,
    )
    report = await ingest_records(
        empty_store, tmp_path, {**record, "display_name": "Once", "updated_date": "2020-01-01"}
    )
    assert report.counts == {("Institution", "older"): 1}


async def test_venues_have_issn_and_publisher_and_keep_them(empty_store: Store, tmp_path: Path) -> None:
    record = {**venue(1), "type": "journal", "host_organization_name": "The Press", "updated_date": "2025-01-01"}
    await ingest_records(empty_store, tmp_path, work(1), record)
    nodes, _ = await read_graph(empty_store)
    stored_nodes = {node_id: properties for _, node_id, properties in nodes}
    assert (stored_nodes["S1"]["issn"], stored_nodes["S1"]["publisher"], stored_nodes["S1"]["kind"]) == (
        ["0028-0836"],
        "The Press",
        "journal",
    )


NAMES = cypher("MATCH (n:Topic) WITH n ORDER BY n.id RETURN collect([n.id, n.name, n.level, n.nameKey])")


async def test_concepts_are_topics_where_there_are_no_topics(empty_store: Store, tmp_path: Path) -> None:
    concept = {"id": f"{SITE}C5", "display_name": "Graph theory", "score": "0.75"}
    older = work(1, topics=[], primary_topic=None, concepts=[concept])
    both = work(2, concepts=[{**concept, "id": f"{SITE}C6"}])
    await ingest_records(empty_store, tmp_path, older, both)
    _, edges = await read_graph(empty_store)
    about = {(edge[0], edge[2]): edge[3] for edge in edges if edge[1] == "ABOUT"}
    assert about == {
        ("W1", "C5"): {"score": 0.75, "primary": False},
        ("W2", "T10"): {"score": 0.9, "primary": True},
    }
    assert (await empty_store.read(NAMES, {}))[0] == ["C5", "Graph theory", "CONCEPT", "graph theory"]


@pytest.mark.parametrize("title", [None, "", "  "])
async def test_a_work_without_a_title_is_stored_and_does_not_remove_a_title(
    empty_store: Store, tmp_path: Path, title: str | None
) -> None:
    await ingest_records(empty_store, tmp_path, work(1, title=title, display_name=title))
    stored = await paper(empty_store, "W1")
    assert (stored["title"], "titleKey" in stored) == ("[untitled]", False)
    await ingest_records(empty_store, tmp_path, work(1, title="Random Forests", updated_date="2025-02-01"))
    await ingest_records(empty_store, tmp_path, work(1, title=title, display_name=title, updated_date="2025-03-01"))
    assert (await paper(empty_store, "W1"))["title"] == "Random Forests"
