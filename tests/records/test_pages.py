"""Pages of real records show what the records say, and every page of the graph answers.

`PEERGRAPH_CRAWL=all` crawls every address; otherwise each kind's are sampled, the same ones each time.
"""

import html
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.endpoints.serving import Service
from tests.records.awkward import FIRST
from tests.records.crawl import EVERYTHING, PLACES, addresses, crawl, sampled, some
from tests.records.oracle.graph import Graph
from tests.records.oracle.values import Plain
from tests.records.reading import every

Json = dict[str, Any]
#: Seconds that a test may take, the first one with the load of all records.
pytestmark = pytest.mark.timeout(1_800)
#: Papers whose pages are read, and nodes of each kind whose addresses are crawled, about.
READ: Final = 60
CRAWLED: Final = 12
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
    """What a reader sees, as one line."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", body)).split())


def letters(value: str) -> str:
    """The characters of a text without its spaces: pages break lines where they like."""
    return "".join(value.split())


async def test_pages_of_papers_show_what_the_records_say(service: Service, expected: Graph) -> None:
    ids = sorted({*sampled(expected.papers, READ), *_awkward(expected)})
    named: dict[str, Json] = {}
    for start in range(0, len(ids), 100):
        answer = await service.ask(NAMES, ids=ids[start : start + 100])
        named |= {node["id"]: node for node in answer["data"]["nodes"]}
    missing: list[str] = []
    for found in ids:
        answer = await service.http.get(f"/papers/{found}", headers={"accept": "text/html"})
        assert answer.status_code == 200, found
        page = letters(text_of(answer.text))
        values = _values(expected.papers[found], named[found])
        missing += [f"{found}: the page does not show {value!r}" for value in values if letters(value) not in page]
    assert not missing, "\n".join(missing[:40])


def _values(paper: Json, named: Json) -> Iterator[str]:
    """What the page of a paper must show."""
    texts = [paper["title"], paper["abstract"], paper["rawVenueName"] if named["venue"] is None else None]
    texts += [each["name"] for each in paper.get("keywords", ())]
    texts += [place["name"] for place in paper["authors"][:40]]
    for text in texts:
        # Markup is compared where fields are; here a text that has none must stand as it is.
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
        yield from (at["name"] for at in edge["institutions"])
        yield from edge["affiliations"]
    for each in named["funding"]:
        yield from (value for value in (each["funderName"], each["awardNumber"]) if value)
    for place in named["locations"]:
        yield from (value for value in (place["venue"] and place["venue"]["name"], place["licence"]) if value)
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


@pytest.mark.parametrize("place", ENTITIES)
async def test_pages_of_others_show_what_the_records_say(service: Service, place: str) -> None:
    nodes = {node["id"]: node for node in await every(service, place, ENTITIES[place])}
    missing: list[str] = []
    for found in sampled(nodes, 2 * CRAWLED):
        answer = await service.http.get(f"/{place}/{found}", headers={"accept": "text/html"})
        assert answer.status_code == 200, found
        page = letters(text_of(answer.text))
        missing += [f"{found}: the page does not show {value!r}"
                    for value in _texts(nodes[found]) if letters(value) not in page and value != found]  # fmt: skip
    assert not missing, "\n".join(missing[:40])


def _texts(value: Any) -> Iterator[str]:
    """Every text in an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(each)


@pytest.mark.parametrize("place", PLACES)
async def test_every_address_of_a_kind_answers(service: Service, place: str) -> None:
    ids = [node["id"] for node in await every(service, place, "id")]
    chosen = sampled(ids, CRAWLED)
    chosen += [found for found in ids if found.startswith(f"W{FIRST}"[:6]) and found not in chosen]
    assert chosen
    done = await crawl(
        service, [path for found in chosen for path in some(addresses(place, found, service=service.address))]
    )
    if EVERYTHING:
        print(f"\n{len(done.seconds):,} addresses of {place}; the slowest:", *done.slowest(), sep="\n")
    assert done.faults == []


async def test_every_list_answers(service: Service) -> None:
    done = await crawl(service, LISTS)
    assert done.faults == []


async def test_titles_are_found_and_suggested(service: Service, expected: Graph) -> None:
    """Every awkward title, and some real ones, as a search and as a suggestion: no error."""
    for found in {*_awkward(expected), *sampled(expected.papers, CRAWLED)}:
        title = expected.papers[found]["title"]
        text = str(title.raw if isinstance(title, Plain) else title)[:200]
        answer = await service.http.get("/search", params={"q": text}, headers={"accept": "text/html"})
        assert answer.status_code == 200, (found, text)
        suggested = await service.ask(SUGGEST, text=text)
        codes = [error["extensions"]["code"] for error in suggested.get("errors", ())]
        assert codes in ([], ["BAD_USER_INPUT"]), (text, suggested)


def _awkward(expected: Graph) -> Iterator[str]:
    return (found for found in expected.papers if found.startswith(f"W{FIRST}"[:6]))
