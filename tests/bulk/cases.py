"""Records whose result depends on several of them: duplicates, merged and deleted ids, records without dates."""

from pathlib import Path
from typing import Any, Final

from tests.ingest.records import SITE, Record, authorship, ids, topic, venue, work, write_records

#: Numbers of the works of each case.
REPEATED: Final = 100
MERGED: Final = 200
DELETED: Final = 300
CROWDED: Final = 1_000


def _dated(day: int, number: int, **fields: Any) -> Record:
    return work(number, updated_date=f"2025-01-{day:02}T00:00:00.000000", **fields)


def _undated(number: int, **fields: Any) -> Record:
    record = work(number, **fields)
    del record["updated_date"]
    return record


def _partial(number: int, *names: str, **fields: Any) -> Record:
    record = work(number, **fields)
    return {name: record[name] for name in ("id", *names)}


def repeated() -> list[Record]:
    """Works with several records: newer, older, undated, partial and truncated ones, and equal DOIs."""
    many = [authorship(number) for number in range(2_000, 2_020)]
    return [
        _dated(2, 100, title="Newer", referenced_works=ids(101, 102, 9)),
        _dated(1, 100, title="Older", referenced_works=ids(103), authorships=[authorship(50, institution=9)]),
        _dated(1, 101, authorships=many),
        _dated(3, 101, authorships=many[:5], is_authors_truncated=True, title="Truncated"),
        _dated(3, 102, authorships=many[:5], is_authors_truncated=True),
        _dated(2, 102, authorships=many[:9], is_authors_truncated=True, title="Longer"),
        _undated(103, title="Undated"),
        _dated(5, 103, title="Dated", topics=[topic(11, 0.4)], primary_topic=None),
        _dated(5, 104), _dated(5, 104), _dated(6, 104, title=None, abstract_inverted_index=None),
        _partial(105, "title", "updated_date", updated_date="2025-03-01"),
        _dated(7, 105, title="Full"),
        _partial(106, "publication_year"),
        _partial(107, "publication_year"), _dated(1, 107, publication_year=1999),
        _dated(1, 108, doi="https://doi.org/10.5555/same"), _dated(1, 109, doi="https://doi.org/10.5555/same"),
        _dated(1, 110, authorships=[{"author": {}, "raw_author_name": "No Id"}, authorship(60), authorship(60)]),
        _dated(2, 110, authorships=[{"author": {}, "raw_author_name": "No Id"}], title="Fewer"),
        _dated(1, 111, primary_location={"source": {**venue(2), "issn": ["1234-5679"], "issn_l": "1234-5679"}}),
        _dated(2, 112, primary_location={"source": {**venue(2), "issn": ["0028-0836"], "issn_l": "0028-0836"}}),
        _dated(2, 113, authorships=[authorship(70, display_name="Later")]),
        _dated(1, 114, authorships=[authorship(70, display_name="Earlier")]),
        _undated(115, authorships=[authorship(70, display_name="Undated")]),
        _dated(1, 116, grants=[{"funder": f"{SITE}F7", "funder_display_name": "Fund", "award_id": "AB-1"}]),
        _dated(2, 117, grants=[{"funder": f"{SITE}F7", "funder_display_name": "The Fund", "award_id": "ab 1"}]),
        _dated(2, 118, grants=[{"funder": f"{SITE}F8", "funder_display_name": "Old Fund", "award_id": "x"}]),
    ]  # fmt: skip


def merged() -> list[Record]:
    """Works that name merged ids, under merged ids, and their successors."""
    return [
        _dated(1, 200, title="Successor", referenced_works=ids(202, 100)),
        _dated(4, 201, title="Merged", referenced_works=ids(100), authorships=[authorship(51, institution=8)]),
        _dated(1, 202, title="Merged, successor without record", authorships=[authorship(80), authorship(81)]),
        _dated(1, 204, referenced_works=ids(201, 202, 200, 205), authorships=[authorship(80), authorship(81)]),
        _dated(1, 205, topics=[topic(20, 0.5), topic(21, 0.7)], primary_topic=topic(20, 0.5)),
        _dated(1, 206, primary_location={"source": {**venue(30), "issn": ["2049-3630"], "issn_l": "2049-3630"}}),
        _dated(1, 207, authorships=[authorship(82, institution=40), authorship(83, institution=41)]),
        _dated(1, 208, authorships=[authorship(80, display_name="Merged name", orcid=None)]),
    ]  # fmt: skip


MERGES: Final = (
    "merge_date,id,merge_into_id\n2025-01-01,W201,W200\n2025-01-01,W202,W203\n2025-01-01,A80,A81\n"
    "2025-01-01,T21,T20\n2025-01-01,S30,S31\n2025-01-01,I41,I40\n2025-01-01,F8,F7\n2025-01-02,A90,A91\n"
    "2025-01-02,A91,A92\n"
)  # fmt: skip
DELETIONS: Final = "work_id,deleted_date\nW300,2025-02-01\nW301,2024-12-01\nW302,2025-02-01\n"


def deleted() -> list[Record]:
    """Works that were deleted after, before and on the day of their record, and one that cites them."""
    return [_dated(1, 300), _dated(1, 301), _undated(303), _dated(2, 304, referenced_works=ids(300, 301, 302))]


def crowded() -> list[Record]:
    """Enough works for lists of the most cited papers and of the authors of a topic."""
    works = [
        _dated(1, CROWDED + index, referenced_works=ids(CROWDED, *([CROWDED + index // 3] if index > 5 else [])),
               authorships=[authorship(3_000 + index % 7), authorship(3_100)])
        for index in range(1, 130)
    ]  # fmt: skip
    return [_dated(1, CROWDED), *works]


def entities() -> list[Record]:
    """Records of entities: several of one, without name, of merged ids, with affiliations, with parents."""
    institution = {"id": f"{SITE}I5", "display_name": "Institute 5"}
    return [
        {"id": f"{SITE}A70", "display_name": "Record", "updated_date": "2025-01-03", "works_count": 5,
         "affiliations": [{"institution": institution, "years": [1990, 2024]}]},
        {"id": f"{SITE}A70", "display_name": "Older record", "updated_date": "2025-01-01", "cited_by_count": 9},
        {"id": f"{SITE}A71", "display_name": None, "updated_date": "2025-01-01"},
        {"id": f"{SITE}A90", "display_name": "Merged", "updated_date": "2025-01-01"},
        {"id": f"{SITE}A92", "display_name": "Last", "updated_date": "2024-01-01"},
        {"id": f"{SITE}A4000", "display_name": "Without papers", "updated_date": "2025-01-01",
         "affiliations": [{"institution": {"id": f"{SITE}I4000", "display_name": "Alone"}, "years": [2001]}]},
        {"id": f"{SITE}P1", "display_name": "House", "parent_publisher": f"{SITE}P2", "updated_date": "2025-01-01"},
        {"id": f"{SITE}P2", "display_name": "Group", "updated_date": "2025-01-01"},
        {"id": f"{SITE}S2", "display_name": "Venue record", "issn": ["1234-5679"], "issn_l": "1234-5679",
         "host_organization": f"{SITE}P1", "host_organization_name": "House", "updated_date": "2025-01-02"},
        {"id": f"{SITE}T10", "display_name": "Topic record", "updated_date": "2025-01-02",
         "subfield": {"id": f"{SITE}subfields/1702", "display_name": "AI"},
         "field": {"id": f"{SITE}fields/17", "display_name": "CS"},
         "domain": {"id": f"{SITE}domains/3", "display_name": "Physical"}},
        {"id": f"{SITE}I5", "display_name": "Institute record", "ror": "https://ror.org/00f54p054",
         "updated_date": "2025-01-02", "geo": {"city": "Uppsala", "latitude": 59.8, "longitude": 17.6}},
    ]  # fmt: skip


def write_cases(folder: Path) -> list[Path]:
    """The files of all cases, in the order of a snapshot: merged and deleted ids, entities, works."""
    folder.mkdir(parents=True, exist_ok=True)
    merges, deletions = folder / "merged.csv", folder / "deleted.csv"
    merges.write_text(MERGES, encoding="utf-8")
    deletions.write_text(DELETIONS, encoding="utf-8")
    works = [*repeated(), *merged(), *deleted()]
    return [
        merges, deletions, write_records(folder / "entities.jsonl", *entities()),
        write_records(folder / "works-1.jsonl", *works[::2]), write_records(folder / "works-2.jsonl", *works[1::2]),
        write_records(folder / "works-3.jsonl", *crowded()),
    ]  # fmt: skip
