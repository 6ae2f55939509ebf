"""Funders, awards and publishers from their records and from works: in the API in both directions, and on pages."""

from typing import Any

import pytest

from tests.endpoints.serving import Service
from tests.openalex.test_profiles import NUMBERS, REPORTED

PAPERS = "paperCount papers { totalCount nodes { id } }"
ONE: dict[str, Any] = {"paperCount": 1, "papers": {"totalCount": 1, "nodes": [{"id": "W1"}]}}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            f"""funder(by: {{id: "F1"}}) {{ name otherNames description country homepage ror registryNumber wikidata
              awardCount awards {{ totalCount nodes {{ id }} }} reportedAwardCount {PAPERS} {REPORTED} }}""",
            {
                "name": "Fund One of Sweden", "otherNames": ["FOS", "Fond ett"], "description": "Swedish body",
                "country": "SE", "homepage": "https://one.example.org", "ror": "021nxhr62",
                "registryNumber": "501100000001", "wikidata": "https://www.wikidata.org/entity/Q7", "awardCount": 1,
                "awards": {"totalCount": 1, "nodes": [{"id": "award:f1.633053"}]}, "reportedAwardCount": 12,
                **ONE, "reported": NUMBERS,
            },
        ),
        (
            f"""publisher(by: {{id: "P1"}}) {{ name otherNames countries homepage ror wikidata parent {{ id name }}
              children {{ totalCount }} venueCount venues {{ nodes {{ id }} }} reportedVenueCount {PAPERS}
              {REPORTED} }}""",
            {
                "name": "One Press", "otherNames": ["Presse Eins"], "countries": ["SE", "DE"],
                "homepage": "https://press.example.org", "ror": "0336mm561",
                "wikidata": "https://www.wikidata.org/entity/Q8", "parent": {"id": "P2", "name": "Press Group"},
                "children": {"totalCount": 0}, "venueCount": 1, "venues": {"nodes": [{"id": "S1"}]},
                "reportedVenueCount": 4, "paperCount": 3,
                "papers": {"totalCount": 3, "nodes": [{"id": "W3"}, {"id": "W2"}, {"id": "W1"}]}, "reported": NUMBERS,
            },
        ),
        (
            f'publisher(by: {{id: "P2"}}) {{ children {{ nodes {{ id }} }} venueCount {PAPERS} }}',
            {
                "children": {"nodes": [{"id": "P1"}]}, "venueCount": 0, "paperCount": 3,
                "papers": {"totalCount": 3, "nodes": [{"id": "W3"}, {"id": "W2"}, {"id": "W1"}]},
            },
        ),
        (
            f"""award(by: {{openalex: "G5"}}) {{ id name number openalex doi url description kind scheme amount currency
              startsOn endsOn startYear endYear leadInvestigator funder {{ id }} {PAPERS} }}""",
            {
                "id": "award:f1.633053", "name": "Roadmap to Fusion", "number": "633053", "openalex": "G5",
                "doi": "10.3030/633053", "url": "https://one.example.org/633053", "description": "How to build it.",
                "kind": "research", "scheme": "Open Call", "amount": 2500000.5, "currency": "SEK",
                "startsOn": "2019-03-01", "endsOn": "2023-02-28", "startYear": 2019, "endYear": 2023,
                "leadInvestigator": "Ada Björk", "funder": {"id": "F1"}, **ONE,
            },
        ),
        (
            """paper(by: {id: "W1"}) { funders { nodes { id name } } awards { nodes { id funder { id } } }
              funding { funder { id name } award } venue { publisher publishedBy { id } } }""",
            {
                "funders": {"nodes": [
                    {"id": "F1", "name": "Fund One of Sweden"}, {"id": "F3", "name": "Fund Three"},
                    {"id": "F2", "name": "Fund Two"},
                ]},
                "awards": {"nodes": [
                    {"id": "award:f3.de-at06", "funder": {"id": "F3"}},
                    {"id": "award:f1.633053", "funder": {"id": "F1"}},
                ]},
                "funding": [
                    {"funder": {"id": "F1", "name": "Fund One of Sweden"}, "award": "award:f1.633053"},
                    {"funder": {"id": "F3", "name": "Fund Three"}, "award": "award:f3.de-at06"},
                    {"funder": {"id": "F2", "name": "Fund Two"}, "award": None},
                ],
                "venue": {"publisher": "One Press", "publishedBy": {"id": "P1"}},
            },
        ),
    ],
    ids=["funder", "publisher", "parent", "award", "paper"],
)  # fmt: skip
async def test_every_field_is_read_back(service: Service, query: str, expected: dict[str, Any]) -> None:
    response = await service.ask(f"{{ node: {query} }}")
    assert response["data"]["node"] == expected, response


@pytest.mark.parametrize(
    ("filter", "ids"),
    [
        ('funders: ["F1"]', ["W1"]), ('funders: ["https://ror.org/021nxhr62"]', ["W1"]),
        ('funders: ["10.13039/100018613"]', ["W1"]), ('funders: ["F9"]', []), ('awards: ["G5"]', ["W1"]),
        ('awards: ["award:f3.de-at06"]', ["W1"]), ('publishers: ["P1"]', ["W3", "W2", "W1"]),
        ('publishers: ["P2"]', ["W3", "W2", "W1"]), ('publishers: ["P2"], funders: ["F2"]', ["W1"]),
        ('not: {funders: ["F1"]}', ["W4", "W3", "W2"]),
    ],
)  # fmt: skip
async def test_papers_are_filtered(service: Service, filter: str, ids: list[str]) -> None:  # noqa: A002
    response = await service.ask(f"{{ papers(filter: {{{filter}}}) {{ totalCount nodes {{ id }} }} }}")
    papers = response["data"]["papers"]
    assert sorted(node["id"] for node in papers["nodes"]) == sorted(ids)
    assert papers["totalCount"] == len(ids)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("funders", ["F1", "F2", "F3"]),
        ('funders(filter: {countries: ["DE"]})', ["F3"]),
        ('funders(filter: {name: "one"}, orderBy: {field: NAME})', ["F1"]),
        ("publishers", ["P1", "P2"]),
        ('publishers(filter: {countries: ["GB"]})', ["P2"]),
    ],
)
async def test_lists(service: Service, query: str, ids: list[str]) -> None:
    response = await service.ask(f"{{ list: {query} {{ totalCount nodes {{ id }} }} }}")
    assert sorted(node["id"] for node in response["data"]["list"]["nodes"]) == ids
    assert response["data"]["list"]["totalCount"] == len(ids)


@pytest.mark.parametrize(
    ("text", "kind", "ids"),
    [
        ("Fond ett", "FUNDER", "F1"),
        ("Presse Eins", "PUBLISHER", "P1"),
        ("10.13039/501100000001", "FUNDER", "F1"),
        ("https://ror.org/0336mm561", "PUBLISHER", "P1"),
        ("openalex.org/F3", "FUNDER", "F3"),
    ],
)
async def test_search_finds_them(service: Service, text: str, kind: str, ids: str) -> None:
    query = """query ($text: String!, $kinds: [SearchKind!]) {
      all: search(text: $text) { nodes { id } } some: search(text: $text, kinds: $kinds) { nodes { id } } }"""
    response = await service.ask(query, text=text, kinds=[kind])
    assert response["data"]["all"]["nodes"][0] == {"id": ids}
    assert [node["id"] for node in response["data"]["some"]["nodes"]] == [ids]


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/funders", ["Fund One of Sweden", 'href="/funders/F2"']),
        (
            "/funders/F1",
            ["Swedish body", "FOS, Fond ett", "ror.org/021nxhr62", "doi.org/10.13039/501100000001", "Work number 1",
             'href="/awards/award:f1.633053"'],
        ),
        ("/publishers", ['href="/publishers/P1"', "Press Group"]),
        ("/publishers/P1", ["Presse Eins", 'href="/publishers/P2"', 'href="/venues/S1"', "Work number 2"]),
        ("/publishers/P2", ['href="/publishers/P1"', "Work number 2"]),
        (
            "/awards/award:f1.633053",
            ["Roadmap to Fusion", 'href="/funders/F1"', "2\u202f500\u202f000 SEK", "2019-03-01 to 2023-02-28",
             "Ada Björk", "Work number 1"],
        ),
        ("/awards/G6", ["X-6"]), ("/venues/S1", ['Published by <a href="/publishers/P1">One Press</a>']),
        ("/search?q=Fond+ett&kind=funder", ['href="/funders/F1"']),
    ],
)  # fmt: skip
async def test_pages(service: Service, path: str, texts: list[str]) -> None:
    response = await service.http.get(path)
    assert response.status_code == 200
    for text in texts:
        assert text in response.text, text


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/funders/10.13039/501100000001", "/funders/F1"), ("/funders/https://ror.org/021nxhr62", "/funders/F1"),
        ("/publishers/0336mm561", "/publishers/P1"), ("/awards/G5", "/awards/award:f1.633053"),
    ],
)  # fmt: skip
async def test_other_identifiers_lead_to_the_page(service: Service, path: str, target: str) -> None:
    response = await service.http.get(path)
    location = response.headers["location"].removeprefix(str(service.http.base_url).rstrip("/"))
    assert (response.status_code, location) == (301, target)


@pytest.mark.parametrize("name", ["funders/F9", "publishers/P9", "awards/G9", "awards/award:f1.9"])
async def test_an_unknown_id_has_no_page(service: Service, name: str) -> None:
    assert (await service.http.get(f"/{name}")).status_code == 404


async def test_the_papers_of_a_funder_are_exported(service: Service) -> None:
    response = await service.http.get("/export/papers.csv", params={"filter": '{"funders": ["F3"]}'})
    assert response.status_code == 200
    assert [line.partition(",")[0] for line in response.text.splitlines()[1:]] == ["W1"]
