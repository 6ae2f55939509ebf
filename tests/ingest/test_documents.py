"""Files of saved pages, arrays and indented records: the content determines the form, not the name."""

import gzip
import json
from pathlib import Path

import orjson
import pytest

from graphdb.store import Store
from ingest.chunk_parser import Chunk, parse
from ingest.documents import records
from ingest.jsonl import chunks, file_source
from ingest.pipeline import ingest
from tests.ingest.layouts import lines, parquet_file
from tests.ingest.records import Record, paper, work

ODD_WORK = work(2, title='A "brace" } and ] and {, \\" and \u2028 漢字', abstract_inverted_index={"]": [0], '"{': [1]})
WORKS = [work(1), ODD_WORK, work(3)]


def saved_page(*results: Record, **fields: object) -> Record:
    """A page of the API."""
    return {"meta": {"count": len(results), "next_cursor": None}, "results": list(results), "group_by": [], **fields}


FORMS = {
    "lines": lines(WORKS),
    "lines after a byte order mark": b"\xef\xbb\xbf" + lines(WORKS),
    "lines after blank ones": b"\n \n" + lines(WORKS),
    "a page": orjson.dumps(saved_page(*WORKS)),
    "a page, its records first": orjson.dumps({"results": WORKS, "meta": {}, "group_by": None}),
    "a printed page": json.dumps(saved_page(*WORKS), indent=2).encode(),
    "a printed page with carriage returns": json.dumps(saved_page(*WORKS), indent=2).replace("\n", "\r\n").encode(),
    "a printed page after a byte order mark": b"\xef\xbb\xbf" + json.dumps(saved_page(*WORKS), indent=1).encode(),
    "pages, one a line": lines([saved_page(WORKS[0]), saved_page(), saved_page(*WORKS[1:])]),
    "printed pages, one after another": b"\n".join(json.dumps(saved_page(one), indent=4).encode() for one in WORKS),
    "an array of pages": orjson.dumps([saved_page(WORKS[0]), saved_page(*WORKS[1:])]),
    "an array": orjson.dumps(WORKS),
    "a printed array": json.dumps(WORKS, indent="\t").encode(),
    "an array, a record a line": b"[\n" + b",\n".join(orjson.dumps(record) for record in WORKS) + b"\n]\n",
    "an array, commas in front": b"[" + b"\n,".join(orjson.dumps(record) for record in WORKS) + b"]",
    "printed records, one after another": b"\n".join(json.dumps(record, indent=1).encode() for record in WORKS),
}  # fmt: skip


def read(path: Path) -> list[bytes]:
    return [line.strip() for chunk in chunks(path) for line in chunk.lines if line.strip()]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_each_form_holds_the_same_records(tmp_path: Path, form: str, packed: bool) -> None:
    path = tmp_path / "saved.txt"
    path.write_bytes(gzip.compress(FORMS[form]) if packed else FORMS[form])
    assert read(path) == [orjson.dumps(record) for record in WORKS]


def test_parquet_is_detected_by_its_content(tmp_path: Path) -> None:
    path = parquet_file(tmp_path / "works.gz", *WORKS)
    assert [orjson.loads(line)["title"] for line in read(path)] == [record["title"] for record in WORKS]


async def test_a_saved_page_is_stored_and_the_same_lines_change_nothing(empty_store: Store, tmp_path: Path) -> None:
    saved, plain = tmp_path / "page.json", tmp_path / "works.jsonl"
    saved.write_bytes(FORMS["a printed page"])
    plain.write_bytes(FORMS["lines"])
    report = await ingest(empty_store, [file_source(saved)])
    assert (report.counts, report.rejected) == ({("Paper", "new"): 3}, 0)
    assert (await paper(empty_store, "W3"))["title"] == "Work number 3"
    assert not (await ingest(empty_store, [file_source(plain)])).changed


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (orjson.dumps(saved_page(group_by=[{"key": "2024", "count": 7}])), "it is a page of groups"),
        (json.dumps(saved_page(group_by=[{"key": "2024"}]), indent=2).encode(), "it is a page of groups"),
        (b'{"error": "Invalid", "message": "nope is not a filter"}', "error message of the API: nope is not a filter"),
        (b'[{"title": "none"}]', "it has no id"),
        (b"[1]", "it is not a JSON object"),
        (b'["W1"]', "it is not a JSON object"),
        (b'{\n "id": "https://openalex.org/W1",\n', "it is not JSON"),
        (b'{"id": "https://openalex.org/W1",', "it is not JSON"),
    ],
)
def test_content_without_records_is_rejected_with_a_reason(content: bytes, reason: str) -> None:
    (reject,) = parse(Chunk("here", 1, list(records(iter(content.splitlines(keepends=True)))))).rejects
    assert reason in reject.reason


def test_a_truncated_first_line_is_one_reject(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    path.write_bytes(b'{"id": "https://openalex.org/W9",\n' + FORMS["lines"])
    (chunk,) = chunks(path)
    batch = parse(chunk)
    assert ([row.id for row in batch.papers], len(batch.rejects)) == (["W1", "W2", "W3"], 1)


def test_nan_is_null() -> None:
    line = orjson.dumps(work(1, fwci=0.25)).replace(b"0.25", b"NaN")
    batch = parse(Chunk("here", 1, [line, line.replace(b"NaN", b"-Infinity"), line.replace(b"NaN", b"Nope")]))
    assert [row.id for row in batch.papers] == ["W1", "W1"]
    assert [(reject.line, reject.field) for reject in batch.rejects] == [(2, "fwci"), (3, "")]
