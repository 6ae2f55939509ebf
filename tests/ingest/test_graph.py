"""What the graph holds after records came in: once, twice, in any order, in part, and older ones late."""

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
    brought,
    cited,
    epoch,
    ids,
    paper,
    topic,
    venue,
    whole,
    work,
)


async def test_a_work_becomes_paper_people_places_topics_and_venue(empty_store: Store, tmp_path: Path) -> None:
    report = await brought(empty_store, tmp_path, work(1))
    assert report.counts == {("Paper", "new"): 1}
    nodes, edges = await whole(empty_store)
    assert sorted((*labels, found) for labels, found, _ in nodes) == [
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
    held = {found: properties for _, found, properties in nodes}
    (place,) = held["W1"].pop("locations")
    assert '"key":"example.org/1"' in place
    assert held["W1/1"] == {
        "id": "W1/1", "key": "example.org/1", "url": "https://example.org/1", "isOpen": False, "isPrimary": True,
        "isBest": False,
    }  # fmt: skip
    assert held["W1"] | {"digest": 0} == {
        "id": "W1", "openalex": "W1", "doi": "10.5555/w1", "title": "Work number 1", "titleKey": "work number 1",
        "sortTitle": "work number 1", "year": 2001, "sortYear": 2001, "publishedOn": "2001-05-04",
        "sortDate": "2001-05-04", "kind": "ARTICLE", "url": "https://example.org/1", "abstract": "Short abstract",
        "abstractKind": "ORIGINAL", "reportedCitations": 1, "citations": 0, "source": "openalex",
        "updated": "2025-01-01T00:00:00.000000", "digest": 0, "credits": "Author 1, Author 2, 2001",
        "sourceType": "article", "reportedReferences": 0,
    }  # fmt: skip
    assert held["A1"] == {
        "id": "A1", "openalex": "A1", "name": "Author 1", "sortName": "author 1", "papers": 1, "citations": 0,
        "mentioned": '{"name":"2025-01-01T00:00:00.000000"}',
    }  # fmt: skip
    assert (held["I5"]["papers"], held["I5"]["authors"], held["I5"]["country"]) == (1, 1, "SE")
    assert held["field:17"]["level"] == "FIELD"
    assert held["issn:0028-0836"] == {"id": "issn:0028-0836", "of": "S1"}


async def test_a_second_run_changes_nothing_and_says_so(empty_store: Store, tmp_path: Path) -> None:
    records = [work(1, referenced_works=ids(2, 9)), work(2), author(1), {**work(3), "updated_date": None}]
    await brought(empty_store, tmp_path, *records)
    before, number = await whole(empty_store), await epoch(empty_store)
    report = await brought(empty_store, tmp_path, *records)
    assert await whole(empty_store) == before
    assert await epoch(empty_store) == number
    assert report.counts == {("Paper", "unchanged"): 3, ("Author", "unchanged"): 1}
    assert "Nothing changed." in report.sentences()


def author(number: int) -> Record:
    """An author's own record."""
    return {
        "id": f"{SITE}A{number}", "display_name": f"Author N. {number}", "orcid": "https://orcid.org/0000-0002-1825-0097",
        "affiliations": [{"institution": {"id": f"{SITE}I9", "display_name": "Institute 9"}, "years": [2010, 1999]}],
        "updated_date": "2024-01-01",
    }  # fmt: skip


async def test_the_order_of_records_does_not_matter(empty_store: Store, tmp_path: Path) -> None:
    records = [
        work(1, referenced_works=ids(2, 3, 77), authorships=[authorship(1, display_name="A. One")]),
        work(2, referenced_works=ids(3)),
        work(3, referenced_works=ids(1), authorships=[authorship(1, display_name="Anna One"), authorship(4, place=7)]),
        work(2, title="An older title", updated_date="2023-01-01"),
        author(2),
    ]
    graphs: list[object] = []
    for place, order in enumerate(itertools.islice(itertools.permutations(records), 0, None, 29)):
        await wipe(empty_store)
        # Each record in a file and a run of its own, then all at once.
        folder = tmp_path / str(place)
        folder.mkdir()
        for record in [[record] for record in order] if place % 2 else [order]:
            await brought(empty_store, folder, *record)
        graphs.append(await whole(empty_store))
    assert len(graphs) == 5
    for graph in graphs:
        assert graph == graphs[0]
    assert await cited(empty_store) == [["W1", "W2"], ["W1", "W3"], ["W2", "W3"], ["W3", "W1"]]


async def test_a_citation_waits_for_a_work_that_has_not_come(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1, referenced_works=ids(2, 3)))
    assert (await paper(empty_store, "W1"))["awaits"] == ["W2", "W3"]
    assert await paper(empty_store, "W2") == {}
    await brought(empty_store, tmp_path, work(2))
    assert await cited(empty_store) == [["W1", "W2"]]
    assert (await paper(empty_store, "W1"))["awaits"] == ["W3"]
    assert (await paper(empty_store, "W2"))["citations"] == 1
    await brought(empty_store, tmp_path, work(3))
    assert "awaits" not in await paper(empty_store, "W1")


async def test_a_partial_record_leaves_what_it_does_not_carry(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1, referenced_works=ids(5)))
    nodes, edges = await whole(empty_store)
    report = await brought(empty_store, tmp_path, {"id": f"{SITE}W1", "cited_by_count": 99})
    assert report.counts == {("Paper", "changed"): 1}
    assert (await paper(empty_store, "W1"))["reportedCitations"] == 99
    after, same = await whole(empty_store)
    assert same == edges
    changed = [node for node in after if node not in nodes]
    assert [found for _, found, _ in changed] == ["W1"]


async def test_a_field_that_is_carried_and_empty_empties(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1))
    empty: Record = {"abstract_inverted_index": None, "topics": [], "authorships": [], "referenced_works": []}
    await brought(empty_store, tmp_path, {"id": f"{SITE}W1", **empty})
    stored = await paper(empty_store, "W1")
    assert "abstract" not in stored
    _, edges = await whole(empty_store)
    assert not [kind for _, kind, _, _ in edges if kind in {"AUTHORED", "ABOUT", "WITHIN", "FROM"}]
    assert [kind for _, kind, _, _ in edges if kind == "PUBLISHED_IN"] == ["PUBLISHED_IN"]


async def test_an_older_record_never_overwrites_a_newer(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1, title="New", updated_date="2025-06-01T10:00:00"))
    report = await brought(empty_store, tmp_path, work(1, title="Old", updated_date="2025-06-01T09:00:00"))
    assert report.counts == {("Paper", "older"): 1}
    assert (await paper(empty_store, "W1"))["title"] == "New"
    await brought(empty_store, tmp_path, work(1, title="Newest", updated_date="2025-06-02"))
    assert (await paper(empty_store, "W1"))["title"] == "Newest"


async def test_a_new_byline_replaces_the_old_and_counts_follow(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1), work(2, referenced_works=ids(1)))
    changed = work(1, authorships=[authorship(8, place=9)], topics=[topic(11, 0.5)], updated_date="2025-02-01")
    await brought(empty_store, tmp_path, changed)
    nodes, edges = await whole(empty_store)
    held = {found: properties for _, found, properties in nodes}
    assert [edge[0] for edge in edges if edge[1] == "AUTHORED" and edge[2] == "W1"] == ["A8"]
    assert "A1" not in held, "no record and no work names the author any longer"
    assert (held["A8"]["papers"], held["A8"]["citations"]) == (1, 1)
    assert (held["I9"]["papers"], held["I9"]["citations"], held["I9"]["authors"]) == (1, 1, 1)
    assert (held["T10"]["papers"], held["T11"]["papers"]) == (1, 1)


async def test_references_that_a_newer_record_drops_go(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1, referenced_works=ids(2, 3, 9)), work(2), work(3))
    report = await brought(empty_store, tmp_path, work(1, referenced_works=ids(3), updated_date="2025-02-01"))
    assert (report.citations, report.uncited) == (0, 1)
    assert await cited(empty_store) == [["W1", "W3"]]
    assert "awaits" not in await paper(empty_store, "W1")
    assert (await paper(empty_store, "W2"))["citations"] == 0


async def test_a_byline_that_was_cut_short_does_not_shorten(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1, authorships=[authorship(number) for number in range(1, 6)]))
    cut = work(1, authorships=[authorship(1)], is_authors_truncated=True, updated_date="2025-02-01")
    await brought(empty_store, tmp_path, cut)
    _, edges = await whole(empty_store)
    assert len([edge for edge in edges if edge[1] == "AUTHORED"]) == 5


async def test_the_order_of_whole_and_cut_bylines_does_not_matter(empty_store: Store, tmp_path: Path) -> None:
    def record(day: str, *authors: int, cut: bool = False) -> Record:
        listed = [authorship(number) for number in authors]
        return work(1, authorships=listed, is_authors_truncated=cut, updated_date=f"2025-02-{day}")

    records = [record("01", 1, 2, 3), record("02", 4, 5, 6), record("03", 7, 8, 9, cut=True), record("04", 9, cut=True)]
    graphs: list[object] = []
    for place, order in enumerate(itertools.islice(itertools.permutations(records), 0, None, 5)):
        await wipe(empty_store)
        folder = tmp_path / str(place)
        folder.mkdir()
        for each in [[one] for one in order] if place % 2 else [order[:2], order[2:]]:
            await brought(empty_store, folder, *each)
        nodes, edges = await whole(empty_store)
        held = next(properties for labels, _, properties in nodes if "Paper" in labels)
        byline = [edge for edge in edges if edge[1] == "AUTHORED"]
        assert [edge[0] for edge in sorted(byline, key=lambda edge: edge[3]["position"])] == ["A4", "A5", "A6"], order
        graphs.append((held, byline))
        before = await epoch(empty_store)
        await brought(empty_store, folder, *order)
        assert await epoch(empty_store) == before
    for graph in graphs:
        assert graph == graphs[0]


async def test_an_author_twice_on_a_byline_stands_there_once(empty_store: Store, tmp_path: Path) -> None:
    byline = [authorship(1), authorship(2), authorship(1, place=7)]
    await brought(empty_store, tmp_path, work(1, authorships=byline))
    _, edges = await whole(empty_store)
    authored = {edge[0]: edge[3] for edge in edges if edge[1] == "AUTHORED"}
    assert authored["A1"] == {"position": 1, "corresponding": True, "institutions": ["I5", "I7"]}
    assert authored["A2"]["position"] == 2


async def test_unidentified_people_keep_their_place_and_are_not_mixed_up(empty_store: Store, tmp_path: Path) -> None:
    unnamed = authorship(0, id=None, display_name="J. Smith")
    await brought(empty_store, tmp_path, work(1, authorships=[unnamed]), work(2, authorships=[authorship(3), unnamed]))
    _, edges = await whole(empty_store)
    authored = {edge[0]: edge[2] for edge in edges if edge[1] == "AUTHORED"}
    assert authored == {"author:w1.1": "W1", "A3": "W2", "author:w2.2": "W2"}
    await brought(empty_store, tmp_path, work(1, authorships=[authorship(9)], updated_date="2025-02-01"))
    nodes, _ = await whole(empty_store)
    assert "author:w1.1" not in [found for _, found, _ in nodes]


async def test_an_entity_s_own_record_stands_above_mentions(empty_store: Store, tmp_path: Path) -> None:
    own = {
        "id": f"{SITE}I5", "display_name": "The Institute", "ror": "https://ror.org/05dxps055", "country_code": "US",
        "type": "education", "homepage_url": "https://example.edu", "updated_date": "2025-01-01",
        "geo": {"city": "Pasadena", "latitude": 34.1, "longitude": -118.1},
    }  # fmt: skip
    await brought(empty_store, tmp_path, own, work(1))
    nodes, _ = await whole(empty_store)
    held = {found: properties for _, found, properties in nodes}
    assert held["I5"]["name"] == "The Institute"
    assert (held["I5"]["ror"], held["I5"]["city"], held["I5"]["latitude"]) == ("05dxps055", "Pasadena", 34.1)
    report = await brought(empty_store, tmp_path, {**own, "display_name": "Once", "updated_date": "2020-01-01"})
    assert report.counts == {("Institution", "older"): 1}


async def test_venues_have_issn_and_publisher_and_keep_them(empty_store: Store, tmp_path: Path) -> None:
    own = {**venue(1), "type": "journal", "host_organization_name": "The Press", "updated_date": "2025-01-01"}
    await brought(empty_store, tmp_path, work(1), own)
    nodes, _ = await whole(empty_store)
    held = {found: properties for _, found, properties in nodes}
    assert (held["S1"]["issn"], held["S1"]["publisher"], held["S1"]["kind"]) == (["0028-0836"], "The Press", "journal")


NAMES = cypher("MATCH (n:Topic) WITH n ORDER BY n.id RETURN collect([n.id, n.name, n.level, n.nameKey])")


async def test_concepts_are_topics_where_there_are_no_topics(empty_store: Store, tmp_path: Path) -> None:
    concept = {"id": f"{SITE}C5", "display_name": "Graph theory", "score": "0.75"}
    older = work(1, topics=[], primary_topic=None, concepts=[concept])
    both = work(2, concepts=[{**concept, "id": f"{SITE}C6"}])
    await brought(empty_store, tmp_path, older, both)
    _, edges = await whole(empty_store)
    about = {(edge[0], edge[2]): edge[3] for edge in edges if edge[1] == "ABOUT"}
    assert about == {
        ("W1", "C5"): {"score": 0.75, "primary": False},
        ("W2", "T10"): {"score": 0.9, "primary": True},
    }
    assert (await empty_store.read(NAMES, {}))[0] == ["C5", "Graph theory", "CONCEPT", "graph theory"]


@pytest.mark.parametrize("title", [None, "", "  "])
async def test_a_work_without_a_title_is_kept_and_never_unnames_one(
    empty_store: Store, tmp_path: Path, title: str | None
) -> None:
    await brought(empty_store, tmp_path, work(1, title=title, display_name=title))
    stored = await paper(empty_store, "W1")
    assert (stored["title"], "titleKey" in stored) == ("[untitled]", False)
    await brought(empty_store, tmp_path, work(1, title="Random Forests", updated_date="2025-02-01"))
    await brought(empty_store, tmp_path, work(1, title=title, display_name=title, updated_date="2025-03-01"))
    assert (await paper(empty_store, "W1"))["title"] == "Random Forests"
