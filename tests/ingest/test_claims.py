"""Two sources that describe one paper: each replaces what it said itself, and the order of arrival does not matter."""

import random
from pathlib import Path
from typing import Any

import orjson
import pytest

from graphdb.ingest.batch import store_batch
from graphdb.ingest.rows import Batch, EntityRow, PaperRow, Properties, label_of
from graphdb.ingest.run import Run
from graphdb.store import Store
from identifiers.title import sort_key
from ingest.pipeline import Silent, finish
from ingest.report import Report
from tests.conftest import wipe
from tests.ingest.records import Record, authorship, brought, cited, epoch, ids, paper, whole, work
from tests.ingest.test_merges import merged

LOCAL = "arxiv:2101.00001"


def local(updated: str = "2024-01-01", *, source: str = "demo", **fields: Any) -> PaperRow:
    """A record of another source about the paper that OpenAlex calls W1, under an id of its own."""
    properties: Properties = {
        "title": "Work no. 1", "titleKey": "work no 1", "sortTitle": "work no 1", "doi": "10.5555/w1",
        "arxiv": "2101.00001", "abstract": "In our words.", "abstractKind": "SUMMARY", "kind": "PREPRINT",
        "year": 2000, "sortYear": 2000, "sortDate": "", "source": source, **fields.pop("properties", {}),
    }  # fmt: skip
    row = PaperRow(
        LOCAL, ["doi:10.5555/w1"], updated, hash((updated, repr(fields))) % 2**60, properties,
        bylines=[["author:one", 1, False, ["institution:one"], "A. One", []]], origins=[],
        topics=[["topic:one", 1.0, True]],
        venues=["venue:one"], references=[],
    )  # fmt: skip
    return row._replace(**fields)


def mention(found: str) -> EntityRow:
    """What a record calls the node of this id."""
    return EntityRow(label_of(found), found, {"name": found.title(), "sortName": sort_key(found.title())})


async def told(store: Store, *rows: PaperRow) -> Report:
    """Store the rows as one ingest."""
    names = ("author:one", "institution:one", "topic:one", "venue:one")
    run, report = await Run.begin(store), Report()
    report.add(await store_batch(run, Batch(papers=list(rows), mentions={name: mention(name) for name in names})))
    await finish(run, report, Silent())
    return report


async def graph_of(store: Store) -> tuple[list[Any], list[Any]]:
    """Papers, claims and all edges of papers; without the names by which a claim's references were called when it came.

    What only an outdated record named may be there, with no paper.
    """
    nodes, edges = await whole(store)
    nodes = [node for node in nodes if node[0] in (["Paper"], ["SourceClaim"], ["Alias"])]
    for _, _, properties in nodes:
        if "content" in properties:
            content = orjson.loads(properties["content"])
            content["fields"].pop("references", None)
            properties["content"] = content
    return nodes, [edge for edge in edges if edge[1] not in {"AFFILIATED_WITH", "BROADER"}]


async def test_a_record_of_openalex_removes_no_reference_of_another_source(empty_store: Store, tmp_path: Path) -> None:
    await told(empty_store, local(references=["W2", "W3", "W9"]))
    await brought(empty_store, tmp_path, work(1, referenced_works=ids(2, 4)), work(2), work(3), work(4))
    assert await cited(empty_store) == [["W1", "W2"], ["W1", "W3"], ["W1", "W4"]]
    assert (await paper(empty_store, "W1"))["awaits"] == ["W9"]


async def test_a_reference_goes_with_the_last_source_that_names_it(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1, referenced_works=ids(2, 4)), work(2), work(3), work(4))
    await told(empty_store, local(references=["W2", "W3", "W9"]))
    await told(empty_store, local("2024-02-01", references=["W2"]))
    assert await cited(empty_store) == [["W1", "W2"], ["W1", "W4"]]
    assert "awaits" not in await paper(empty_store, "W1")
    await brought(empty_store, tmp_path, work(1, referenced_works=[], updated_date="2025-02-01"))
    assert await cited(empty_store) == [["W1", "W2"]]
    await told(empty_store, local("2024-03-01", references=[]))
    assert await cited(empty_store) == []


async def test_each_part_comes_from_the_source_that_the_table_names(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1, abstract_inverted_index=None, primary_location=None, topics=[],
                                              primary_topic=None))  # fmt: skip
    await told(empty_store, local())
    stored = await paper(empty_store, "W1")
    assert (stored["title"], stored["kind"], stored["year"]) == ("Work number 1", "ARTICLE", 2001)
    assert (stored["abstract"], stored["abstractKind"], stored["arxiv"]) == ("In our words.", "SUMMARY", "2101.00001")
    assert (stored["source"], stored["sources"]) == ("openalex", ["openalex", "demo"])
    _, edges = await whole(empty_store)
    assert {edge[0] for edge in edges if edge[1] == "AUTHORED"} == {"A1", "A2"}
    assert ["W1", "ABOUT", "topic:one", {"score": 1.0, "primary": True}] in edges
    assert ["W1", "PUBLISHED_IN", "venue:one", {}] in edges
    await brought(empty_store, tmp_path, work(1, updated_date="2025-02-01"))
    assert (await paper(empty_store, "W1"))["abstract"] == "Short abstract"
    _, edges = await whole(empty_store)
    assert [edge[2] for edge in edges if edge[:2] in (["W1", "ABOUT"], ["W1", "PUBLISHED_IN"])] == ["T10", "S1"]


async def test_what_a_source_takes_back_is_given_again_by_the_other(empty_store: Store, tmp_path: Path) -> None:
    await told(empty_store, local())
    await brought(empty_store, tmp_path, work(1))
    empty: Record = {
        "abstract_inverted_index": None,
        "authorships": [],
        "publication_year": None,
        "publication_date": None,
    }
    await brought(empty_store, tmp_path, work(1, updated_date="2025-02-01", **empty))
    stored = await paper(empty_store, "W1")
    assert (stored["abstract"], stored["year"], stored["title"]) == ("In our words.", 2000, "Work number 1")
    nodes, edges = await whole(empty_store)
    assert [edge[0] for edge in edges if edge[1:3] == ["AUTHORED", "W1"]] == ["author:one"]
    # The name came with the claim: nobody else knew the author any more.
    assert [node[2]["name"] for node in nodes if node[1] == "author:one"] == ["Author:One"]


async def test_a_byline_that_is_cut_short_gives_way_to_a_longer_one(empty_store: Store, tmp_path: Path) -> None:
    cut = work(1, authorships=[authorship(7)], is_authors_truncated=True)
    byline: list[Any] = [["author:one", 1, False, [], None, [], []], ["author:two", 2, False, [], None, [], []]]
    await brought(empty_store, tmp_path, cut)
    await told(empty_store, local(bylines=byline))
    _, edges = await whole(empty_store)
    assert sorted(edge[0] for edge in edges if edge[1] == "AUTHORED") == ["author:one", "author:two"]
    await brought(empty_store, tmp_path, work(1, authorships=[authorship(7)], updated_date="2025-02-01"))
    _, edges = await whole(empty_store)
    assert [edge[0] for edge in edges if edge[1] == "AUTHORED"] == ["A7"]


def _difference(one: tuple[list[Any], list[Any]], other: tuple[list[Any], list[Any]]) -> list[Any]:
    """Nodes and edges that only one of two graphs has."""
    return [
        item
        for here, there in zip((*one, *other), (*other, *one), strict=True)
        for item in here
        if item not in there
    ]  # fmt: skip


def steps() -> list[Record | PaperRow]:
    """Records of three sources about one paper, older and newer ones, and works that they cite."""
    return [
        work(1, referenced_works=ids(2), title="Before", authorships=[], updated_date="2024-06-01"),
        work(1, referenced_works=ids(2, 3), authorships=[authorship(1)], is_authors_truncated=True),
        work(2, referenced_works=ids(1)),
        local("2024-01-01", references=["W2", "W4"]),
        local("2024-05-01", references=["W5", "W2"], bylines=[["author:one", 1, False, [], None, [], []]]),
        local("2023-01-01", source="registry", references=["W6"], id="doi:10.5555/w1", topics=[],
              properties={"pmid": "77", "abstract": None, "abstractKind": None}),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
async def test_the_order_of_sources_does_not_matter(empty_store: Store, tmp_path: Path, seed: int) -> None:
    async def bring(order: list[Record | PaperRow]) -> None:
        for step in order:
            await (told(empty_store, step) if isinstance(step, PaperRow) else brought(empty_store, tmp_path, step))

    await bring(steps())
    expected = await graph_of(empty_store)
    assert (await paper(empty_store, "W1"))["sources"] == ["openalex", "registry", "demo"]
    order = steps()
    random.Random(seed).shuffle(order)  # noqa: S311
    await wipe(empty_store)
    await bring(order)
    assert _difference(await graph_of(empty_store), expected) == []
    before = await epoch(empty_store)
    await bring(steps())
    assert _difference(await graph_of(empty_store), expected) == []
    assert await epoch(empty_store) == before


async def test_claims_go_with_a_paper_that_is_merged(empty_store: Store, tmp_path: Path) -> None:
    await brought(empty_store, tmp_path, work(1), work(2), work(3), work(4, referenced_works=ids(1)))
    await told(empty_store, local(references=["W3"]))
    await merged(empty_store, tmp_path, "works", ("W1", "W2"))
    assert await cited(empty_store) == [["W2", "W3"], ["W4", "W2"]]
    stored = await paper(empty_store, "W2")
    assert (stored["sources"], stored["title"], stored["arxiv"]) == (
        ["openalex", "demo"],
        "Work number 2",
        "2101.00001",
    )
    await merged(empty_store, tmp_path, "works", ("W2", "W9"))
    await brought(empty_store, tmp_path, work(9, updated_date="2020-01-01"))
    assert await cited(empty_store) == [["W4", "W9"], ["W9", "W3"]]
    stored = await paper(empty_store, "W9")
    assert (stored["sources"], stored["title"]) == (["openalex", "demo"], "Work number 9")


async def test_a_paper_that_gets_its_doi_late_joins_the_claims(empty_store: Store, tmp_path: Path) -> None:
    await told(empty_store, local(references=["W3"]))
    await brought(empty_store, tmp_path, work(1, doi=None, referenced_works=ids(2)), work(2), work(3))
    assert await cited(empty_store) == [["W1", "W2"], [LOCAL, "W3"]]
    await brought(empty_store, tmp_path, work(1, referenced_works=ids(2), updated_date="2025-02-01"))
    assert await cited(empty_store) == [["W1", "W2"], ["W1", "W3"]]
    assert (await paper(empty_store, "W1"))["sources"] == ["openalex", "demo"]
