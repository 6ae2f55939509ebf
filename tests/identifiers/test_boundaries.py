"""Boundaries of identifiers: lengths, capitals and the ends of pasted text."""

import time
from typing import Final

import pytest

from identifiers.address import key
from identifiers.pasted_text import LIMIT, clean_pasted
from identifiers.reference import Reference, read, read_page
from identifiers.sortable import sortable
from identifiers.title import sort_key, title_key

DOI: Final = "https://doi.org/10.1038/nature14539"
DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"


@pytest.mark.parametrize("function", [read, key, clean_pasted])
def test_a_text_of_the_greatest_length_is_read_and_a_longer_one_is_not(function: object) -> None:
    assert callable(function)
    text = f"{DOI}?utm_source=".ljust(LIMIT, "a")
    assert function(text)
    assert not function(text + "a")


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("HTTPS://API.CROSSREF.ORG/WORKS/10.1038/NATURE14539", "doi:10.1038/nature14539"),
        ("HTTPS://WWW.NATURE.COM/ARTICLES/NATURE14539.PDF", "doi:10.1038/nature14539"),
        ("HTTPS://WWW.NATURE.COM/ARTICLES/NATURE14539_REFERENCE.PDF", "doi:10.1038/nature14539"),
        ("HTTPS://DOI.ORG/10.1101/2020.01.30.927871V2.FULL.PDF", "doi:10.1101/2020.01.30.927871"),
        (f"{DOI}?UTM_SOURCE=MAIL", "doi:10.1038/nature14539"),
        ("HTTPS://EUROPEPMC.ORG/ABSTRACT/MED/26017442", "pmid:26017442"),
        ("HTTPS://ARXIV.ORG/PDF/1706.03762V5.PDF", "arxiv:1706.03762"),
    ],
)
def test_capitals_make_no_difference(form: str, name: str) -> None:
    assert (read(form.lower()), read(form)) == (Reference(*name.split(":")),) * 2


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("10.1016/s0140-6736(99)", "10.1016/s0140-6736(99)"),
        ("(10.1016/s0140-6736(99))", "10.1016/s0140-6736(99)"),
        ("(see https://doi.org/10.1038/nature14539)", None),
        ("10.1016/s0140-6736(99)).", "10.1016/s0140-6736(99)"),
        ("10.1016/s0140-6736[99]", "10.1016/s0140-6736[99]"),
    ],
)
def test_a_closing_bracket_without_its_opening_one_is_dropped(form: str, key: str | None) -> None:
    assert read(form) == (Reference("doi", key) if key else None)


def test_a_prefix_that_is_pasted_twice_is_removed() -> None:
    assert read("doi:doi:10.1038/nature14539") == Reference("doi", "10.1038/nature14539")


def test_the_address_of_a_review_leads_to_its_paper() -> None:
    review = f"rev_{'0' * 26}"
    address = f"http://127.0.0.1:8000/papers/W1#{review}"
    assert read(address) == Reference("id", review)
    assert read_page(address) == Reference("id", "W1")
    assert read_page(review) == Reference("id", review)


def test_the_address_of_a_page_by_identifier_is_read_as_the_identifier() -> None:
    assert read("http://127.0.0.1:8000/papers/doi:10.1038/nature14539") == Reference("doi", "10.1038/nature14539")


def test_a_title_has_a_key_of_its_first_three_hundred_characters() -> None:
    assert [len(title_key(char * 301)) for char in "aä深"] == [300] * 3
    assert title_key("a" * 299 + " b") == "a" * 299
    assert title_key("(" * 1_199 + "ä") == "a"
    assert title_key("(" * 1_200 + "ä") == ""


def test_characters_that_stores_sort_differently_are_one() -> None:
    assert sort_key("a\ue000") == sort_key("a\uffff") == "a~"
    assert sort_key("a\ud7a3") != "a~"


def test_new_ids_sort_by_time_and_differ() -> None:
    before = time.time_ns() // 1_000_000
    ids = [sortable("rev_") for _ in range(100)]
    after = time.time_ns() // 1_000_000
    for each in ids:
        assert (each[:4], len(each)) == ("rev_", 30)
        moment = 0
        for digit in each[4:14]:
            moment = moment * 32 + DIGITS.index(digit)
        assert before <= moment <= after
    # 80 random bits: each digit of them varies.
    assert all(len({each[place] for each in ids}) > 10 for place in range(14, 30))
