"""Profiles of authors, institutions, venues and topics: in the API, in search and on pages."""

from pathlib import Path
from typing import Any

import pytest

from graphdb.cypher import cypher
from graphdb.store import Store
from tests.endpoints.serving import Service
from tests.ingest.records import SITE, epoch, ingest_records, work

REPORTED = (
    "reported { papers citations createdOn hIndex i10Index meanCitedness byYear { year papers openPapers citations } }"
)
NUMBERS: dict[str, Any] = {
    "papers": 120, "citations": 3400, "createdOn": "2016-06-24", "hIndex": 30, "i10Index": 44, "meanCitedness": 2.5,
    "byYear": [{"year": 2024, "papers": 5, "openPapers": 3, "citations": 90}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            f"""author(by: {{id: "A1"}}) {{ otherNames scopus twitter wikipedia {REPORTED}
              institutions {{ nodes {{ id }} }} }}""",
            {
                "otherNames": ["A. One", "Author Primus"],
                "scopus": "http://www.scopus.com/inward/authorDetails.url?authorID=5&partnerID=M",
                "twitter": "http://twitter.com/one", "wikipedia": "http://en.wikipedia.org/wiki/One",
                "reported": NUMBERS, "institutions": {"nodes": [{"id": "I5"}]},
            },
        ),
        (
            f"""institution(by: {{id: "I5"}}) {{ acronyms otherNames translations region geonames grid wikidata
              wikipedia status superSystem lineage {{ id }} {REPORTED}
              associated {{ id: institutionId relation name institution {{ id country }} }} }}""",
            {
                "acronyms": ["QXV"], "otherNames": ["Fifth Institute"], "translations": ["Fünftes Institut"],
                "region": "Uppland", "geonames": "2666199", "grid": "grid.1.5",
                "wikidata": "https://www.wikidata.org/wiki/Q5", "wikipedia": None, "status": "active",
                "superSystem": True, "lineage": [{"id": "I7"}], "associated": [
                    {"id": "I7", "relation": "parent", "name": "Institute 7",
                     "institution": {"id": "I7", "country": "SE"}},
                    {"id": "I99", "relation": "child", "name": "Institute 99", "institution": None},
                ],
                "reported": NUMBERS,
            },
        ),
        (
            f"""venue(by: {{id: "S1"}}) {{ otherNames abbreviation publisher publisherId country isOpen inDoaj isCore
              inScopus societies apcUsd apcPrices {{ price currency }} wikidata {REPORTED}
              wikipedia fatcat inDoajSince inScielo inJstage inJstageSince isOjs isPreprintRepository mostlyOpen
              mostlyOpenSince openSince firstYear lastYear open: reported {{ openPapers }} }}""",
            {
                "otherNames": ["Zeitschrift Eins"], "abbreviation": "J. One", "publisher": "One Press",
                "publisherId": "P1", "country": "SE", "isOpen": True, "inDoaj": True, "isCore": False,
                "inScopus": True, "societies": ["Society of One"], "apcUsd": 1200,
                "apcPrices": [{"price": 1000, "currency": "EUR"}, {"price": 1200, "currency": "USD"}],
                "wikidata": "https://www.wikidata.org/entity/Q9", "reported": NUMBERS,
                "wikipedia": "https://en.wikipedia.org/wiki/Journal", "fatcat": "https://fatcat.wiki/container/1",
                "inDoajSince": 2004, "inScielo": True, "inJstage": False, "inJstageSince": None, "isOjs": True,
                "isPreprintRepository": False, "mostlyOpen": True, "mostlyOpenSince": 2010, "openSince": 2003,
                "firstYear": 1900, "lastYear": 2025, "open": {"openPapers": 77},
            },
        ),
        (
            f'topic(by: {{id: "T10"}}) {{ otherNames keywords wikipedia {REPORTED} }}',
            {"otherNames": ["The tenth subject"], "keywords": ["Ten", "Tenth"],
             "wikipedia": "https://en.wikipedia.org/wiki/10", "reported": NUMBERS},
        ),
    ],
)  # fmt: skip
async def test_every_field_is_read_back(service: Service, query: str, expected: dict[str, Any]) -> None:
    response = await service.ask(f"{{ node: {query} }}")
    assert response["data"]["node"] == expected, response


@pytest.mark.parametrize(
    ("text", "node_id"),
    [
        ("QXV", "I5"),
        ("Fünftes Institut", "I5"),
        ("Zeitschrift Eins", "S1"),
        ("Author Primus", "A1"),
        ("tenth subject", "T10"),
    ],
)
async def test_other_names_are_found(service: Service, text: str, node_id: str) -> None:
    response = await service.ask("query ($text: String!) { search(text: $text) { nodes { id } } }", text=text)
    assert response["data"]["search"]["nodes"][0] == {"id": node_id}


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/institutions/I5", ["QXV, Fifth Institute", "Part of", "/institutions/I7"]),
        ("/venues/S1", ["Published by", ">One Press<", "J. One, Zeitschrift Eins"]),
        ("/authors/A1", ["A. One, Author Primus"]), ("/topics/T10", ["Ten, Tenth", "wikipedia.org/wiki/10"]),
    ],
)  # fmt: skip
async def test_pages_show_them(service: Service, path: str, texts: list[str]) -> None:
    page = (await service.http.get(path)).text
    for text in texts:
        assert text in page, text


async def test_records_without_name_or_date_are_idempotent(empty_store: Store, tmp_path: Path) -> None:
    """In real sets, `{id, role, works_count}` created no node in the first run and changed one in the second."""
    counted = {"id": f"{SITE}I5", "role": "institution", "works_count": 7}
    undated = {"id": f"{SITE}I5", "display_name": "Institute 5", "works_count": 8}
    dated = {**undated, "works_count": 9, "updated_date": "2025-01-01"}
    records = [counted, dated, undated, work(1)]
    for record in records:
        await ingest_records(empty_store, tmp_path, record)
    number = await epoch(empty_store)
    for record in records:
        await ingest_records(empty_store, tmp_path, record)
    assert await epoch(empty_store) == number
    papers = await empty_store.read(cypher("MATCH (n:Institution {id: 'I5'}) RETURN n.reportedPapers"), {})
    assert papers == 9
