"""An invalid value is a reject of the field that contains it; a value can come from several fields."""

import json
from typing import Any, Final

import pytest

from graphdb.ingest.gate import check
from graphdb.ingest.rows import Batch
from ingest.chunk_parser import Chunk, parse
from tests.ingest.records import SITE, work

LOCATION: Final = {"landing_page_url": "https://example.org/1", "license": "cc-by"}
#: Fields of a work → number of rejects by field.
INVALID: Final[list[tuple[dict[str, Any], dict[str, int]]]] = [
    ({"updated_date": "soon"}, {"updated_date": 1}),
    ({"updated_date": 20250101}, {"updated_date": 1}),
    ({"updated_date": "2025-02-30"}, {"updated_date": 1}),
    ({"ids": {"mag": "x"}}, {"ids": 1}),
    ({"locations": {"a": 1}}, {"locations": 1}),
    ({"locations": [LOCATION | {"version": "draftVersion"}]}, {"locations": 1}),
    ({"locations": [LOCATION | {"is_oa": "yes"}]}, {"locations": 1}),
    ({"primary_location": []}, {"primary_location": 1}),
    ({"primary_location": {"source": {"id": f"{SITE}S1", "issn": ["1234-5678"]}}}, {"primary_location": 1}),
    ({"referenced_works_count": -1}, {"referenced_works_count": 1}),
    ({"is_authors_truncated": "yes"}, {"is_authors_truncated": 1}),
    ({"authorships": [{"author": {"id": f"{SITE}A1"}, "is_corresponding": 1}]}, {"authorships": 1}),
]


def read(record: dict[str, Any]) -> Batch:
    batch = parse(Chunk("here", 5, [json.dumps(record).encode()]))
    check(batch)
    return batch


@pytest.mark.parametrize(("fields", "counts"), INVALID, ids=[json.dumps(fields)[:60] for fields, _ in INVALID])
def test_an_invalid_value_is_one_reject_of_its_field(fields: dict[str, Any], counts: dict[str, int]) -> None:
    batch = read(work(1, **fields))
    assert [row.id for row in batch.papers] == ["W1"]
    rejects = [reject.field for reject in batch.rejects]
    assert {name: rejects.count(name) for name in rejects} == counts


@pytest.mark.parametrize("key", ["W1", "A1", "I1", "S1", "T1", "F1", "P1"])
def test_an_invalid_date_of_a_record_is_rejected(key: str) -> None:
    batch = read({"id": f"{SITE}{key}", "display_name": "A name", "title": "A title", "updated_date": "soon"})
    for row in (*batch.papers, *batch.entities):
        assert row.updated is None
        assert "updated" not in row.properties
    assert [reject.field for reject in batch.rejects] == ["updated_date"]


def test_a_kind_comes_from_crossref_where_the_record_has_no_type() -> None:
    record = work(1, type_crossref="book-chapter")
    del record["type"]
    assert read(record).papers[0].properties["kind"] == "CHAPTER"
    assert read(work(1, type_crossref="book-chapter")).papers[0].properties["kind"] == "ARTICLE"


def test_a_licence_can_come_from_the_best_location_only() -> None:
    record = work(1, best_oa_location=LOCATION)
    assert read(record).papers[0].properties["licence"] == "cc-by"
    del record["primary_location"]
    assert read(record).papers[0].properties["licence"] == "cc-by"
    unlicensed = work(1, primary_location=LOCATION, best_oa_location={"license": None})
    assert read(unlicensed).papers[0].properties["licence"] == "cc-by"


def test_the_address_follows_from_a_doi_in_ids() -> None:
    record = work(1, doi=None, primary_location=None, ids={"doi": "https://doi.org/10.5555/among"})
    assert read(record).papers[0].properties["url"] == "https://doi.org/10.5555/among"


def test_every_invalid_value_of_a_long_list_is_rejected() -> None:
    authorships = [{"author": {"id": f"{SITE}A{number}", "orcid": f"none {number}"}} for number in range(1, 3_001)]
    batch = read(work(1, authorships=authorships))
    assert [reject.field for reject in batch.rejects] == ["authorships"] * 3_000


def test_integers_in_float_notation_are_integers() -> None:
    batch = read(
        work(1, publication_year=2019.0, cited_by_count=5.0, counts_by_year=[{"year": 2.5, "cited_by_count": 1}])
    )
    assert (batch.papers[0].properties["year"], batch.papers[0].properties["reportedCitations"]) == (2019, 5)
    assert [reject.field for reject in batch.rejects] == ["counts_by_year"]
