"""One invalid field never rejects the record: every field of every kind of record, replaced by invalid values."""

import json
from collections.abc import AsyncIterator
from itertools import islice
from typing import Any, Final

import pytest
import pytest_asyncio

from graphdb.embedded.server import Address
from graphdb.ingest.gate import check
from graphdb.store import Store
from ingest.chunk_parser import Chunk, parse
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from tests.endpoints.serving import Service, served, settings
from tests.ingest.records import SITE, Record
from tests.openalex.documented import PROFILES, full_work
from tests.records.crawl import crawl
from tests.records.mutations import VALUES, mutations, paths, replaced
from tests.records.real import written

#: Every STEP-th mutation is read; over all records they cover all paths and values.
STEP: Final = 7
COLLECTIONS: Final = {"A": "authors", "I": "institutions", "S": "venues", "T": "topics", "W": "papers"}
RECORDS: Final[list[Record]] = [full_work(), *PROFILES]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: str(record["id"]).rpartition("/")[2])
def test_a_mutated_record_is_not_rejected(record: Record) -> None:
    for mutation, changed in islice(mutations(record), 0, None, STEP):
        batch = parse(Chunk("here", 1, [json.dumps(changed).encode()]))
        check(batch)
        assert batch.papers or batch.entities, mutation
        assert all(reject.field for reject in batch.rejects), mutation


def _changed() -> list[Record]:
    """Each path of each record once, each with another value, with unique ids."""
    changed: list[Record] = []
    for record in RECORDS:
        listed = [path for path in paths(record) if path != ("id",)]
        letter = str(record["id"]).rpartition("/")[2][0]
        for number, path in enumerate(listed):
            value: Any = VALUES[number * 3 % len(VALUES)]
            changed.append({**replaced(record, path, value), "id": f"{SITE}{letter}{77_000 + number}"})
    return changed


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    folder = tmp_path_factory.mktemp("mutations")
    lines = written(folder / "records.jsonl", _changed())
    report = await ingest(graph, [file_source(lines)], rejects=folder / "rejects.jsonl")
    assert report.rejected == 0
    async with served(settings(neo4j, folder / "service")) as running:
        running.http.timeout = 120
        yield running


async def test_pages_of_mutated_records_answer(service: Service) -> None:
    named = [str(record["id"]).rpartition("/")[2] for record in _changed() if _is_there(record)]
    pages = [f"/{COLLECTIONS[name[0]]}/{name}" for name in named]
    assert (await crawl(service, pages)).faults == []


def _is_there(record: Record) -> bool:
    """Whether the record becomes a node: works always do, others only with a name."""
    named = record.get("display_name")
    return "/W" in str(record["id"]) or (
        isinstance(named, str) and bool(named.strip(" \u2028\x00")) and named != "\ud83d"
    )
