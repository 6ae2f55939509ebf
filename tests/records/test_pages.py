"""Pages of real records show what the records say, and every page of the graph answers.

`PEERGRAPH_TEST_CRAWL=all` crawls every address; otherwise a sample of each kind, always the same.
"""

import html
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.endpoints.serving import Service
from tests.records.awkward import FIRST
from tests.records.crawl import COLLECTIONS, CRAWL_ALL, a_third, addresses, crawl, sampled
from tests.records.oracle.graph import Graph
from tests.records.oracle.values import Plain
from tests.records.reading import all_nodes
from tests.sampler import Sampler

Json = dict[str, Any]
#: Seconds that a test may take; the first one includes the load of all records.
pytestmark = pytest.mark.timeout(1_800)
#: Approximate numbers of papers whose pages are read, and of nodes of each kind whose addresses are crawled.
PAPERS_READ: Final = 60
NODES_CRAWLED: Final = 12
NAMES: Final = """query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Paper {
  venue { name } topics(first: 8) { nodes { name } }
  authors(first: 40) { edges { name institutions { name } affiliations } }
  funding { funderName awardNumber } locations { venue { name } rawVenueName licence } } } }"""
SUGGEST: Final = "query ($text: String!) { search(text: $text, first: 7) { nodes { __typename } } }"
ENTITIES: Final = {
    "authors": "id name orcid institutions(first: 8) { nodes { name } }",
    "institutions": "id name city ror acronyms lineage { name }",
    "topics": "id name description keywords broader { name }",
    "venues": "id name issn publisher abbreviation",
}
LISTS: Final = (
    "/", "/papers", "/authors", "/institutions", "/topics", "/venues", "/search?q=learning", "/search?q=%D8%A7%D9%84",
    "/search?q=", "/search?q=%22%3E%3Csvg%3E", "/search?q=%F0%9F%A7%AC", "/search?q=%E6%B7%B1%E5%B1%A4",
    "/papers?order=YEAR", "/papers?year=2020", "/export/papers.csv", "/export/papers.jsonl", "/export/papers.bib",
    "/export/papers.ris", "/explore", "/widget", "/metrics", "/health/ready",
)  # fmt: skip


def text_of(page: str) -> str:
    """The visible text, as one line."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", body)).split())


def letters(value: str) -> str:
    """The characters of a text without spaces: line breaks of pages differ."""
    return "".join(value.split())


async def test_pages_of_papers_show_what_the_records_say(service: Service, expected: Graph, sample: Sampler) -> None:
    ids = sorted({*sample(sampled(expected.papers, PAPERS_READ), 12), *_awkward(expected)})
    named: dict[str, Json] = {}
    for start in range(0, len(ids), 100):
        answer = await service.ask(NAMES, ids=ids[start : start + 100])
        named |= {node["id"]: node for node in answer["data"]["nodes"]}
    missing: list[str] = []
    for node_id in ids:
        answer = await service.http.get(f"/papers/{node_id}", headers={"accept": "text/html"})
        assert answer.status_code == 200, node_id
        page = letters(text_of(answer.text))
        values = _values(expected.papers[node_id], named[node_id])
        missing += [f"{node_id}: the page does not show {value!r}" for value in values if letters(value) not in page]
    assert not missing, "\n".join(missing[:40])


def _values(paper: Json, named: Json) -> Iterator[str]:
    """The values that the page of a paper must show."""
    texts = [paper["title"], paper["abstract"], paper["rawVenueName"] if named["venue"] is None else None]
    texts += [each["name"] for each in paper.get("keywords", ())]
    texts += [author["name"] for author in paper["authors"][:40]]
    for text in texts:
        # Markup is compared with the fields; here a text without markup must be unchanged.
        raw = text.raw if isinstance(text, Plain) else text
        if isinstance(raw, str) and text == Plain(raw) and not set("<&\\$") & set(raw) and raw.isprintable():
            yield raw
    identifiers: Json = paper["identifiers"]
    yield from (str(value) for name in ("doi", "arxiv", "pmid", "pmcid", "mag") if (value := identifiers[name]))
    yield from (str(value) for value in (paper["year"],) if value)
    if named["venue"]:
        yield named["venue"]["name"]
    yield from (topic["name"] for topic in named["topics"]["nodes"])
    for edge in named["authors"]["edges"]:
        yield edge["name"]
        yield from (institution["name"] for institution in edge["institutions"])
        yield from edge["affiliations"]
    for each in named["funding"]:
        yield from (value for value in (each["funderName"], each["awardNumber"]) if value)
    for location in named["locations"]:
        yield from (value for value in (location["venue"] and location["venue"]["name"], location["licence"]) if value)
    yield from (term["descriptor"] for term in paper.get("meshTerms", ()))
    yield from (goal["name"] for goal in paper.get("sustainableDevelopmentGoals", ()))
    indicators: Json = paper.get("indicators", {})
    if indicators.get("fwci") is not None:
        yield f"{indicators['fwci']:.2f}"
    if indicators.get("percentile") is not None:
        yield f"{indicators['percentile'] * 100:.1f}"
    for charge in (paper.get("apcList"), paper.get("apcPaid")):
        if charge:
            yield f"{charge['value']:,}".replace(",", " ")
    if paper["retracted"]:
        yield "Retracted"


@pytest.mark.parametrize("collection", ENTITIES)
async def test_pages_of_others_show_what_the_records_say(service: Service, collection: str, sample: Sampler) -> None:
    nodes = {node["id"]: node for node in await all_nodes(service, collection, ENTITIES[collection])}
    missing: list[str] = []
    for node_id in sample(sampled(nodes, 2 * NODES_CRAWLED), 6):
        answer = await service.http.get(f"/{collection}/{node_id}", headers={"accept": "text/html"})
        assert answer.status_code == 200, node_id
        page = letters(text_of(answer.text))
        missing += [f"{node_id}: the page does not show {value!r}"
                    for value in _texts(nodes[node_id]) if letters(value) not in page and value != node_id]  # fmt: skip
    assert not missing, "\n".join(missing[:40])


def _texts(value: Any) -> Iterator[str]:
    """Every text in a response."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(each)


@pytest.mark.parametrize("collection", COLLECTIONS)
async def test_every_address_of_a_kind_answers(service: Service, collection: str, sample: Sampler) -> None:
    ids = [node["id"] for node in await all_nodes(service, collection, "id")]
    chosen = sampled(ids, NODES_CRAWLED)
    chosen += [node_id for node_id in ids if node_id.startswith(f"W{FIRST}"[:6]) and node_id not in chosen]
    assert chosen
    paths = [path for node_id in chosen for path in a_third(addresses(collection, node_id, service=service.address))]
    result = await crawl(service, sample(paths, 20))
    if CRAWL_ALL:
        print(f"\n{len(result.seconds):,} addresses of {collection}; the slowest:", *result.slowest(), sep="\n")
    assert result.faults == []


async def test_every_list_answers(service: Service) -> None:
    result = await crawl(service, LISTS)
    assert result.faults == []


async def test_titles_are_found_and_suggested(service: Service, expected: Graph, sample: Sampler) -> None:
    """Every awkward title, and some real ones, as a search and as a suggestion: no errors."""
    for node_id in sample(sorted({*_awkward(expected), *sampled(expected.papers, NODES_CRAWLED)}), 20):
        title = expected.papers[node_id]["title"]
        text = str(title.raw if isinstance(title, Plain) else title)[:200]
        answer = await service.http.get("/search", params={"q": text}, headers={"accept": "text/html"})
        assert answer.status_code == 200, (node_id, text)
        suggested = await service.ask(SUGGEST, text=text)
        codes = [error["extensions"]["code"] for error in suggested.get("errors", ())]
        assert codes in ([], ["BAD_USER_INPUT"]), (text, suggested)


def _awkward(expected: Graph) -> Iterator[str]:
    return (node_id for node_id in expected.papers if node_id.startswith(f"W{FIRST}"[:6]))
