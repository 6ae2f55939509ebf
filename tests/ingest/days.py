"""A snapshot of two days: records that are new, changed, merged and deleted on the second."""

from pathlib import Path
from typing import Any

from tests.ingest.layouts import json_part, write_manifest
from tests.ingest.records import SITE, Record, authorship, ids, topic, venue, work

FIRST = "2026-06-24"
SECOND = "2026-06-25"


def author(number: int, day: str, **fields: Any) -> Record:
    """The record of an author."""
    name = {"id": f"{SITE}A{number}", "display_name": f"Author {number}", "updated_date": f"{day}T01:00:00.000000"}
    return {**name, **fields}


def dated(number: int, day: str, **fields: Any) -> Record:
    """A work with this day as its date and with its full list of locations."""
    record = work(number, updated_date=f"{day}T00:00:00.000000", **fields)
    return {**record, "locations": [record["primary_location"]]}


#: Works that stay; 3 is changed, 4 is merged into 5, 6 is deleted, 7 cites 9, which is new on the second day.
STAY = [
    dated(1, FIRST, referenced_works=ids(2, 4)),
    dated(2, FIRST),
    dated(5, FIRST),
    dated(7, FIRST, referenced_works=ids(9, 6)),
]
BEFORE = [*STAY, dated(3, FIRST), dated(4, FIRST, referenced_works=ids(1)), dated(6, FIRST, referenced_works=ids(3))]
AFTER = [
    dated(3, SECOND, title="Another title", authorships=[authorship(3)], referenced_works=ids(1, 2),
          topics=[topic(11, 0.5)], primary_location={"landing_page_url": "https://example.org/3b",
                            "source": {**venue(2), "issn_l": None, "issn": None}}),
    dated(9, SECOND, referenced_works=ids(3)),
]  # fmt: skip


def write_first(folder: Path) -> Path:
    """The snapshot of the first day."""
    return write(folder, {FIRST: BEFORE}, {FIRST: [author(1, FIRST), author(3, FIRST)]})


def write_second(folder: Path) -> Path:
    """The snapshot of the second day: changed records have moved to its partition."""
    (folder / "data/jsonl/works").mkdir(parents=True, exist_ok=True)
    (folder / "data/jsonl/works/deleted_ids.csv").write_text(f"work_id,deleted_date\n{SITE}W6,{SECOND}\n")
    merged = folder / f"data/jsonl/merged_ids/works/{SECOND}.csv"
    merged.parent.mkdir(parents=True, exist_ok=True)
    merged.write_text(f"merge_date,id,merge_into_id\n{SECOND},W4,W5\n")
    authors = {FIRST: [author(1, FIRST)], SECOND: [author(3, SECOND, display_name="Ada Three")]}
    return write(folder, {FIRST: STAY, SECOND: AFTER}, authors)


def write(folder: Path, works: dict[str, list[Record]], authors: dict[str, list[Record]]) -> Path:
    """The partitions with a manifest for each entity."""
    for entity, days in (("works", works), ("authors", authors)):
        tree = folder / "data/jsonl" / entity
        paths = [json_part(tree, *records, day=f"updated_date={day}") for day, records in days.items()]
        write_manifest(tree / "manifest.json", {"entity": entity, "files": [
            {
                "url": f"s3://openalex/data/jsonl/{entity}/{path.parent.name}/{path.name}",
                "meta": {"content_length": path.stat().st_size},
            }
            for path in paths
        ]})  # fmt: skip
    return folder
