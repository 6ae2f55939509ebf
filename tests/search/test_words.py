"""Words as the index reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.search import lucene
from graphdb.search.words import COMMON, MAX_WORDS, Chunk, chunks, fold, is_letter, max_edits


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Attention Is All You Need", ["attention", "all", "you", "need"]),
        ("Poincaré  POINCARÉ", ["poincare", "poincare"]),
        ("Poincare\u0301", ["poincare"]),
        ("Łukasz Straße Ærø", ["lukasz", "strasse", "aero"]),
        ("GPT-4: state-of-the-art", ["gpt", "4", "state", "art"]),
        ("node.js", ["node", "js"]),
        ("Чайковский", ["чайковский"]),
        ("深度学习", ["深度学习"]),
        ('?! -- && || \\ " ( ) { } [ ] ^ ~ * : /', []),
        ("to be or not to be", []),
        ("\ud800 \x00 \u202e", []),
    ],
)
def test_a_text_is_read_as_words(text: str, parts: list[str]) -> None:
    assert [part for chunk in chunks(text) for part in chunk.parts] == parts


def test_a_repeated_word_is_searched_once() -> None:
    assert chunks("deep deep learning deep") == [Chunk("deep", ("deep",)), Chunk("learning", ("learning",))]


def test_a_long_text_is_read_up_to_the_limit() -> None:
    assert sum(len(chunk.parts) for chunk in chunks(" ".join(f"word{i}-x{i}" for i in range(500)))) == MAX_WORDS
    assert len(fold("x" * 10_000)) == 10_000
    assert max(len(part) for chunk in chunks("x" * 10_000) for part in chunk.parts) == 100


@pytest.mark.parametrize(("word", "errors"), [("the", 0), ("2017", 0), ("bert", 1), ("learning", 2)])
def test_longer_words_may_have_more_typing_errors(word: str, errors: int) -> None:
    assert max_edits(word) == errors


@given(st.text())
def test_nothing_of_a_text_is_syntax(text: str) -> None:
    chunks_of_text = chunks(text)
    for chunk in chunks_of_text:
        assert all(is_letter(char) or char in ".'’_:· " for char in chunk.text)
        for part in chunk.parts:
            assert part not in COMMON
            assert all(map(is_letter, part))
            assert part == part.lower()
    query = lucene.strict_query(lucene.word_clauses(chunks_of_text, papers=True, names=True))
    outside = "".join(query.split('"')[::2])
    assert not set(outside) & set("\\/{}[]!?&|<>=-"), (
        "quotation marks come in pairs, and only our operators stand outside"
    )
