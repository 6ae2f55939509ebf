"""References made of what the store returns."""

import pytest

from exports.plain import plain_text
from exports.reference import FIELDS, Reference
from tests.exports.papers import ARTICLE, BARE, PREPRINT


def test_from_row_reads_the_fields_in_order() -> None:
    values: dict[str, object] = {"id": "W1", "title": "A", "authors": ["Percy Liang"], "year": 2020}
    assert Reference.from_row([values.get(name) for name in FIELDS]) == Reference.of(values)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Reference.from_row(["W1"])


def test_what_is_of_another_type_is_unknown() -> None:
    odd: dict[str, object] = {"id": "W1", "title": 7, "authors": ["", None, 3], "year": "2020", "published_on": "soon"}
    assert Reference.of(odd) == Reference(id="W1", published_on="soon")
    assert Reference.of(odd).issued == ()


def test_the_year_of_the_latest_version_counts() -> None:
    assert PREPRINT.issued == (2022,)
    assert ARTICLE.issued == (2015, 5, 27)
    assert Reference(id="W1", published_on="2015-05").issued == (2015, 5)
    assert BARE.issued == ()


def test_landing_page() -> None:
    assert ARTICLE.landing == "https://doi.org/10.1038/nature14539"
    assert PREPRINT.landing == "https://arxiv.org/abs/2108.07258"
    assert Reference(id="W1", pmid="1").landing == "https://pubmed.ncbi.nlm.nih.gov/1/"
    assert BARE.landing == ""


def test_plain_text() -> None:
    assert plain_text("Using<b>lme4</b>\u2028in\r\nR &amp; <script>") == "Usinglme4 in R & <script>"
    assert plain_text("a\x00b\ud800") == "ab"
    assert plain_text(None) == ""
    assert len(plain_text("x" * 5_000_000)) == 20_000
