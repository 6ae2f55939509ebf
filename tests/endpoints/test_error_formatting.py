"""Errors have a code; unexpected ones also a number, which the log has too."""

import logging
import re
from pathlib import Path

import pytest

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import served, settings

UNKNOWN_KIND = cypher(
    "CREATE (p:Paper {id: 'W7', title: 'P', sortTitle: 'p', kind: 'SECRET', sortYear: 1, sortDate: '', citations: 0})"
    " RETURN p.id"
)
QUERY = '{ paper(by: {id: "W1"}) { title } }'


@pytest.mark.usefixtures("graph")
async def test_an_unexpected_error_is_masked_and_logged_under_its_number(
    neo4j: Address, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(settings(neo4j, tmp_path)) as service:
        store: Store = service.app.state.store
        await store.close()
        with caplog.at_level(logging.ERROR, logger="peergraph"):
            response = await service.post({"query": QUERY})
    assert response.status_code == 200
    (error,) = response.json()["errors"]
    assert response.json()["data"] == {"paper": None}
    assert error["path"] == ["paper"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    number = error["extensions"]["id"]
    assert re.fullmatch("[0-9a-f]{12}", number)
    assert number in error["message"]
    assert "driver" not in response.text.lower()
    (record,) = [record for record in caplog.records if number in record.getMessage()]
    assert record.exc_info is not None
    assert "driver" in str(record.exc_info[1]).lower()


@pytest.mark.usefixtures("graph")
async def test_no_response_of_a_failed_store_has_the_reason(neo4j: Address, tmp_path: Path) -> None:
    """The reason can name hosts and ports."""
    async with served(settings(neo4j, tmp_path)) as service:
        store: Store = service.app.state.store
        await store.close()
        for path, status in (("/health/ready", 503), ("/papers/W1", 500), ("/papers/W1.bib", 500)):
            response = await service.http.get(path)
            assert response.status_code == status
            assert "Please report this number" in response.text
            assert "driver" not in response.text.lower()


@pytest.mark.usefixtures("graph")
async def test_a_stored_value_outside_its_enumeration_is_masked(neo4j: Address, tmp_path: Path) -> None:
    async with served(settings(neo4j, tmp_path)) as service:
        store: Store = service.app.state.store
        await store.write(UNKNOWN_KIND, {})
        response = await service.post({"query": '{ paper(by: {id: "W7"}) { kind } graph { papers } }'})
    assert response.json()["data"]["paper"] is None
    assert response.json()["data"]["graph"] is not None
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["extensions"]["id"] in error["message"]
    assert "SECRET" not in response.text


@pytest.mark.usefixtures("graph")
async def test_a_request_that_takes_too_long_is_cancelled(neo4j: Address, tmp_path: Path) -> None:
    async with served(settings(neo4j, tmp_path, request_seconds=0.000_1)) as service:
        response = await service.post({"query": QUERY})
    assert response.status_code == 504
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "TIMEOUT"
    assert "0.0001 s" in error["message"]


async def test_liveness_and_readiness_differ_when_the_store_is_closed(neo4j: Address, tmp_path: Path) -> None:
    async with served(settings(neo4j, tmp_path)) as service:
        assert (await service.http.get("/health/live")).status_code == 200
        assert (await service.http.get("/health/ready")).status_code == 200
        await service.app.state.store.close()
        assert (await service.http.get("/health/live")).status_code == 200
        ready = await service.http.get("/health/ready")
    assert ready.status_code == 503
    assert ready.text.strip()
