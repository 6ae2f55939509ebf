"""Highlights: what is marked, and that nothing of a record is read as HTML."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.searching.words import chunks
from resolvers.highlights import MAX_FRAGMENTS, SearchWords, highlights


def marked(asked: str, text: str, *, mistyped: list[int] | None = None, place: int = 0) -> list[str]:
    texts: list[str | None] = [None] * 4
    texts[place] = text
    return [
        fragment
        for each in highlights(texts, SearchWords.of(chunks(asked), mistyped or []))
        for fragment in each.fragments
    ]


@pytest.mark.parametrize(
    ("asked", "text", "shown"),
    [
        ("poincare", "La conjecture de Poincaré", "La conjecture de <mark>Poincaré</mark>"),
        ("POINCARÉ", "Poincare maps", "<mark>Poincare</mark> maps"),
        ("deep lear", "Deep Learning of learners", "<mark>Deep</mark> <mark>Learning</mark> of <mark>learners</mark>"),
        ("learning", "<b>Learning</b> & \"more\"", "&lt;b&gt;<mark>Learning</mark>&lt;/b&gt; &amp; &quot;more&quot;"),
        ("mark script", "<mark> </script>", "&lt;<mark>mark</mark>&gt; &lt;/<mark>script</mark>&gt;"),
        ("gpt-4", "GPT-4 and GPT 3", "<mark>GPT</mark>-<mark>4</mark> and <mark>GPT</mark> 3"),
    ],
)  # fmt: skip
def test_the_words_are_marked(asked: str, text: str, shown: str) -> None:
    assert marked(asked, text) == [shown]


def test_misspelt_words_are_marked_where_they_were_looked_for() -> None:
    assert marked("atention now", "Attention now") == ["Attention <mark>now</mark>"]
    assert marked("atention now", "Attention now", mistyped=[0]) == ["<mark>Attention</mark> <mark>now</mark>"]
    assert marked("tarnsfomer", "Transformer", mistyped=[0]) == ["<mark>Transformer</mark>"]
    assert marked("bert", "brat", mistyped=[0]) == []


def test_nothing_found_is_nothing_shown() -> None:
    assert highlights(["Title", None, "A B, 2017", "Abstract"], SearchWords.of(chunks("other"), [])) == []


def test_fields_have_names_that_clients_know() -> None:
    found = highlights(["One", "One", "One", "One"], SearchWords.of(chunks("one"), []))
    assert [each.field for each in found] == ["title", "name", "authors", "abstract"]


def test_of_a_long_text_the_places_with_most_matches_are_shown() -> None:
    text = "filler " * 100 + "alpha beta " + "filler " * 100 + "alpha " + "filler " * 100
    first, second = marked("alpha beta", text, place=3)
    assert first.count("<mark>") == 2
    assert second.count("<mark>") == 1
    assert first.startswith("…")
    assert first.endswith("…")
    assert len(first) < 300


@given(st.text(max_size=600), st.text(max_size=30), st.integers(0, 3))
def test_a_fragment_is_the_text_escaped_with_marks(text: str, asked: str, place: int) -> None:
    fragments = marked(asked, text, place=place, mistyped=list(range(len(chunks(asked)))))
    assert len(fragments) <= MAX_FRAGMENTS
    for fragment in fragments:
        bare = fragment.replace("<mark>", "").replace("</mark>", "")
        assert fragment.count("<mark>") == fragment.count("</mark>") > 0
        assert not set(bare) & set("<>\"'")
        shown = html.unescape(bare) if "…" in text else html.unescape(bare).strip("…")
        assert shown.strip() in text or "…" in text or "&" in text
