"""Highlights: which words are marked, and that text of records is escaped."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.search.words import chunks
from resolvers.highlights import MAX_FRAGMENTS, SearchWords, highlights


def marked(query: str, text: str, *, mistyped: list[int] | None = None, index: int = 0) -> list[str]:
    texts: list[str | None] = [None] * 4
    texts[index] = text
    return [
        fragment
        for each in highlights(texts, SearchWords.of(chunks(query), mistyped or []))
        for fragment in each.fragments
    ]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("poincare", "La conjecture de Poincaré", "La conjecture de <mark>Poincaré</mark>"),
        ("POINCARÉ", "Poincare maps", "<mark>Poincare</mark> maps"),
        ("deep lear", "Deep Learning of learners", "<mark>Deep</mark> <mark>Learning</mark> of <mark>learners</mark>"),
        ("learning", "<b>Learning</b> & \"more\"", "&lt;b&gt;<mark>Learning</mark>&lt;/b&gt; &amp; &quot;more&quot;"),
        ("mark script", "<mark> </script>", "&lt;<mark>mark</mark>&gt; &lt;/<mark>script</mark>&gt;"),
        ("gpt-4", "GPT-4 and GPT 3", "<mark>GPT</mark>-<mark>4</mark> and <mark>GPT</mark> 3"),
    ],
)  # fmt: skip
def test_the_words_are_marked(query: str, text: str, expected: str) -> None:
    assert marked(query, text) == [expected]


def test_misspelt_words_are_marked_if_they_were_searched() -> None:
    assert marked("atention now", "Attention now") == ["Attention <mark>now</mark>"]
    assert marked("atention now", "Attention now", mistyped=[0]) == ["<mark>Attention</mark> <mark>now</mark>"]
    assert marked("tarnsfomer", "Transformer", mistyped=[0]) == ["<mark>Transformer</mark>"]
    assert marked("bert", "brat", mistyped=[0]) == []


def test_texts_without_a_match_have_no_highlights() -> None:
    assert highlights(["Title", None, "A B, 2017", "Abstract"], SearchWords.of(chunks("other"), [])) == []


def test_fields_have_the_names_of_the_api() -> None:
    fields = highlights(["One", "One", "One", "One"], SearchWords.of(chunks("one"), []))
    assert [each.field for each in fields] == ["title", "name", "authors", "abstract"]


def test_of_a_long_text_the_passages_with_most_matches_are_shown() -> None:
    text = "filler " * 100 + "alpha beta " + "filler " * 100 + "alpha " + "filler " * 100
    first, second = marked("alpha beta", text, index=3)
    assert first.count("<mark>") == 2
    assert second.count("<mark>") == 1
    assert first.startswith("…")
    assert first.endswith("…")
    assert len(first) < 300


@given(st.text(max_size=600), st.text(max_size=30), st.integers(0, 3))
def test_a_fragment_is_the_text_escaped_with_marks(text: str, query: str, index: int) -> None:
    fragments = marked(query, text, index=index, mistyped=list(range(len(chunks(query)))))
    assert len(fragments) <= MAX_FRAGMENTS
    for fragment in fragments:
        unmarked = fragment.replace("<mark>", "").replace("</mark>", "")
        assert fragment.count("<mark>") == fragment.count("</mark>") > 0
        assert not set(unmarked) & set("<>\"'")
        plain = html.unescape(unmarked) if "…" in text else html.unescape(unmarked).strip("…")
        assert plain.strip() in text or "…" in text or "&" in text
