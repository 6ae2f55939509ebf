"""Stored dates that cannot be read, which older imports have left: absent on pages and in the API, and logged once."""

import logging
from typing import Final

import pytest

from graphdb.cypher import cypher
from graphdb.store import Store
from graphdb.timestamps import readable_date
from tests.endpoints.serving import Service

UNREADABLE: Final = "soon, 2026"
PAPER: Final = cypher("""\
CREATE (p:Paper {id: 'W9', title: 'On dates', sortTitle: 'on', kind: 'ARTICLE', sortYear: 2022, year: 2022,
                 sortDate: '', citations: 0, source: 'openalex', publishedOn: $date, deletedOn: $date,
                 recordedOn: $date, updated: $date})
RETURN p.id""")
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
