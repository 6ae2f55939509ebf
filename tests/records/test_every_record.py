"""Every record of the graph of real records is read back through GraphQL, and its pages answer 200.

`PEERGRAPH_CRAWL=all` crawls every page; otherwise each kind's pages are sampled, the same ones each time.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final
from zlib import crc32

import pytest
import pytest_asyncio

from graphdb.embedded.server import Address
from graphdb.store import Store
from ingest.report import Report
from tests.endpoints.serving import Service, served, settings
from tests.records.awkward import FIRST
from tests.records.real import load, works

EVERYTHING: Final = os.environ.get("PEERGRAPH_CRAWL") == "all"
#: Pages of each kind in a sample, about.
SAMPLE: Final = 12
#: Requests at a time.
ABREAST: Final = 6
PLACES: Final = ("papers", "authors", "institutions", "topics", "venues")
FIELDS: Final = """
  id title kind year publishedOn language retracted reportedCitationCount authorCount abstract abstractKind url
  identifiers { doi arxiv openalex pmid pmcid } openAccess { isOpen status url licence } venue { name }
"""
LISTS: Final = (
    "/", "/papers", "/authors", "/institutions", "/topics", "/venues", "/search?q=learning", "/search?q=%D8%A7%D9%84",
    "/export/papers.csv", "/export/papers.jsonl", "/export/papers.bib", "/export/papers.ris",
    "/explore", "/widget", "/metrics", "/health/ready",
)  # fmt: skip


@pytest_asyncio.fixture(scope="module")
async def loaded(graph: Store, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return await load(graph, tmp_path_factory.mktemp("records"))


@pytest_asyncio.fixture(scope="module")
async def service(loaded: Report, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    assert loaded.rejected == 0
    async with served(settings(neo4j, tmp_path_factory.mktemp("service"))) as running:
        yield running


async def every(service: Service, place: str, fields: str) -> list[dict[str, Any]]:
    """All nodes of a kind, page by page."""
    nodes: list[dict[str, Any]] = []
    after = None
    while True:
        query = f"query ($after: String) {{ {place}(first: 100, after: $after) {{ nodes {{ {fields} }}"
        answer = await service.ask(query + " pageInfo { hasNextPage endCursor } } }", after=after)
        assert "errors" not in answer, answer["errors"]
        page = answer["data"][place]
        nodes += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return nodes


async def test_every_paper_says_what_its_record_says(service: Service) -> None:
    shown = {paper["id"]: paper for paper in await every(service, "papers", FIELDS)}
    wrong = [fault for key, record in works().items() for fault in _differences(key, record, shown.get(key))]
    assert wrong == []


def _differences(key: str, record: dict[str, Any], paper: dict[str, Any] | None) -> Iterator[str]:
    """In what a paper differs from its record."""
    if paper is None:
        yield f"{key} is not there"
        return
    expected: dict[str, object] = {"openalex": key}
    for field, name in (
        ("publication_year", "year"), ("publication_date", "publishedOn"), ("language", "language"),
        ("is_retracted", "retracted"), ("cited_by_count", "reportedCitationCount"),
    ):  # fmt: skip
        if field in record and record[field] == record[field]:
            expected[name] = record[field]
    if record.get("doi"):
        expected["doi"] = record["doi"].removeprefix("https://doi.org/").lower()
    title = record.get("title") or record.get("display_name")
    if title and not set(title) & set("<&\\$") and title.isprintable():
        expected["title"] = " ".join(title.split())
    actual = paper | paper["identifiers"]
    yield from (f"{key}.{name}: {actual[name]!r} is not {value!r}" for name, value in expected.items()
                if actual[name] != value)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
async def test_every_page_of_a_kind_answers(service: Service, place: str) -> None:
    ids = [node["id"] for node in await every(service, place, "id")]
    chosen = [found for found in ids if EVERYTHING or crc32(found.encode()) % max(1, len(ids) // SAMPLE) == 0]
    chosen += [found for found in ids if found.startswith(f"W{FIRST}"[:8]) and found not in chosen]
    assert chosen
    endings = ("", "/map.svg", "/map.graphml", "/map.csv") if place != "venues" else ("",)
    assert await failing(service, [f"/{place}/{found}{ending}" for found in chosen for ending in endings]) == []


async def test_every_list_answers(service: Service) -> None:
    assert await failing(service, LISTS) == []


async def failing(service: Service, paths: Any) -> list[str]:
    """The addresses that answer anything but 200."""
    gate = asyncio.Semaphore(ABREAST)

    async def ask(path: str) -> str | None:
        async with gate:
            answer = await service.http.get(path, headers={"accept": "text/html"}, timeout=120, follow_redirects=True)
        return None if answer.status_code == 200 else f"{answer.status_code} {path}"

    return [fault for fault in await asyncio.gather(*map(ask, paths)) if fault]
