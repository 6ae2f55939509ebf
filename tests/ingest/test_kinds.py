"""The entity of each record of OpenAlex by its id, and entities that the graph does not store."""

from pathlib import Path

import orjson
import pytest

from graphdb.ingest.rows import Merge
from graphdb.store import Store
from ingest.chunk_parser import Chunk, parse
from ingest.kinds import LETTERS, READERS, WORKS, entity
from tests.ingest.records import SITE, ingest_records, work

#: Ids as the API and the snapshot write them. Source: OpenAlex documentation, each entity's `id`.
IDS = {
    "works": "W2741809807", "authors": "A5023888391", "sources": "S1983995261", "institutions": "I114027177",
    "topics": "T11636", "subfields": "subfields/1702", "fields": "fields/17", "domains": "domains/3",
    "concepts": "C71924100", "publishers": "P4310311775", "funders": "F4320332161", "awards": "G5453342221",
    "keywords": "keywords/machine-learning", "sdgs": "sdgs/3", "continents": "continents/Q15",
    "countries": "countries/US", "languages": "languages/en", "licenses": "licenses/cc-by",
    "work-types": "types/article", "source-types": "source-types/ebook%20platform",
    "institution-types": "institution-types/education", "oa-statuses": "oa-statuses/gold",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), IDS.items())
def test_the_id_determines_the_entity(kind: str, name: str) -> None:
    assert entity({"id": f"{SITE}{name}"}) == kind
    assert kind == WORKS or kind in READERS


def test_a_goal_has_the_address_of_the_united_nations() -> None:
    assert entity({"id": "https://metadata.un.org/sdg/3"}) == "sdgs"


def test_every_entity_of_the_snapshot_is_in_the_table() -> None:
    assert IDS.keys() == {WORKS, *READERS}


@pytest.mark.parametrize("name", ["https://openalex.org/X1", "https://openalex.org/nothing/1", "", 7, None])
def test_other_ids_are_not_of_openalex(name: object) -> None:
    assert entity({"id": name}) is None
    (reject,) = parse(Chunk("here", 1, [orjson.dumps({"id": name})])).rejects
    assert "is not one of OpenAlex" in reject.reason


async def test_entities_that_are_not_stored_are_counted(empty_store: Store, tmp_path: Path) -> None:
    outside = [kind for kind, reader in READERS.items() if isinstance(reader, str)]
    records = [{"id": f"{SITE}{IDS[kind]}", "display_name": kind} for kind in outside]
    report = await ingest_records(empty_store, tmp_path, work(1), *records, *records)
    assert (report.rejected, report.not_stored) == (0, dict.fromkeys(outside, 2))
    sentences = " ".join(report.sentences())
    for kind in outside:
        assert f"2 {kind} read: {READERS[kind]}" in sentences


@pytest.mark.parametrize("letter", LETTERS)
def test_merged_ids_of_every_kind_are_read(letter: str) -> None:
    line = f"2024-01-01,{letter}1,{letter}2\n".encode()
    batch = parse(Chunk("here", 1, [b"merge_date,id,merge_into_id\n", line], csv=True))
    assert (batch.merges, batch.rejects) == ([Merge(f"{letter}1", f"{letter}2")], [])
