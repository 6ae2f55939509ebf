"""`sources`: the records of a paper or an institution, in the API and on the page."""

from pathlib import Path
from typing import Any

import pytest

from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.ingest.records import SITE, ids, ingest_records, work
from tests.ingest.test_claims import local_row as other
from tests.ingest.test_claims import store_rows
from tests.ingest.test_ror import OXBRIDGE, openalex_record, organisation
from tests.ingest.test_ror import ingest_organisations as registered
from tests.statements import record_statements

SOURCES = """query Sources($id: ID!) {
  paper(by: {id: $id}) { sources { source record url updatedOn readAt fields } }
}"""


async def sources(service: Service, paper_id: str) -> list[dict[str, Any]]:
    """The sources of the paper in the API."""
    response = await service.ask(SOURCES, id=paper_id)
    assert "errors" not in response, response
    return response["data"]["paper"]["sources"]


async def test_a_paper_has_its_sources_and_the_fields_of_each(
    empty_store: Store, neo4j: Address, tmp_path: Path
) -> None:
    async with served(settings(neo4j, tmp_path)) as service:
        await ingest_records(empty_store, tmp_path, work(1, referenced_works=ids(2), is_retracted=False), work(2))
        (alone,) = await sources(service, "W1")
        assert (alone["source"], alone["record"], alone["url"]) == ("OpenAlex", "W1", f"{SITE}W1")
        assert (alone["updatedOn"], alone["readAt"][:2]) == ("2025-01-01", "20")
        assert {
            "title",
            "abstract",
            "date",
            "byline",
            "topics",
            "venue",
            "references",
            "doi",
            "reported citations",
        } <= {*alone["fields"]}
        assert not {"sort title", "digest", "source", "read at", "keywords", "pages"} & {*alone["fields"]}

        await store_rows(empty_store, other(references=["W2", "W9"]))
        first, second = await sources(service, "W1")
        assert first == {**alone, "fields": first["fields"]}
        assert (second["source"], second["record"], second["url"], second["updatedOn"]) == (
            "Peergraph demo", "arxiv:2101.00001", None, "2024-01-01",
        )  # fmt: skip
        assert second["fields"] == ["references", "arxiv"]
        assert {*alone["fields"]} == {*first["fields"]}

        page = (await service.http.get("/papers/W1")).text
        block = page[page.index('id="sources"') :]
        for text in ("2\u00a0sources", f'href="{SITE}W1"', "arxiv:2101.00001", "references, arxiv", "updated"):
            assert text in block, text


async def test_a_source_without_a_date_or_a_page_is_a_source(
    empty_store: Store, neo4j: Address, tmp_path: Path
) -> None:
    await store_rows(empty_store, other("", source="a library"))
    async with served(settings(neo4j, tmp_path)) as service:
        (alone,) = await sources(service, "arxiv:2101.00001")
    assert (alone["source"], alone["url"], alone["updatedOn"]) == ("a library", None, None)
    assert alone["readAt"] is not None


@pytest.mark.parametrize("fields", ["title", "title sources { source fields }"])
async def test_sources_are_part_of_the_papers_statement(
    empty_store: Store, neo4j: Address, tmp_path: Path, fields: str
) -> None:
    await ingest_records(empty_store, tmp_path, work(1))
    async with served(settings(neo4j, tmp_path)) as service:
        with record_statements(service.app.state.store) as statements:
            assert "errors" not in await service.ask(f'{{ paper(by: {{id: "W1"}}) {{ {fields} }} }}')
    assert ["SourceClaim" in statement.text for statement in statements] == ["sources" in fields]


OF_INSTITUTION = """{ institution(by: {id: "I5"}) {
  name country city sources { source record url updatedOn readAt fields } } author(by: {id: "A1"}) {
  sources { source record updatedOn fields } } }"""


async def test_an_institution_has_the_registry_and_openalex_as_sources(
    empty_store: Store, neo4j: Address, tmp_path: Path
) -> None:
    await ingest_records(empty_store, tmp_path, openalex_record(5, OXBRIDGE), work(1))
    async with served(settings(neo4j, tmp_path)) as service:
        data = (await service.ask(OF_INSTITUTION))["data"]
        (alone,) = data["institution"]["sources"]
        assert (alone["source"], alone["record"], alone["updatedOn"]) == ("OpenAlex", "I5", "2026-01-01")
        assert alone["fields"] == ["place", "acronyms", "kind", "name", "reported papers", "ror"]
        # Works mention the author, who has no record.
        assert data["author"]["sources"] == [
            {"source": "OpenAlex", "record": "A1", "updatedOn": None, "fields": ["name"]}
        ]
        await registered(empty_store, tmp_path, organisation(OXBRIDGE, "University of Oxbridge", types=[]))
        institution = (await service.ask(OF_INSTITUTION))["data"]["institution"]
    first, second = institution["sources"]
    assert (institution["name"], institution["country"], institution["city"]) == (
        "University of Oxbridge", "GB", "Oxbridge",
    )  # fmt: skip
    assert (first["source"], first["url"], first["updatedOn"]) == ("ROR", OXBRIDGE, "2026-05-04")
    assert {"name", "place", "ror", "homepage", "established"} <= {*first["fields"]}
    assert second == {**alone, "fields": ["kind", "reported papers"]}
