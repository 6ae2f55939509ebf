"""Titles folded for lookups and for sorting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identifiers.title import sort_key, title_key, without_markup
from tests.growth import is_linear


@pytest.mark.parametrize(
    ("title", "key"),
    [
        (
            "BERT: Pre-training of Deep Bidirectional Transformers",
            "bert pre training of deep bidirectional transformers",
        ),
        ("  Attention Is\n All You Need? ", "attention is all you need"),
        ("Über Gödel’s Satz", "uber godel s satz"),
        ("Łojasiewicz & Ørsted", "lojasiewicz orsted"),
        ("H<sub>2</sub>O &amp; salt", "h2o salt"),
        ("Crystal structure refinement with<i>SHELXL</i>", "crystal structure refinement withshelxl"),
        ("ﬁne-tuning", "fine tuning"),
        ("opti\u00admization", "optimization"),
        ("深度学习", "深度学习"),
        ("if a < b and c > d", "if a b and c d"),
        ("???", ""),
    ],
)
def test_title_key(title: str, key: str) -> None:
    assert title_key(title) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("“Émile” Zola", "emile” zola"),
        ("...and then", "and then"),
        ("Straße", "strasse"),
        ("???", "???"),
        ("", "~"),
        (" \n ", "~"),
        ("x" * 200, "x" * 100),
    ],
)
def test_sort_key(text: str, key: str) -> None:
    assert sort_key(text) == key


def test_only_inline_tags_are_markup() -> None:
    assert without_markup("<b>a</b> <script>x</script> &lt;i&gt;") == "a <script>x</script> <i>"


@given(st.text())
def test_title_key_is_its_own_key(text: str) -> None:
    key = title_key(text)
    assert title_key(key) == key
    assert len(key) <= 300
    assert all(char == " " or char.isalnum() or not char.isascii() for char in key)


@given(st.text("ABZabz019 ,.:;!?'()/-"))
def test_plain_titles_are_folded_like_all_others(text: str) -> None:
    # A soft hyphen is dropped, but a title with it does not take the short cut for plain titles.
    assert title_key(text) == title_key("\u00ad" + text)


@given(st.text())
def test_sort_key_is_bounded_and_never_empty(text: str) -> None:
    assert 1 <= len(sort_key(text)) <= 100


@pytest.mark.parametrize("text", ["<b " * 2_000_000, "\ufdfa" * 2_000_000, "&" * 5_000_000, "<" * 5_000_000])
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert is_linear(title_key, text)
    assert is_linear(sort_key, text)
