"""A value that does not fit is a reject of the field that holds it, and a value is read from whichever field has it."""

import json
from typing import Any, Final

import pytest

from graphdb.ingest.gate import check
from graphdb.ingest.rows import Batch
from ingest.parsing import Chunk, parse
from tests.ingest.records import SITE, work

PLACE: Final = {"landing_page_url": "https://example.org/1", "license": "cc-by"}
#: Fields of a work, and the fields with how many rejects each that are named.
MISFITS: Final[list[tuple[dict[str, Any], dict[str, int]]]] = [
    ({"updated_date": "soon"}, {"updated_date": 1}),
    ({"updated_date": 20250101}, {"updated_date": 1}),
    ({"updated_date": "2025-02-30"}, {"updated_date": 1}),
    ({"ids": {"mag": "x"}}, {"ids": 1}),
    ({"locations": {"a": 1}}, {"locations": 1}),
    ({"locations": [PLACE | {"version": "draftVersion"}]}, {"locations": 1}),
    ({"locations": [PLACE | {"is_oa": "yes"}]}, {"locations": 1}),
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


@pytest.mark.parametrize(("fields", "named"), MISFITS, ids=[json.dumps(fields)[:60] for fields, _ in MISFITS])
def test_a_misfit_is_named_once_by_its_own_field(fields: dict[str, Any], named: dict[str, int]) -> None:
    batch = read(work(1, **fields))
    assert [row.id for row in batch.papers] == ["W1"]
    rejects = [reject.field for reject in batch.rejects]
    assert {name: rejects.count(name) for name in rejects} == named


@pytest.mark.parametrize("place", ["W1", "A1", "I1", "S1", "T1", "F1", "P1"])
def test_a_date_that_is_none_never_stands_above_the_dates_of_newer_records(place: str) -> None:
    batch = read({"id": f"{SITE}{place}", "display_name": "A name", "title": "A title", "updated_date": "soon"})
    for row in (*batch.papers, *batch.entities):
        assert row.updated is None
        assert "updated" not in row.properties
    assert [reject.field for reject in batch.rejects] == ["updated_date"]


def test_a_kind_comes_from_crossref_where_the_record_has_no_type() -> None:
    record = work(1, type_crossref="book-chapter")
    del record["type"]
    assert read(record).papers[0].properties["kind"] == "CHAPTER"
    assert read(work(1, type_crossref="book-chapter")).papers[0].properties["kind"] == "ARTICLE"


def test_a_licence_comes_from_the_best_place_alone() -> None:
    record = work(1, best_oa_location=PLACE)
    assert read(record).papers[0].properties["licence"] == "cc-by"
    del record["primary_location"]
    assert read(record).papers[0].properties["licence"] == "cc-by"
    bare = work(1, primary_location=PLACE, best_oa_location={"license": None})
    assert read(bare).papers[0].properties["licence"] == "cc-by"


def test_an_address_is_made_of_a_doi_among_the_ids() -> None:
    record = work(1, doi=None, primary_location=None, ids={"doi": "https://doi.org/10.5555/among"})
    assert read(record).papers[0].properties["url"] == "https://doi.org/10.5555/among"


def test_every_misfit_of_a_long_list_is_named() -> None:
    bad = [{"author": {"id": f"{SITE}A{place}", "orcid": f"none {place}"}} for place in range(1, 3_001)]
    batch = read(work(1, authorships=bad))
    assert [reject.field for reject in batch.rejects] == ["authorships"] * 3_000


def test_integers_that_are_written_with_a_point_are_integers() -> None:
    batch = read(
        work(1, publication_year=2019.0, cited_by_count=5.0, counts_by_year=[{"year": 2.5, "cited_by_count": 1}])
    )
    assert (batch.papers[0].properties["year"], batch.papers[0].properties["reportedCitations"]) == (2019, 5)
    assert [reject.field for reject in batch.rejects] == ["counts_by_year"]
