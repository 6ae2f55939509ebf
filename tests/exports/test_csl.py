"""CSL-JSON."""

import json

import pytest

from exports.csl import csl_item, csl_json, csl_type
from exports.reference import Reference
from tests.exports.papers import ALL, ARTICLE, BARE, PREPRINT, PROCEEDINGS


def test_article() -> None:
    assert csl_item(ARTICLE) == {
        "id": "W2919115771",
        "type": "article-journal",
        "title": "Deep learning",
        "author": [
            {"family": "LeCun", "given": "Yann"},
            {"family": "Bengio", "given": "Yoshua"},
            {"family": "Hinton", "given": "Geoffrey E."},
        ],
        "issued": {"date-parts": [[2015, 5, 27]]},
        "container-title": "Nature",
        "publisher": "Nature Portfolio",
        "volume": "521",
        "issue": "7553",
        "page": "436-444",
        "DOI": "10.1038/nature14539",
        "PMID": "26017442",
        "PMCID": "PMC123",
        "URL": "https://doi.org/10.1038/nature14539",
        "language": "en",
        "keyword": "Deep learning, Speech, spoken",
        "abstract": "Layers & layers.",
    }


def test_preprint_stands_in_an_archive() -> None:
    item = csl_item(PREPRINT)
    assert (item["type"], item["publisher"], item["number"]) == ("article", "arXiv", "arXiv:2108.07258")
    assert item["issued"] == {"date-parts": [[2022]]}
    assert "container-title" not in item


def test_names() -> None:
    assert csl_item(PROCEEDINGS)["author"] == [
        {"family": "Devlin", "given": "Jacob"},
        {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"literal": "World Health Organization"},
    ]


def test_nothing_known_but_the_id() -> None:
    assert csl_item(BARE) == {"id": "W4", "type": "document"}


@pytest.mark.parametrize("reference", ALL, ids=lambda reference: reference.id)
def test_document_reads_back(reference: Reference) -> None:
    assert json.loads(csl_json(reference)) == [csl_item(reference)]


@pytest.mark.parametrize(
    ("kind", "venue_kind", "expected"),
    [
        ("ARTICLE", "", "article-journal"),
        ("ARTICLE", "conference", "paper-conference"),
        ("ARTICLE", "repository", "article"),
        ("PREPRINT", "journal", "article"),
        ("CHAPTER", "book series", "chapter"),
        ("DISSERTATION", "repository", "thesis"),
        ("SOFTWARE", "", "software"),
        ("OTHER", "", "document"),
        ("UNHEARD_OF", "", "document"),
    ],
)
def test_types(kind: str, venue_kind: str, expected: str) -> None:
    assert csl_type(Reference("W1", kind=kind, venue_kind=venue_kind)) == expected
