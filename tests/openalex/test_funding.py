"""Awards and funders of works in all three forms: in the API, as filters, and on the page."""

import pytest

from tests.endpoints.serving import Service

QUERY = """{ paper(by: {id: "W1"}) { correspondingInstitutions { id }
  funding { funderId funderName awardId awardNumber title doi } } }"""
EMPTY = {"funderId": None, "funderName": None, "awardId": None, "awardNumber": None, "title": None, "doi": None}


async def test_every_award_and_funder_is_read_back_once(service: Service) -> None:
    paper = (await service.ask(QUERY))["data"]["paper"]
    assert paper["correspondingInstitutions"] == [{"id": "I7"}]
    assert paper["funding"] == [
        {
            "funderId": "F1", "funderName": "Fund One", "awardId": "G5", "awardNumber": "633053",
            "title": "Roadmap to Fusion", "doi": "10.3030/633053",
        },
        {**EMPTY, "funderId": "F3", "funderName": "Fund Three", "awardNumber": "DE-AT06"},
        {**EMPTY, "funderId": "F2", "funderName": "Fund Two"},
    ]  # fmt: skip


@pytest.mark.parametrize(("funder", "ids"), [("F2", ["W1"]), ("F3", ["W1"]), ("F9", [])])
async def test_papers_are_filtered_by_funder(service: Service, funder: str, ids: list[str]) -> None:
    response = await service.ask(f'{{ papers(filter: {{funders: ["{funder}"]}}) {{ nodes {{ id }} }} }}')
    assert [node["id"] for node in response["data"]["papers"]["nodes"]] == ids


async def test_the_page_shows_them(service: Service) -> None:
    page = (await service.http.get("/papers/W1")).text
    for text in (
        '<a href="/funders/F1">Fund One</a> · <a href="/awards/award:f1.633053">633053 · Roadmap to Fusion</a>',
        '<a href="/funders/F3">Fund Three</a> · <a href="/awards/award:f3.de-at06">DE-AT06</a>',
        '<a href="/funders/F2">Fund Two</a>',
    ):
        assert text in page, text
