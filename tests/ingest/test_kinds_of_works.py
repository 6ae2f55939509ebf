"""The kind of each type of work, and its type in citations."""

from pathlib import Path

import pytest

from exports.csl import csl_type
from exports.reference import Reference
from graphdb.store import Store
from graphdb.vocabulary import PAPER_KINDS
from ingest.works import KINDS
from tests.ingest.records import ingest_records, paper, work

#: OpenAlex documentation, "Work types", the table of values (August 2026); help.openalex.org/data/work-types.
OPENALEX = (
    "article", "book", "book-chapter", "book-review", "conference-abstract", "conference-paper", "data-paper",
    "dataset", "dissertation", "editorial", "erratum", "letter", "libguides", "other", "paratext", "peer-review",
    "preprint", "reference-entry", "report", "retraction", "review", "software", "software-paper", "standard",
    "supplementary-materials",
)  # fmt: skip
#: Crossref REST API, `GET /types`.
CROSSREF = (
    "book", "book-chapter", "book-part", "book-section", "book-series", "book-set", "book-track", "component",
    "database", "dataset", "dissertation", "edited-book", "grant", "journal", "journal-article", "journal-issue",
    "journal-volume", "monograph", "other", "peer-review", "posted-content", "proceedings", "proceedings-article",
    "proceedings-series", "reference-book", "reference-entry", "report", "report-component", "report-series",
    "standard",
)  # fmt: skip


@pytest.mark.parametrize("kind", sorted({*OPENALEX, *CROSSREF}))
def test_every_documented_type_has_a_kind(kind: str) -> None:
    assert KINDS[kind] in PAPER_KINDS


def test_only_two_types_of_openalex_are_other() -> None:
    assert {kind for kind in OPENALEX if KINDS[kind] == "OTHER"} == {"libguides", "other"}


@pytest.mark.parametrize(
    ("kind", "csl"),
    [
        ("conference-paper", "paper-conference"), ("conference-abstract", "paper-conference"),
        ("proceedings-article", "paper-conference"), ("book-review", "review-book"),
        ("data-paper", "article-journal"), ("software-paper", "article-journal"), ("software", "software"),
        ("dataset", "dataset"), ("paratext", "document"), ("libguides", "document"),
    ],
)  # fmt: skip
def test_citations_have_the_type(kind: str, csl: str) -> None:
    assert csl_type(Reference(id="W1", kind=KINDS[kind])) == csl


async def test_an_unknown_type_is_stored_as_other_and_reported(empty_store: Store, tmp_path: Path) -> None:
    poster = work(1, type="poster")
    report = await ingest_records(
        empty_store, tmp_path, poster, work(2, type="zine"), work(3, type="zine"), work(4, type=None),
        work(5, type="letter"), work(6, type="zine", type_crossref="report"),
    )  # fmt: skip
    assert report.rejected == 0
    assert report.unknown_kinds == {"poster": 1, "zine": 3}
    sentences = report.sentences()
    assert "1 works have the unknown type 'poster' and are stored as OTHER." in sentences
    assert "3 works have the unknown type 'zine' and are stored as OTHER." in sentences
    kinds = [(await paper(empty_store, f"W{number}"))["kind"] for number in range(1, 7)]
    assert kinds == ["OTHER", "OTHER", "OTHER", "OTHER", "LETTER", "REPORT"]
