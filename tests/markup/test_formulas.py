"""Formulas in plain text become MathML, and nothing else becomes anything."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from justhtml import JustHTML

from markup.formulas import MAX_MATHML, formula_html

#: Elements of MathML Core, https://www.w3.org/TR/mathml-core/#mathml-elements-and-attributes.
MATHML: Final = frozenset({
    "math", "merror", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts",
    "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr",
    "munder", "munderover", "none", "menclose",
})  # fmt: skip
PIECES: Final = [
    "$", "\\", "{", "}", "_", "^", "&", "<", ">", '"', "'", " ", "a", "1", "α", "\\frac", "\\text{", "\\alpha",
    "\\sqrt",
    "\\begin{matrix}", "\\end{matrix}", "\\left(", "\\right)", "\\color{red}", "\\href{javascript:x}", "\\ifmmode",
    "\\else", "\\fi", "\\newcommand{\\a}{\\a\\a}", "\\a", "<script>", "&lt;", "\\mathbb", "\\hat", "\\ensuremath{",
    "\\operatorname{", "\\not", "\\tag{", "\\label{", "\\\\",
]  # fmt: skip
TEXTS: Final = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r"$\alpha$-decay", "<math><mi>α</mi></math>-decay"),
        ("a $x<y$ <b>", "a <math><mi>x</mi><mo>&lt;</mo><mi>y</mi></math> &lt;b&gt;"),
        ("$a$$b$", "<math><mi>a</mi></math><math><mi>b</mi></math>"),
        (r"E\ensuremath", r"E\ensuremath"),
        (r"$\ensuremath{x}$", "<math><mi>x</mi></math>"),
        (r"$\ifmmode x\else \~{}\fi{}$", "<math><mi>x</mi></math>"),
        ("between $5 and $10", "between $5 and $10"),
        ("$5-$6", "$5-$6"),
        ("from $ to $", "from $ to $"),
        (r"$\unknown{x}$", r"$\unknown{x}$"),
        ("$x}$ & more", "$x}$ &amp; more"),
        ("", ""),
    ],
)
def test_what_is_set(text: str, html: str) -> None:
    assert formula_html(text) == html


def test_a_digit_may_follow_a_command() -> None:
    words = JustHTML(formula_html(r"Mistral-8$\times$7B"), sanitize=False)
    assert [element.to_text() for element in words.query("mo")] == ["×"]


@given(TEXTS)
def test_whatever_the_text_only_mathml_comes_out(text: str) -> None:
    html = formula_html(text)
    assert len(html) <= MAX_MATHML * (text.count("$") // 2 + 1) + 6 * len(text)
    names = {"html", "head", "body"}
    for element in JustHTML(html, sanitize=False).query("*"):
        if element.name not in names:
            assert element.name in MATHML
            assert not any(name.startswith("on") or name in {"style", "href", "src"} for name in element.attrs or {})
