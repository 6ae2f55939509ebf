"""Groups and measures of real records are what plain Python counts in their papers, with tables and without."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, Final

import pytest

from analytics.refresher import TablesRefresher
from loaders.cost import Limits
from tests.reading.client import Client
from tests.records.shared import Real

UNLIMITED: Final = Limits(page=10_000, cost=10**12)
PAPERS: Final = """query($after: String) { papers(first: 1000, after: $after) {
  pageInfo { hasNextPage endCursor }
  nodes {
    id year kind language retracted citationCount reportedCitationCount openAccess { isOpen status licence }
    venue { id publishedBy { id } } authors(first: 10000) { edges { node { id } countries } }
    institutions(first: 10000) { nodes { id country } }
    topics(first: 10000) { nodes { id } } funders(first: 10000) { nodes { id } }
  }
} }"""
GROUPS: Final = """query($by: [PaperGroupKey!]!, $after: String) { papers { totalCount
  groups(by: $by, orderBy: {field: KEY}, first: 1000, after: $after) {
    pageInfo { hasNextPage endCursor } nodes { count keys { value } measures { citations hIndex openAccessShare } }
  }
} }"""
MEASURES: Final = (
    "{ papers { measures { papers citations medianCitations reportedCitations hIndex i10Index authors } } }"
)


async def read_papers(client: Client) -> list[Any]:
    """All papers."""
    papers, cursor, more = list[Any](), None, True
    while more:
        page = (await client.ask(PAPERS, {"after": cursor}))["papers"]
        papers += page["nodes"]
        cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return papers


def values(paper: Any, key: str) -> list[str | None]:
    """The values of a paper for a key."""
    venue: Any = paper["venue"] or {}
    publisher: Any = venue.get("publishedBy") or {}
    access = paper["openAccess"]
    bylines = paper["authors"]["edges"]
    listed: dict[str, list[str | None]] = {
        "YEAR": [paper["year"] and str(paper["year"])],
        "KIND": [paper["kind"]],
        "LANGUAGE": [paper["language"]],
        "OPEN_ACCESS_STATUS": [access["status"]],
        "LICENCE": [access["licence"]],
        "RETRACTED": [str(paper["retracted"]).lower()],
        "VENUE": [venue.get("id")],
        "PUBLISHER": [publisher.get("id")],
        "AUTHOR": [edge["node"]["id"] for edge in bylines],
        "COUNTRY": [
            *(country for edge in bylines for country in edge["countries"]),
            *(node["country"] for node in paper["institutions"]["nodes"] if node["country"]),
        ],
        "INSTITUTION": [node["id"] for node in paper["institutions"]["nodes"]],
        "TOPIC": [node["id"] for node in paper["topics"]["nodes"]],
        "FUNDER": [node["id"] for node in paper["funders"]["nodes"]],
    }
    return list(dict.fromkeys(listed[key])) or [None]


def expected(papers: list[Any], key: str) -> Iterator[tuple[str | None, tuple[int, int, int, float]]]:
    """The groups of a key: papers, citations, h-index and share of open access."""
    groups: dict[str | None, list[Any]] = {}
    for paper in papers:
        for value in values(paper, key):
            groups.setdefault(value, []).append(paper)
    for value, listed in groups.items():
        cited = [paper["citationCount"] for paper in listed]
        opened = sum(paper["openAccess"]["isOpen"] for paper in listed)
        yield value, (len(listed), sum(cited), h_index(cited), round(opened / len(listed), 6))


def h_index(cited: list[int]) -> int:
    """So many have at least as many citations."""
    return sum(number >= place for place, number in enumerate(sorted(cited, reverse=True), 1))


async def read_groups(client: Client, key: str) -> dict[str | None, tuple[int, int, int, float]]:
    """All groups of a key."""
    groups: dict[str | None, tuple[int, int, int, float]] = {}
    cursor, more = None, True
    while more:
        page = (await client.ask(GROUPS, {"by": [key], "after": cursor}))["papers"]["groups"]
        for group in page["nodes"]:
            measures = group["measures"]
            share = round(measures["openAccessShare"], 6)
            groups[group["keys"][0]["value"]] = (group["count"], measures["citations"], measures["hIndex"], share)
        cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return groups


async def test_groups_of_real_records_are_what_their_papers_say(
    real: Real, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resolvers.paper_sources.MAX_PAPERS", 1_000_000)
    refresher = TablesRefresher(real.store, tmp_path)
    await refresher.refresh()
    tables, plain = Client(real.store, UNLIMITED, [refresher]), Client(real.store, UNLIMITED)
    papers = await read_papers(plain)
    keys = ["YEAR", "KIND", "LANGUAGE", "OPEN_ACCESS_STATUS", "LICENCE", "RETRACTED", "VENUE", "PUBLISHER"]
    for key in (*keys, "COUNTRY", "INSTITUTION", "TOPIC", "FUNDER"):
        assert await read_groups(tables, key) == dict(expected(papers, key)), key
    assert await read_groups(plain, "COUNTRY") == dict(expected(papers, "COUNTRY"))
    cited = [paper["citationCount"] for paper in papers]
    reported = [paper["reportedCitationCount"] for paper in papers if paper["reportedCitationCount"] is not None]
    authors = Counter(author for paper in papers for author in values(paper, "AUTHOR") if author is not None)
    assert (await tables.ask(MEASURES))["papers"]["measures"] == {
        "papers": len(papers), "citations": sum(cited), "medianCitations": median(cited),
        "reportedCitations": sum(reported) if reported else None, "hIndex": h_index(cited),
        "i10Index": sum(number >= 10 for number in cited), "authors": len(authors),
    }  # fmt: skip
