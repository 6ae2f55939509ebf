"""For any text: no exception, linear time and length, and plain text stays as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext import plain
from plaintext.formulas import readable
from tests.growth import is_linear

FRAGMENTS = [
    "<", ">", "&", ";", "/", "=", '"', "'", " ", "$", "\\", "<i>", "</i>", "<p>", "<b ", "<sup>", "</sup>", "<math>",
    "</math>", "<mml:math>", "<mi>", "</mi>", "<mrow>", "</mrow>", "<mfrac>", "<msubsup/>", "<mtable>", "<mtr>",
    "<mfenced open='<'>", "<mmultiscripts>", "<mprescripts/>", "<alternatives>", "</alternatives>", "<tex-math>",
    "</tex-math>", "\\documentclass{a}", "\\begin{document}", "\\end{document}", "\\begin{document}$$", "<!--", "-->",
    "<![CDATA[", "]]>", "<?x", "?>", "&amp;", "amp;", "&lt;", "&gt;", "lt", "&#38;", "#38;", "&#60;", "x3c;", "&nGt;",
    "1", "a", "α", "ℝ", "≿", "\x00", "\u2028", "%", "_", "^", "{", "}", "~", "name", "<name>", "</name>", "x=1",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))


@given(TEXTS)
def test_plain_text_is_one_line_of_bounded_length_and_stays(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert " ".join(once.split()) == once
    assert len(once) <= 20 * len(text) + 20
    readable(once)


@given(st.text(alphabet="abc 0123.,$<>"))
def test_text_without_tags_stays(text: str) -> None:
    if not re.search(r"</?[abc]\b[^<>]*>", text):
        assert plain(text) == " ".join(text.split())


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    "text",
    [
        "<" * 1_000_000, "&" * 1_000_000, "<a " * 330_000, '<a b="' * 160_000, "<!--" * 250_000, "&amp;" * 200_000,
        "<![CDATA[" * 100_000, "<a" + " " * 1_000_000, "<a " + "b=c " * 250_000, "<a b" + " " * 1_000_000,
        "<" * 50_000 + "i>" * 50_000, "<math>" * 80_000, "<msqrt>" * 80_000, "<math>" + "<mrow>" * 80_000 + "x",
        "<math>" + "</mi><mi>" * 50_000, "<alternatives>" * 70_000, "<alternatives><math>" * 25_000,
        "\\begin{document}" * 60_000, "<tex-math>" * 50_000, "&#38;" * 200_000, "&#3&#56;8;" * 100_000,
        "$a" * 500_000, "<i>" * 150_000,
    ],
    ids=range(23),
)  # fmt: skip
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert is_linear(plain, text)
    once = plain(text)
    assert plain(once) == once
