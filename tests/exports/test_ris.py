"""RIS records."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.reference import Reference
from exports.ris import ris
from tests.exports.papers import ALL, ARTICLE, PREPRINT, PROCEEDINGS

LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n]*")


def test_article() -> None:
    assert ris(ARTICLE).split("\r\n") == [
        "TY  - JOUR",
        "ID  - W2919115771",
        "TI  - Deep learning",
        "AU  - LeCun, Yann",
        "AU  - Bengio, Yoshua",
        "AU  - Hinton, Geoffrey E.",
        "PY  - 2015",
        "DA  - 2015/05/27",
        "T2  - Nature",
        "VL  - 521",
        "IS  - 7553",
        "SP  - 436",
        "EP  - 444",
        "PB  - Nature Portfolio",
        "DO  - 10.1038/nature14539",
        "AN  - 26017442",
        "DB  - PubMed",
        "C2  - PMC123",
        "UR  - https://doi.org/10.1038/nature14539",
        "L2  - https://hal.science/1",
        "KW  - Deep learning",
        "KW  - Speech, spoken",
        "LA  - en",
        "AB  - Layers & layers.",
        "ER  - ",
        "",
    ]


def test_types_and_names() -> None:
    assert ris(PREPRINT).startswith("TY  - UNPB\r\n")
    assert "\r\nAN  - arXiv:2108.07258\r\n" in ris(PREPRINT)
    lines = ris(PROCEEDINGS).split("\r\n")
    assert lines[0] == "TY  - CPAPER"
    assert [line[6:] for line in lines if line.startswith("AU")] == [
        "Devlin, Jacob",
        "van der Maaten, Laurens",
        "King, Martin Luther, Jr.",
        "World Health Organization",
    ]


def test_both_an_arxiv_id_and_a_pubmed_id() -> None:
    lines = ris(Reference.of({"id": "W1", "arxiv": "2108.07258", "pmid": "7"})).split("\r\n")
    assert {"AN  - 7", "DB  - PubMed", "M1  - arXiv:2108.07258"} < set(lines)


def assert_one_record(text: str) -> None:
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert all(LINE.fullmatch(line) for line in lines)
    assert [line[:2] for line in lines].count("TY") == 1
    assert lines[0].startswith("TY  - ")
    assert [index for index, line in enumerate(lines) if line.startswith("ER")] == [len(lines) - 1]


@pytest.mark.parametrize("reference", ALL, ids=lambda reference: reference.id)
def test_one_record(reference: Reference) -> None:
    assert_one_record(ris(reference))


@given(st.text(), st.lists(st.text()), st.text())
def test_any_record_is_one_record(title: str, authors: list[str], abstract: str) -> None:
    assert_one_record(ris(Reference.of({"id": "W1", "title": title, "authors": authors, "abstract": abstract})))
