"""Any text: exports are read back, hostile texts take little time, and no text raises an unexpected exception."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import BadInput
from exports.bibtex import bibtex
from exports.csl import csl_json
from exports.reference import Reference
from exports.ris import ris
from ingest.library.formats import MAX_ENTRIES, LibraryFormat, read
from tests.exports.papers import ARTICLE, PREPRINT, PROCEEDINGS
from tests.growth import is_linear

WRITERS: dict[LibraryFormat, Callable[[Reference], str]] = {
    LibraryFormat.BIBTEX: bibtex,
    LibraryFormat.RIS: ris,
    LibraryFormat.CSL_JSON: csl_json,
}
#: Texts that make naive readers slow or use much memory, by construction.
HOSTILE = {
    "open braces": "@a{k, title=" + "{" * 500_000,
    "deep braces": "@a{k, title=" + "{" * 2_400 + "}" * 2_400 + "}",
    "abbreviations of abbreviations": '@string{a0="xxxxxxxxxx"}\n'
    + "".join(f"@string{{a{each + 1} = a{each} # a{each} # a{each} # a{each}}}\n" for each in range(60))
    + "@a{k, title = a60 # a60}",
    "beginnings on one line": "@a{" * 300_000,
    "blanks": " " * 1_000_000,
    "lines of blanks": "@a" + " \n" * 300_000,
    "tags": "TY  - X\n" + "AU  - \n" * 24_000,
    "lines": "TY  - X\nTI  - a\n" + "x\n" * 90_000,
    "brackets": "[" * 1_000_000,
    "records": "<record>" * 100_000,
    "pubmed": "PMID- 1\n" + "TI  - a\n      b\n" * 50_000,
    "science": "PT J\n" + "AU a\n   b\n" * 50_000,
    "cells": "EID,Title\n" + '"' + "x," * 300_000,
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("paper", [ARTICLE, PREPRINT, PROCEEDINGS])
def test_exports_are_imported(kind: LibraryFormat, paper: Reference) -> None:
    (entry,) = read(WRITERS[kind](paper), kind)
    assert (entry.title_key, entry.year) == (paper_key(paper), paper.year)
    assert (entry.doi or "", entry.arxiv or "") == (paper.doi, paper.arxiv)


def paper_key(paper: Reference) -> str:
    (entry,) = read(csl_json(paper), LibraryFormat.CSL_JSON)
    assert entry.title == paper.title
    return entry.title_key


@pytest.mark.parametrize("kind", LibraryFormat)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_little_time(name: str, kind: LibraryFormat) -> None:
    assert is_linear(lambda text: read(text, kind), HOSTILE[name])
    entries = read(HOSTILE[name], kind)
    assert all(len(entry.title) <= 1_000 and len(entry.label) <= 200 for entry in entries)


def test_too_many_entries_are_refused_and_reading_has_a_time_limit() -> None:
    with pytest.raises(BadInput, match="more than 5,000 entries"):
        read("@a{k, title={T}}\n" * (MAX_ENTRIES + 1), LibraryFormat.BIBTEX)
    with pytest.raises(BadInput, match="longer than 0 s"):
        read("@a{k, title={T}}\n" * 2, LibraryFormat.BIBTEX, seconds=0)


@given(st.text(alphabet='@a{}"(),=#\\ \nTY-ER01', max_size=200))
def test_any_text_is_read(text: str) -> None:
    for kind in LibraryFormat:
        for entry in read(text, kind):
            assert entry.label
