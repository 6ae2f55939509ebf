"""Other forms of a word."""

import pytest

from graphdb.search import lucene
from graphdb.search.variants import MAX_FORMS, forms, numbered, phrases
from graphdb.search.words import chunks, phrase


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("law", {"laws"}),
        ("laws", {"law"}),
        ("studies", {"study"}),
        ("study", {"studies"}),
        ("process", {"processes"}),
        ("classes", {"class"}),
        ("behaviour", {"behavior"}),
        ("behavior", {"behaviour"}),
        ("normalisation", {"normalization"}),
        ("normalization", {"normalisation"}),
        ("quantised", {"quantized"}),
        ("modelling", {"modeling"}),
        ("labeled", {"labelled"}),
        ("centre", {"center"}),
        ("fibers", {"fibres"}),
        ("haemophilia", {"hemophilia"}),
        ("ischemic", {"ischaemic"}),
        ("paediatric", {"pediatric"}),
        ("programme", {"program"}),
        ("gray", {"grey"}),
    ],
)
def test_forms(word: str, expected: set[str]) -> None:
    assert expected <= set(forms(word))
    assert len(forms(word)) <= MAX_FORMS


def test_a_name_in_a_phrase_may_have_a_middle_initial() -> None:
    named, titled = phrase("ada lovelace", "credits"), phrase("ada lovelace", "title")
    assert named
    assert titled
    author, title = lucene.word_clauses([named, titled], papers=True, names=False)
    assert author.strict == '(credits:"ada lovelace"~1^2)'
    assert title.strict == '(title:"ada lovelace"^4)'


@pytest.mark.parametrize("word", ["2017", "深度学习", "чайковский", "is", "a"])
def test_words_without_other_forms(word: str) -> None:
    assert forms(word) == ()


def test_a_word_as_two() -> None:
    assert numbered("gpt3") == ("gpt 3",)
    assert numbered("gpt") == numbered("3") == ()
    assert "t sne" in phrases("tsne")
    assert "flash attention" in phrases("flashattention")
    assert phrases("nlp") == phrases("深度学习") == ()


def test_the_year_at_the_end_may_be_that_of_the_preprint() -> None:
    *_, year = lucene.word_clauses(chunks("Raffel 2020"), papers=True, names=False)
    assert 'credits:"2019"^0.3' in year.strict
    assert 'credits:"2021"^0.3' in year.strict
    assert "2019" not in year.near
    middle, _ = lucene.word_clauses(chunks("2020 vision"), papers=True, names=False)
    assert "2019" not in middle.strict
    *_, number = lucene.word_clauses(chunks("squad 1500"), papers=True, names=False)
    assert "1499" not in number.strict


def test_a_query_has_all_forms() -> None:
    first, second = lucene.word_clauses(chunks("flash behaviour"), papers=True, names=False)
    assert 'title:"behavior"^3.2' in second.strict
    assert 'title:"flashbehaviour"^3.2' in first.strict
    assert 'title:"flash"^4' in first.exact
    (joined,) = lucene.word_clauses(chunks("t-SNE"), papers=True, names=False)
    assert 'title:"tsne"^3.2' in joined.strict
