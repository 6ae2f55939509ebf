"""Stored values that cannot be read: dates are absent on pages and in the API and logged once, others are null."""

import logging
from typing import Final

import pytest

from graphdb.cypher import cypher
from graphdb.store import Store
from graphdb.timestamps import readable_date
from tests.endpoints.serving import Service

UNREADABLE: Final = "soon, 2026"
PAPER: Final = cypher("""\
MERGE (p:Paper {id: 'W9'})
SET p += {title: 'On dates', sortTitle: 'on', kind: 'ARTICLE', sortYear: 2022, year: 2022,
                 sortDate: '', citations: 0, source: 'openalex', publishedOn: $date, deletedOn: $date,
                 recordedOn: $date, updated: $date}
RETURN p.id""")
YEAR: Final = cypher("MATCH (p:Paper {id: 'W9'}) SET p.year = $year RETURN p.id")
QUERY: Final = """\
{ paper(by: {id: "W9"}) { publishedOn deletedOn sourceRecord { createdOn } sources { record updatedOn } } }"""


@pytest.mark.parametrize(
    "value", ["2026-02-30", "2026", "0000-00-00", "", UNREADABLE, 20_220_101, True, ["2022-01-01"]]
)
def test_a_value_that_is_no_date_is_absent(value: object) -> None:
    assert readable_date(value) is None


def test_an_unreadable_date_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert [readable_date("2026-13-01") for _ in range(3)] == [None] * 3
    assert [record.getMessage() for record in caplog.records] == [
        "The graph has '2026-13-01' where a date belongs: import the record again."
    ]


async def test_a_paper_with_unreadable_dates_is_shown(service: Service, graph: Store) -> None:
    await graph.write(PAPER, {"date": UNREADABLE})
    answer = (await service.post({"query": QUERY})).json()
    assert answer["data"]["paper"] == {
        "publishedOn": None, "deletedOn": None, "sourceRecord": {"createdOn": None},
        "sources": [{"record": "W9", "updatedOn": None}],
    }  # fmt: skip
    assert "errors" not in answer
    for address in ("/papers/W9", "/papers/W9.bib", "/papers/W9.ris"):
        response = await service.http.get(address, headers={"accept": "text/html"})
        assert (response.status_code, UNREADABLE in response.text) == (200, False), address


@pytest.mark.parametrize("value", ["soon", 2.5, 10**12])
async def test_a_value_that_its_field_cannot_have_is_null(
    service: Service, graph: Store, caplog: pytest.LogCaptureFixture, value: object
) -> None:
    """Null with an error in the API; a page shows the rest, and logs it."""
    await graph.write(PAPER, {"date": "2022-01-01"})
    await graph.write(YEAR, {"year": value})
    answer = (await service.post({"query": '{ paper(by: {id: "W9"}) { title year } }'})).json()
    assert answer["data"]["paper"] == {"title": "On dates", "year": None}
    assert [error["path"] for error in answer["errors"]] == [["paper", "year"]]
    page = await service.http.get("/papers/W9", headers={"accept": "text/html"})
    assert (page.status_code, "On dates" in page.text) == (200, True)
    assert "has a value that its field cannot have" in caplog.text
