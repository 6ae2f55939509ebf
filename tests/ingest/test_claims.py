"""Two sources of one paper: each replaces only its own values, in any order of ingest."""

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
from ingest.pipeline import NoProgress, finish
from ingest.report import Report
from tests.conftest import wipe
from tests.ingest.records import Record, authorship, epoch, ids, ingest_records, paper, read_citations, read_graph, work
from tests.ingest.test_merges import ingest_merges

LOCAL = "arxiv:2101.00001"


def local_row(updated: str = "2024-01-01", *, source: str = "demo", **fields: Any) -> PaperRow:
    """A record of another source for OpenAlex's paper W1, under another id."""
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


def mention(node_id: str) -> EntityRow:
    """A mention of the node with this id."""
    return EntityRow(label_of(node_id), node_id, {"name": node_id.title(), "sortName": sort_key(node_id.title())})


async def store_rows(store: Store, *rows: PaperRow) -> Report:
    """Store the rows as one ingest."""
    names = ("author:one", "institution:one", "topic:one", "venue:one")
    run, report = await Run.begin(store), Report()
    report.add(await store_batch(run, Batch(papers=list(rows), mentions={name: mention(name) for name in names})))
    await finish(run, report, NoProgress())
    return report


async def paper_graph(store: Store) -> tuple[list[Any], list[Any]]:
    """Papers, claims and all edges of papers, without the stored references of claims, whose ids depend on the order.

    Nodes that only an outdated record mentions are left out.
    """
    nodes, edges = await read_graph(store)
    nodes = [node for node in nodes if node[0] in (["Paper"], ["SourceClaim"], ["Alias"])]
    for _, _, properties in nodes:
        if "content" in properties:
            content = orjson.loads(properties["content"])
            content["fields"].pop("references", None)
            properties["content"] = content
    return nodes, [edge for edge in edges if edge[1] not in {"AFFILIATED_WITH", "BROADER"}]


async def test_a_record_of_openalex_removes_no_reference_of_another_source(empty_store: Store, tmp_path: Path) -> None:
    await store_rows(empty_store, local_row(references=["W2", "W3", "W9"]))
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(2, 4)), work(2), work(3), work(4))
    assert await read_citations(empty_store) == [["W1", "W2"], ["W1", "W3"], ["W1", "W4"]]
    assert (await paper(empty_store, "W1"))["awaits"] == ["W9"]


async def test_a_reference_goes_with_its_last_source(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(2, 4)), work(2), work(3), work(4))
    await store_rows(empty_store, local_row(references=["W2", "W3", "W9"]))
    await store_rows(empty_store, local_row("2024-02-01", references=["W2"]))
    assert await read_citations(empty_store) == [["W1", "W2"], ["W1", "W4"]]
    assert "awaits" not in await paper(empty_store, "W1")
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=[], updated_date="2025-02-01"))
    assert await read_citations(empty_store) == [["W1", "W2"]]
    await store_rows(empty_store, local_row("2024-03-01", references=[]))
    assert await read_citations(empty_store) == []


async def test_each_part_comes_from_the_source_of_the_table(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, abstract_inverted_index=None, primary_location=None, topics=[],
                                              primary_topic=None))  # fmt: skip
    await store_rows(empty_store, local_row())
    stored = await paper(empty_store, "W1")
    assert (stored["title"], stored["kind"], stored["year"]) == ("Work number 1", "ARTICLE", 2001)
    assert (stored["abstract"], stored["abstractKind"], stored["arxiv"]) == ("In our words.", "SUMMARY", "2101.00001")
    assert (stored["source"], stored["sources"]) == ("openalex", ["openalex", "demo"])
    _, edges = await read_graph(empty_store)
    assert {edge[0] for edge in edges if edge[1] == "AUTHORED"} == {"A1", "A2"}
    assert ["W1", "ABOUT", "topic:one", {"score": 1.0, "primary": True}] in edges
    assert ["W1", "PUBLISHED_IN", "venue:one", {}] in edges
    await ingest_records(empty_store, tmp_path, work(1, updated_date="2025-02-01"))
    assert (await paper(empty_store, "W1"))["abstract"] == "Short abstract"
    _, edges = await read_graph(empty_store)
    assert [edge[2] for edge in edges if edge[:2] in (["W1", "ABOUT"], ["W1", "PUBLISHED_IN"])] == ["T10", "S1"]


async def test_a_value_that_one_source_drops_comes_from_the_other(empty_store: Store, tmp_path: Path) -> None:
    await store_rows(empty_store, local_row())
    await ingest_records(empty_store, tmp_path, work(1))
    empty: Record = {
        "abstract_inverted_index": None,
        "authorships": [],
        "publication_year": None,
        "publication_date": None,
    }
    await ingest_records(empty_store, tmp_path, work(1, updated_date="2025-02-01", **empty))
    stored = await paper(empty_store, "W1")
    assert (stored["abstract"], stored["year"], stored["title"]) == ("In our words.", 2000, "Work number 1")
    nodes, edges = await read_graph(empty_store)
    assert [edge[0] for edge in edges if edge[1:3] == ["AUTHORED", "W1"]] == ["author:one"]
    # The name is part of the claim: no other record has the author.
    assert [node[2]["name"] for node in nodes if node[1] == "author:one"] == ["Author:One"]


async def test_a_longer_byline_replaces_a_truncated_one(empty_store: Store, tmp_path: Path) -> None:
    truncated = work(1, authorships=[authorship(7)], is_authors_truncated=True)
    byline: list[Any] = [["author:one", 1, False, [], None, [], []], ["author:two", 2, False, [], None, [], []]]
    await ingest_records(empty_store, tmp_path, truncated)
    await store_rows(empty_store, local_row(bylines=byline))
    _, edges = await read_graph(empty_store)
    assert sorted(edge[0] for edge in edges if edge[1] == "AUTHORED") == ["author:one", "author:two"]
    await ingest_records(empty_store, tmp_path, work(1, authorships=[authorship(7)], updated_date="2025-02-01"))
    _, edges = await read_graph(empty_store)
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
        local_row("2024-01-01", references=["W2", "W4"]),
        local_row("2024-05-01", references=["W5", "W2"], bylines=[["author:one", 1, False, [], None, [], []]]),
        local_row("2023-01-01", source="registry", references=["W6"], id="doi:10.5555/w1", topics=[],
              properties={"pmid": "77", "abstract": None, "abstractKind": None}),
    ]  # fmt: skip


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", range(4))
async def test_the_order_of_sources_does_not_matter(empty_store: Store, tmp_path: Path, seed: int) -> None:
    async def bring(order: list[Record | PaperRow]) -> None:
        for step in order:
            await (
                store_rows(empty_store, step)
                if isinstance(step, PaperRow)
                else ingest_records(empty_store, tmp_path, step)
            )

    await bring(steps())
    expected = await paper_graph(empty_store)
    assert (await paper(empty_store, "W1"))["sources"] == ["openalex", "registry", "demo"]
    order = steps()
    random.Random(seed).shuffle(order)  # noqa: S311
    await wipe(empty_store)
    await bring(order)
    assert _difference(await paper_graph(empty_store), expected) == []
    before = await epoch(empty_store)
    await bring(steps())
    assert _difference(await paper_graph(empty_store), expected) == []
    assert await epoch(empty_store) == before


async def test_claims_go_with_a_paper_that_is_merged(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1), work(2), work(3), work(4, referenced_works=ids(1)))
    await store_rows(empty_store, local_row(references=["W3"]))
    await ingest_merges(empty_store, tmp_path, "works", ("W1", "W2"))
    assert await read_citations(empty_store) == [["W2", "W3"], ["W4", "W2"]]
    stored = await paper(empty_store, "W2")
    assert (stored["sources"], stored["title"], stored["arxiv"]) == (
        ["openalex", "demo"],
        "Work number 2",
        "2101.00001",
    )
    await ingest_merges(empty_store, tmp_path, "works", ("W2", "W9"))
    await ingest_records(empty_store, tmp_path, work(9, updated_date="2020-01-01"))
    assert await read_citations(empty_store) == [["W4", "W9"], ["W9", "W3"]]
    stored = await paper(empty_store, "W9")
    assert (stored["sources"], stored["title"]) == (["openalex", "demo"], "Work number 9")


async def test_a_doi_of_a_later_record_joins_the_claims(empty_store: Store, tmp_path: Path) -> None:
    await store_rows(empty_store, local_row(references=["W3"]))
    await ingest_records(empty_store, tmp_path, work(1, doi=None, referenced_works=ids(2)), work(2), work(3))
    assert await read_citations(empty_store) == [["W1", "W2"], [LOCAL, "W3"]]
    await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(2), updated_date="2025-02-01"))
    assert await read_citations(empty_store) == [["W1", "W2"], ["W1", "W3"]]
    assert (await paper(empty_store, "W1"))["sources"] == ["openalex", "demo"]
