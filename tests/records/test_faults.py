"""Faults found by reading back real records, each with a minimal record."""

import json
from pathlib import Path

from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.chunk_parser import Chunk, parse
from tests.ingest.records import SITE, authorship, ingest_records, work

NAMES = cypher("MATCH (a:Author) RETURN collect(a.id)")


def test_the_publisher_of_a_venue_whose_host_has_no_record() -> None:
    record = {"id": f"{SITE}S1", "display_name": "Ebooks", "host_organization_name": None, "publisher": "A Library"}
    (row,) = parse(Chunk("here", 1, [json.dumps(record).encode()])).entities
    assert row.properties["publisher"] == "A Library"


async def test_authors_of_an_older_byline_alone_are_removed(empty_store: Store, tmp_path: Path) -> None:
    older = work(1, authorships=[authorship(1), authorship(2)], updated_date="2023-01-01")
    await ingest_records(empty_store, tmp_path, older, {"id": f"{SITE}A4", "display_name": "Without papers"})
    await ingest_records(empty_store, tmp_path, work(1, authorships=[authorship(1), authorship(3)]))
    assert sorted(await empty_store.read(NAMES, {})) == ["A1", "A3", "A4"]
