"""Locations of works: from the record to nodes, the API and the page, once and in any order."""

from pathlib import Path
from typing import Any

from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.locations import PARTS, read_locations
from tests.endpoints.serving import Service
from tests.ingest.records import SITE, epoch, ingest_records, venue, work
from tests.openalex.documented import location

QUERY = """{ paper(by: {id: "W1"}) { rawVenueName locations {
  url pdfUrl licence version isOpen isPrimary isBest rawVenueName rawType venue { id name } } } }"""
LOCATIONS = cypher("""\
MATCH (p:Paper)-[at:AVAILABLE_AT]->(l:Location)
WITH p, at, l ORDER BY p.id, at.position
RETURN collect([p.id, at.position, l.id, l.key, l.pdfKey, COLLECT { MATCH (l)-[:IN]->(v) RETURN v.id }])""")
COUNT = cypher("RETURN COUNT { (:Location) }")


async def test_every_location_is_read_back(service: Service) -> None:
    paper = (await service.ask(QUERY))["data"]["paper"]
    empty: dict[str, Any] = {
        "url": None, "pdfUrl": None, "licence": None, "version": None, "isOpen": True, "isPrimary": False,
        "isBest": False, "rawVenueName": None, "rawType": None, "venue": None,
    }  # fmt: skip
    assert paper["rawVenueName"] == "J. One"
    assert paper["locations"] == [
        empty | {
            "url": "https://doi.org/10.5555/w1", "pdfUrl": "https://www.example.org/w1.pdf", "licence": "cc-by",
            "version": "PUBLISHED", "isPrimary": True, "rawVenueName": "J. One", "rawType": "journal-article",
            "venue": {"id": "S1", "name": "Journal 1"},
        },
        empty | {"url": "https://arxiv.org/abs/2101.00001", "version": "SUBMITTED", "isBest": True},
        empty | {"rawVenueName": "A repository"},
    ]  # fmt: skip


async def test_the_page_shows_every_location(service: Service) -> None:
    page = (await service.http.get("/papers/W1")).text
    for text in (
        "Available at 3\u00a0locations",
        'href="https://www.example.org/w1.pdf"',
        "published version",
        "A repository",
    ):
        assert text in page, text


async def test_nodes_follow_the_newest_record(empty_store: Store, tmp_path: Path) -> None:
    first = location("https://www.example.org/a/", source=venue(3), pdf_url="http://example.org/a.pdf")
    second = location("https://example.org/b", source=venue(4))
    await ingest_records(empty_store, tmp_path, work(1, primary_location=first, locations=[first, second]))
    assert await empty_store.read(LOCATIONS, {}) == [
        ["W1", 1, "W1/1", "example.org/a", "example.org/a.pdf", ["S3"]],
        ["W1", 2, "W1/2", "example.org/b", None, ["S4"]],
    ]  # fmt: skip
    number = await epoch(empty_store)
    newer = {"updated_date": "2025-02-02"}
    again = work(1, primary_location=first, locations=[first, second])
    await ingest_records(empty_store, tmp_path, again)
    assert await epoch(empty_store) == number
    await ingest_records(empty_store, tmp_path, {**again, "locations": [first], **newer})
    assert [row[2] for row in await empty_store.read(LOCATIONS, {})] == ["W1/1"]
    assert await empty_store.read(COUNT, {}) == 1


async def test_a_partial_record_adds_its_location_and_removes_none(empty_store: Store, tmp_path: Path) -> None:
    first, second = location("https://example.org/a"), location("https://example.org/b")
    part = {"id": f"{SITE}W1", "title": "A work", "primary_location": first}
    await ingest_records(empty_store, tmp_path, part)
    assert [row[3] for row in await empty_store.read(LOCATIONS, {})] == ["example.org/a"]
    await ingest_records(empty_store, tmp_path, work(1, primary_location=first, locations=[first, second]))
    await ingest_records(empty_store, tmp_path, part)
    assert [row[3] for row in await empty_store.read(LOCATIONS, {})] == ["example.org/a", "example.org/b"]


async def test_a_merged_venue_is_replaced_by_its_successor(empty_store: Store, tmp_path: Path) -> None:
    primary = location("https://example.org/a", source=venue(3))
    await ingest_records(empty_store, tmp_path, work(1, primary_location=primary, locations=[primary]))
    await empty_store.write(cypher("MATCH (v:Venue {id: 'S3'}) DETACH DELETE v"), {})
    await empty_store.write(cypher("CREATE (:Alias {id: 'S3', of: 'S9'}), (:Venue {id: 'S9', name: 'Nine'})"), {})
    await ingest_records(empty_store, tmp_path, work(2, primary_location=primary, locations=[primary]))
    assert [row[5] for row in await empty_store.read(LOCATIONS, {}) if row[0] == "W2"] == [["S9"]]


def test_venues_of_the_older_form_are_locations() -> None:
    host = {"id": None, "display_name": "Unknown Journal", "url": "https://example.org/h", "version": "acceptedVersion"}
    other = {"id": f"{SITE}S2", "display_name": "Two", "url": None, "is_oa": True, "license": "cc0"}
    properties: dict[str, Any] = {}
    record = {"host_venue": host, "alternate_host_venues": [other]}
    for field, part in PARTS:
        if field in record:
            part(record, properties)
    assert properties["rawVenueName"] == "Unknown Journal"
    assert len(properties["locations"]) == 2


def test_a_location_without_page_and_venue_is_left_out() -> None:
    properties: dict[str, Any] = {}
    read_locations({"locations": [location(None), location("ftp://example.org/a")]}, properties)
    assert properties == {"locations": None}
