"""Lists of papers as files, and how each says that it was cut."""

import csv
import io
from typing import Any

import orjson
import pytest

from exports.paper_lists import FORMATS, CsvWriter, JsonLinesWriter
from exports.reference import FIELDS


def _row(number: int, **values: Any) -> list[Any]:
    known = {"id": f"W{number}", "kind": "ARTICLE", "title": "Same title", "authors": ["Ann Author"], "year": 2020}
    return [[({**known, **values}).get(name) for name in FIELDS], 7, 3, True, False]


def test_csv() -> None:
    writer = CsvWriter()
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
    header, first = csv.reader(io.StringIO(CsvWriter().begin() + CsvWriter().page([_row(1, **values)]), newline=""))
    paper = dict(zip(header, first, strict=True))
    assert (paper["keywords"], paper["funders"], paper["abstract"]) == ("'@SUM(A1); BERT", "'=NSF; DFG", "'-1+2")
    assert (paper["pmcid"], paper["licence"], paper["openAccessUrl"]) == (
        "PMC1", "cc-by", "https://example.org/1.pdf",
    )  # fmt: skip
    (line,) = JsonLinesWriter().page([_row(1, **values)]).splitlines()
    assert orjson.loads(line)["keywords"] == ["@SUM(A1)", "BERT"]
    assert orjson.loads(line)["funders"] == ["=NSF", "DFG"]


def test_json_lines() -> None:
    writer = JsonLinesWriter()
    first, last = (orjson.loads(line) for line in (writer.page([_row(1)]) + writer.cut(1)).splitlines())
    assert (first["id"], first["authors"], first["isOpen"], first["doi"]) == ("W1", ["Ann Author"], True, None)
    assert last == {"cut": True, "limit": 1, "message": last["message"]}


def test_no_bibtex_key_stands_twice() -> None:
    writer = FORMATS["bib"].writer()
    text = writer.page([_row(1), _row(2)]) + writer.page([_row(3)])
    keys = [line[len("@article{") : -1] for line in text.splitlines() if line.startswith("@article{")]
    assert len(set(keys)) == 3
    assert writer.cut(3).startswith("@comment{")


def test_ris() -> None:
    writer = FORMATS["ris"].writer()
    text = writer.page([_row(1), _row(2)])
    assert text.count("ER  - ") == text.count("TY  - ") == 2


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_list_of_nothing(suffix: str) -> None:
    writer = FORMATS[suffix].writer()
    assert writer.page([]) == ""
