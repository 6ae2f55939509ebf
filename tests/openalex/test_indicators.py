"""Keywords, MeSH, goals, indicators, charges and flags: from the record to the API, filters and the page."""

from typing import Any

import pytest

from graphdb.ingest.rows import Properties
from ingest.indicators import PARTS
from ingest.values import collect_invalid_values, take_invalid_values
from tests.endpoints.serving import Service

QUERY = """{ paper(by: {id: "W1"}) {
  identifiers { mag pmid pmcid }
  keywords { name slug score }
  meshTerms { descriptor descriptorId qualifier qualifierId major }
  sustainableDevelopmentGoals { number name score }
  indicators { fwci percentile top1Percent top10Percent yearPercentileFrom yearPercentileTo byYear { year count } }
  apcList { value currency usd source }
  apcPaid { value currency usd source }
  sourceRecord { type crossrefType paratext xpac hasFulltext indexedIn createdOn }
  reportedReferenceCount referenceCount referencesOutside one: referencesOutside(first: 1)
} }"""


async def test_every_field_is_read_back(service: Service) -> None:
    paper = (await service.ask(QUERY))["data"]["paper"]
    assert paper == {
        "identifiers": {"mag": "2100000001", "pmid": "9001", "pmcid": "PMC7001"},
        "keywords": [
            {"name": "Machine learning", "slug": "machine-learning", "score": 0.75},
            {"name": "C₁₀₀ rings", "slug": "c-100", "score": 0.5},
        ],
        "meshTerms": [
            {
                "descriptor": "Biomarkers", "descriptorId": "D015415", "qualifier": "blood", "qualifierId": "Q000097",
                "major": True,
            },
            {
                "descriptor": "Animals", "descriptorId": "D000818", "qualifier": None, "qualifierId": None,
                "major": False,
            },
        ],
        "sustainableDevelopmentGoals": [
            {"number": 3, "name": "Good health and well-being", "score": 0.91},
            {"number": 17, "name": "Partnerships for the goals", "score": 0.4},
        ],
        "indicators": {
            "fwci": 12.5, "percentile": 0.995, "top1Percent": True, "top10Percent": True, "yearPercentileFrom": 98.0,
            "yearPercentileTo": 99.0, "byYear": [{"year": 2025, "count": 1}, {"year": 2024, "count": 3}],
        },
        "apcList": {"value": 5000, "currency": "EUR", "usd": 5392, "source": "doaj"},
        "apcPaid": {"value": 0, "currency": "USD", "usd": 0, "source": "openapc"},
        "sourceRecord": {
            "type": "article", "crossrefType": "journal-article", "paratext": False, "xpac": True, "hasFulltext": True,
            "indexedIn": ["crossref", "pubmed"], "createdOn": "2016-06-24",
        },
        "reportedReferenceCount": 5, "referenceCount": 2, "referencesOutside": ["W900", "W901"], "one": ["W900"],
    }  # fmt: skip


async def test_a_record_without_them_has_none_of_them(service: Service) -> None:
    query = """{ paper(by: {id: "W2"}) { keywords { name } meshTerms { descriptor } apcList { value }
      sustainableDevelopmentGoals { number } indicators { fwci percentile top1Percent byYear { year } }
      sourceRecord { paratext xpac indexedIn createdOn } reportedReferenceCount referencesOutside } }"""
    assert (await service.ask(query))["data"]["paper"] == {
        "keywords": [], "meshTerms": [], "apcList": None, "sustainableDevelopmentGoals": [],
        "indicators": {"fwci": None, "percentile": None, "top1Percent": None, "byYear": []},
        "sourceRecord": {"paratext": False, "xpac": False, "indexedIn": [], "createdOn": None},
        "reportedReferenceCount": 0, "referencesOutside": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "filters", ['keywords: ["MACHINE-learning"]', "goals: [2, 17]", 'indexedIn: ["pubmed", "arxiv"]']
)
async def test_papers_are_filtered_by_them(service: Service, filters: str) -> None:
    response = await service.ask(f"{{ papers(filter: {{{filters}}}) {{ nodes {{ id }} totalCount }} }}")
    assert response["data"]["papers"] == {"nodes": [{"id": "W1"}], "totalCount": 1}


async def test_the_page_shows_them(service: Service) -> None:
    page = (await service.http.get("/papers/W1")).text
    for text in (
        "2 of 5\u00a0references are in this graph", "Machine learning", "C₁₀₀ rings", "12.50", "99.5 (top 1 %)",
        "2025: 1 · 2024: 3", "2\u00a0MeSH terms", "<strong>Biomarkers</strong> / blood", "3 Good health and well-being",
        "5\u202f000 EUR (5\u202f392 USD)", "0 USD", "crossref, pubmed", "2100000001",
    ):  # fmt: skip
        assert text in page, text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("keywords", [{"keyword": "old form", "score": 0.5}, {"display_name": None}]),
        ("fwci", float("nan")), ("fwci", "-3"), ("fwci", True),
        ("citation_normalized_percentile", {"value": 7}), ("cited_by_percentile_year", {"min": 1}),
        ("counts_by_year", [{"year": 90210, "cited_by_count": 1}, {"year": 2020, "cited_by_count": -1}]),
        ("apc_list", {"value": -1, "currency": "EUR"}), ("mesh", [{"descriptor_name": None}]),
        ("sustainable_development_goals", [{"id": "https://metadata.un.org/sdg/18", "score": 1}, {"id": None}]),
        ("indexed_in", [7]), ("is_xpac", "yes"), ("created_date", "2020-13-41"),
        ("sustainable_development_goals", [{"id": 3, "score": 1}]),
        ("cited_by_percentile_year", {"min": -1, "max": 101}), ("counts_by_year", [{"cited_by_count": 1}]),
    ],
)  # fmt: skip
def test_an_invalid_value_is_left_out_and_reported(field: str, value: Any) -> None:
    properties: Properties = {}
    with collect_invalid_values():
        for name, part in PARTS:
            if name == field:
                part({field: value}, properties)
        assert take_invalid_values(), "the value is not reported"
    stored = {
        key: content for key, content in properties.items() if content is not None and key not in {"apcListCurrency"}
    }
    expected = {} if field != "keywords" else {
        "keywords": ["old form"], "keywordIds": ["old-form"], "keywordKeys": ["old form"], "keywordScores": [0.5],
    }  # fmt: skip
    assert stored == expected


@pytest.mark.parametrize(
    ("field", "entry", "name"),
    [
        ("mesh", {"descriptor_ui": "D1", "descriptor_name": "Amyloid &amp; <i>beta</i>"}, "meshDescriptors"),
        ("mesh", {"descriptor_name": "B", "qualifier_name": "Amyloid &amp; <i>beta</i>"}, "meshQualifiers"),
        ("keywords", {"display_name": "Amyloid &amp; <i>beta</i>"}, "keywords"),
        ("sustainable_development_goals", {"id": "sdg/3", "display_name": "Amyloid &amp; <i>beta</i>"}, "sdgNames"),
    ],
)  # fmt: skip
def test_names_are_plain_text(field: str, entry: dict[str, Any], name: str) -> None:
    properties: Properties = {}
    for part in (part for part_field, part in PARTS if part_field == field):
        part({field: [entry]}, properties)
    assert properties[name] == ["Amyloid & beta"]


async def test_whether_a_repository_holds_the_text(service: Service) -> None:
    response = await service.ask('{ paper(by: {id: "W1"}) { openAccess { status inRepository } } }')
    assert response["data"]["paper"]["openAccess"] == {"status": "GOLD", "inRepository": True}
