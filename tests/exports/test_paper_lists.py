"""Lists of papers as files, and how each says that it was cut."""

import csv
import io
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest

from exports.paper_lists import COLUMNS, FORMATS
from exports.reference import FIELDS

#: pyarrow has no type stubs.
parquet: Any = import_module("pyarrow.parquet")


def _row(number: int, **values: Any) -> list[Any]:
    known = {"id": f"W{number}", "kind": "ARTICLE", "title": "Same title", "authors": ["Ann Author"], "year": 2020}
    return [[({**known, **values}).get(name) for name in FIELDS], 7, 3, True, False]


def _writer(suffix: str) -> Any:
    return FORMATS[suffix].writer()


def _parquet(rows: list[list[Any]], *, limit: int | None = None) -> bytes:
    """The Parquet file of rows, in pages of 500."""
    writer = _writer("parquet")
    parts = [writer.begin(), *(writer.page(rows[at : at + 500]) for at in range(0, len(rows), 500))]
    parts += [writer.cut(limit)] if limit else []
    return b"".join([*parts, writer.end()])


def test_csv() -> None:
    writer = _writer("csv")
    text = writer.begin() + writer.page([_row(1, title='=cmd|"x"!A1', authors=["A, B", "=C"]), _row(2, year=None)])
    header, first, second, last = csv.reader(io.StringIO(text + writer.cut(2), newline=""))
    paper = dict(zip(header, first, strict=True))
    assert paper["title"] == '\'=cmd|"x"!A1'
    assert (paper["year"], paper["citations"], paper["references"]) == ("2020", "7", "3")
    assert (paper["isOpen"], paper["retracted"]) == ("true", "false")
    assert dict(zip(header, second, strict=True))["year"] == ""
    assert last[0].startswith("# The list was cut here: one export holds 2 papers at most.")


def test_keywords_funders_and_abstracts_are_columns() -> None:
    values = {"keywords": ["@SUM(A1)", "BERT"], "funders": ["=NSF", "DFG"], "abstract": "-1+2", "pmcid": "PMC1",
              "licence": "cc-by", "open_access_url": "https://example.org/1.pdf"}  # fmt: skip
    header, first = csv.reader(
        io.StringIO(_writer("csv").begin() + _writer("csv").page([_row(1, **values)]), newline="")
    )
    paper = dict(zip(header, first, strict=True))
    assert (paper["keywords"], paper["funders"], paper["abstract"]) == ("'@SUM(A1); BERT", "'=NSF; DFG", "'-1+2")
    assert (paper["pmcid"], paper["licence"], paper["openAccessUrl"]) == (
        "PMC1", "cc-by", "https://example.org/1.pdf",
    )  # fmt: skip
    (line,) = _writer("jsonl").page([_row(1, **values)]).splitlines()
    assert orjson.loads(line)["keywords"] == ["@SUM(A1)", "BERT"]
    assert orjson.loads(line)["funders"] == ["=NSF", "DFG"]


def test_json_lines() -> None:
    writer = _writer("jsonl")
    first, last = (orjson.loads(line) for line in (writer.page([_row(1)]) + writer.cut(1)).splitlines())
    assert (first["id"], first["authors"], first["isOpen"], first["doi"]) == ("W1", ["Ann Author"], True, None)
    assert last == {"cut": True, "limit": 1, "message": last["message"]}


def test_no_bibtex_key_stands_twice() -> None:
    writer = _writer("bib")
    text = writer.page([_row(1), _row(2)]) + writer.page([_row(3)])
    keys = [line[len("@article{") : -1] for line in text.splitlines() if line.startswith("@article{")]
    assert len(set(keys)) == 3
    assert writer.cut(3).startswith("@comment{")


def test_ris() -> None:
    writer = _writer("ris")
    text = writer.page([_row(1), _row(2)])
    assert text.count("ER  - ") == text.count("TY  - ") == 2


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_list_of_nothing(suffix: str) -> None:
    writer = _writer(suffix)
    writer.begin()
    assert not writer.page([])


def test_parquet(tmp_path: Path) -> None:
    rows = [_row(number, keywords=["BERT", "=1"], year=None if number % 2 else 2020) for number in range(12_001)]
    path = tmp_path / "papers.parquet"
    path.write_bytes(_parquet([*rows, _row(1, title="=cmd", authors=[], doi="10.5555/1")], limit=12_002))
    file = parquet.ParquetFile(path)
    assert file.schema_arrow.names == list(COLUMNS)
    assert [file.metadata.row_group(each).num_rows for each in range(3)] == [5_000, 5_000, 2_002]
    assert b"at most" in file.metadata.metadata[b"peergraph.cut"]
    counted = duckdb.read_parquet(str(path)).aggregate("count(*), sum(year), sum(citations), sum(len(authors))")
    assert counted.fetchall() == [(12_002, 2020 * 6_002, 7 * 12_002, 12_001)]
    table = file.read()
    first, last = table.slice(0, 1).to_pylist()[0], table.slice(12_001).to_pylist()[0]
    assert (first["authors"], first["keywords"], first["isOpen"], first["doi"]) == (
        ["Ann Author"], ["BERT", "=1"], True, None,
    )  # fmt: skip
    assert (last["title"], last["authors"], last["doi"]) == ("=cmd", [], "10.5555/1")


def test_parquet_of_nothing_has_its_columns() -> None:
    file = parquet.ParquetFile(io.BytesIO(_parquet([])))
    assert (file.metadata.num_rows, file.schema_arrow.names) == (0, list(COLUMNS))
    assert b"peergraph.cut" not in (file.metadata.metadata or {})


def test_parquet_is_written_in_pieces() -> None:
    writer = _writer("parquet")
    assert writer.begin() == b"PAR1"
    sizes = [len(writer.page([_row(number, abstract="x" * number) for number in range(500)])) for _ in range(20)]
    assert [number for number, size in enumerate(sizes) if size] == [9, 19]
