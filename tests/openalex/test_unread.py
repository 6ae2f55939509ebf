"""Fields that are not in the documentation are counted and reported, by path."""

import re
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from graphdb.store import Store
from ingest.chunk_parser import Chunk, parse
from ingest.openalex_fields import PATHS, SECTIONS
from ingest.unread_fields import MAX_FIELDS, MAX_NAME_LENGTH
from tests.ingest.records import SITE, Record, ingest_records, work
from tests.openalex.documented import records
from tests.openalex.test_documentation import TABLES


def count_unread(*lines: Record) -> dict[str, int]:
    """The unread fields of these records."""
    return parse(Chunk("records", 1, [orjson.dumps(line) for line in lines])).unread


@pytest.mark.parametrize("section", PATHS)
def test_the_table_has_the_fields_of_the_page(section: str) -> None:
    assert set(PATHS[section].split()) == TABLES[section]


def test_the_table_has_the_sections_of_the_page() -> None:
    assert set(SECTIONS.values()) == PATHS.keys() == TABLES.keys()


def test_documented_records_have_nothing_unread() -> None:
    assert count_unread(*records()) == {}


INVENTED: Final[list[tuple[Record, dict[str, int]]]] = [
    (work(1, novelty=0.5, empty=None), {"works.novelty": 1, "works.empty": 1}),
    (
        work(1, authorships=[{"author": {"id": None, "pronoun": "they"}, "mood": 1}, {"mood": 2}]),
        {"works.authorships.author.pronoun": 1, "works.authorships.mood": 1},
    ),
    (work(1, language={"code": "en"}), {"works.language.code": 1}),
    (work(1, ids={"openalex": f"{SITE}W1", "wos": "1"}), {"works.ids.wos": 1}),
    (work(1, abstract_inverted_index={"anything": [0]}), {}),
    ({"id": f"{SITE}A1", "display_name": "A", "shoe_size": 43}, {"authors.shoe_size": 1}),
    ({"id": f"{SITE}I1", "display_name": "I", "geo": {"height": 3}}, {"institutions.geo.height": 1}),
    ({"id": f"{SITE}S1", "display_name": "S", "societies": [{"motto": "!"}]}, {"sources.societies.motto": 1}),
    ({"id": f"{SITE}T1", "display_name": "T", "colour": 1}, {"topics.colour": 1}),
    ({"id": f"{SITE}domains/3", "display_name": "D", "colour": 1}, {"domains.colour": 1}),
    ({"id": f"{SITE}C1", "display_name": "C", "colour": 1}, {"concepts.colour": 1}),
]


@pytest.mark.parametrize(("record", "counted"), INVENTED)
def test_an_unknown_field_is_counted_by_path(record: Record, counted: dict[str, int]) -> None:
    assert count_unread(record, record) == {path: 2 * number for path, number in counted.items()}


def test_a_damaged_record_has_a_bounded_number_of_fields() -> None:
    counted = count_unread(work(1, **{f"{number}" * 300: 1 for number in range(1_000)}))
    assert len(counted) == MAX_FIELDS
    assert max(map(len, counted)) <= MAX_NAME_LENGTH


async def test_the_report_has_unread_fields(empty_store: Store, tmp_path: Path) -> None:
    unknown: dict[str, Any] = {"novelty": 0.5}
    report = await ingest_records(empty_store, tmp_path, work(1, **unknown), work(2, **unknown), work(3))
    assert report.unread == {"works.novelty": 2}
    assert re.search(r"2 records have a field 'works\.novelty', which is not read\.", " ".join(report.sentences()))
