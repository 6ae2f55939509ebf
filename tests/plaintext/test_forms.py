"""Forms of titles and abstracts that publishers deposit, and their plain text."""

import pytest

from identifiers.title import title_key
from plaintext import plain

MATHML = 'xmlns:mml="http://www.w3.org/1998/Math/MathML"'
DOCUMENT = r"\documentclass[12pt]{minimal} \usepackage{amsmath} \setlength{\oddsidemargin}{-69pt} \begin{document}"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # Inline tags and block tags.
        ("Growth of <i>E. coli</i> in <scp>LB</scp>", "Growth of E. coli in LB"),
        ("H<sub>2</sub>O and Remicade<sup>&reg;</sup>", "H2O and Remicade®"),
        ("about 10<sup>6</sup> cells at 10<sup>−5</sup> M", "about 10⁶ cells at 10⁻⁵ M"),
        ("<h2>Abstract</h2><h3>Purpose</h3> To compare", "Abstract Purpose To compare"),
        ("<jats:sec><jats:title>Aim</jats:title><jats:p>To see.</jats:p></jats:sec>", "Aim To see."),
        ("<ns4:p><ns4:bold>Background: </ns4:bold>This</ns4:p>", "Background: This"),
        ("<JATS1:p>One.</JATS1:p> <JATS1:p>Two.</JATS1:p>", "One. Two."),
        ("A study:<SUBTITLE>with a subtitle</SUBTITLE>", "A study: with a subtitle"),
        ("first<br/>second<br>third", "first second third"),
        ('see <ext-link ext-link-type="uri" xlink:href="https://a.example/?b=1&amp;c=2">here</ext-link>.', "see here."),
        ('<a title=“x” href="y">linked</a> words', "linked words"),
        ("<p />", ""),
        ("<P>One</P>\n<P>Two</P>", "One Two"),
        ("cut off <i>in the mid", "cut off in the mid"),
        ("stray</b> closing tag", "stray closing tag"),
        ("<!-- a > b -->kept<![CDATA[ <b>and</b> this]]><?xml version='1.0'?>", "kept and this"),
        ("<source>Nature</source> (<year>1990</year>)", "Nature (1990)"),
        # Entities at any depth of escapes.
        ("&lt;p&gt;Spotlight on emicizumab&lt;/p&gt;", "Spotlight on emicizumab"),
        ("etanercept &amp;ndash; bioequivalence", "etanercept – bioequivalence"),
        ("P &amp;lt; .0001", "P < .0001"),
        ("a &amp;amp;amp;lt;i&amp;amp;gt;b&amp;lt;/i&amp;gt;", "a b"),
        ("na&iuml;ve&nbsp;patients, DHEA&#38;M, &#x3b1;&#8209;P13", "naïve patients, DHEA&M, α‑P13"),
        ("p &lt 0.05, q &lt; 0.1", "p < 0.05, q < 0.1"),
        ("ASIS&amp;T, R&D, AT&T; a &b; c", "ASIS&T, R&D, AT&T; a &b; c"),
        ("&#150; &#0; &#xD800; &#99999999;", "– &#99999999;"),
        # Text that is not markup.
        ("p < 0.05 and q > 3, p<.001, 1<n<5", "p < 0.05 and q > 3, p<.001, 1<n<5"),
        ("if a<b and c>d", "if a<b and c>d"),
        ("if a<b>c", "if a<b>c"),
        ("implementation of <VRIA>, a framework", "implementation of <VRIA>, a framework"),
        ("the <think> and </think> tokens", "the <think> and </think> tokens"),
        ("a <name> for a <table>", "a <name> for a <table>"),
        ("mail <a.b@c.example> or <https://d.example/>", "mail <a.b@c.example> or <https://d.example/>"),
        ("costs US$2.5 million or $3", "costs US$2.5 million or $3"),
        ("  one\x00\u2028two\t three ", "one two three"),
        # TeX.
        ("The large $N$ limit", "The large $N$ limit"),
        ('<inline-formula><tex-math notation="LaTeX">$n&lt;1$</tex-math></inline-formula>-stable', r"$n\lt 1$-stable"),
        (f"size {DOCUMENT}$$n_1$$\\end{{document}} of", "size $n_1$ of"),
        (f"cut {DOCUMENT}$$n_1 +", "cut $n_1 +$"),
        (
            f"<inline-formula><alternatives><tex-math>{DOCUMENT}$$n$$\\end{{document}}</tex-math>"
            f"<mml:math {MATHML}><mml:mi>n</mml:mi></mml:math></alternatives></inline-formula> of",
            "$n$ of",
        ),
        ("<alternatives><math><mi>n</mi></math><tex-math>n_2</tex-math></alternatives>", "$n_2$"),
        ("<alternatives><math><mi>n</mi></math><inline-graphic/></alternatives>", "$n$"),
        ("<alternatives><math><mi>n</mi></math>", "$n$"),
        (
            "<math><semantics><mi>n</mi><annotation encoding='application/x-tex'>n_3</annotation></semantics></math>",
            "$n_3$",
        ),
        # MathML.
        (
            f'CAD (<mml:math {MATHML} id="M1"><mml:mrow><mml:mi>n</mml:mi><mml:mo>=</mml:mo><mml:mn>56</mml:mn>'
            "</mml:mrow></mml:math>, mean ± SD)",
            "CAD ($n=56$, mean ± SD)",
        ),
        ("<math><mi>n</mi></math><math><mi>m</mi></math>", "$n$ $m$"),
        ("<math><mi>α</mi><mo>&lt;</mo><mn>1</mn></math>", r"$\alpha\lt1$"),
        ("<math/>, <math></math>", ","),
    ],
)  # fmt: skip
def test_plain_text(marked: str, expected: str) -> None:
    assert plain(marked) == expected
    assert plain(expected) == expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x^{2}"),
        ("<msub><mtext>F</mtext><mrow><mn>1</mn><mo>,</mo><mn>50</mn></mrow></msub>", "F_{1,50}"),
        ("<msubsup><mi>x</mi><mi>i</mi><mo>*</mo></msubsup>", "x_{i}^{*}"),
        ("<msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup>", "{ab}^{2}"),
        ("<mfrac><mn>1</mn><msqrt><mi>n</mi><mo>+</mo><mn>1</mn></msqrt></mfrac>", r"\frac{1}{\sqrt{n+1}}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>", r"\sum_{i=1}^{n}"),
        ("<munder><mi>lim</mi><mrow><mi>n</mi><mo>→</mo><mi>∞</mi></mrow></munder>", r"\lim_{n\to\infty}"),
        ("<mover><mi>x</mi><mo>¯</mo></mover><mover><mi>p</mi><mo>→</mo></mover>", r"\bar{x}\vec{p}"),
        ("<mover><mo>→</mo><mi>k</mi></mover>", r"\overset{k}{\to}"),
        ("<munder><mi>x</mi><mi>k</mi></munder>", r"\underset{k}{x}"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", r"\left(a,b\right)"),
        ("<mfenced open='{' close=''><mi>a</mi></mfenced>", r"\left\{a\right."),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable>",
         r"\begin{matrix}1 & 2 \\ 3\end{matrix}"),
        ("<mi>sin</mi><mi>x</mi>", r"\sin x"),
        ("<mi>α</mi><mi>x</mi><mi>AUC</mi>", r"\alpha x\mathrm{AUC}"),
        ("<mi mathvariant='double-struck'>R</mi><mi>ℝ</mi><mi>𝐱</mi><mi>𝑦</mi><mi mathvariant='bold'>z</mi>",
         r"\mathbb{R}\mathbb{R}\mathbf{x}y\mathbf{z}"),
        ("<mtext>if 50% of {a}</mtext>", r"\text{if 50\% of \{a\}}"),
        ("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", "{}_{6}^{14}C"),
        ("<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>", r"\genfrac{}{}{0pt}{}{n}{k}"),
        ("<mo>−</mo><mn>5</mn><mo>≤</mo><mi>x</mi><mo>&#x2062;</mo><mi>y</mi>", r"-5\leq xy"),
        # Damaged: wrong numbers of arguments, elements that are not closed or missing.
        ("<mfrac><mn>1</mn></mfrac>", "1"),
        ("<mrow><mi>a</mi><mo>+", "a+"),
        ("</mrow><mi>a</mi></msup>", "a"),
        ("<foo bar='1'><mi>a</mi></foo>", "a"),
    ],
)  # fmt: skip
def test_mathml(inner: str, expected: str) -> None:
    for opening, closing in (("<math>", "</math>"), ("<m:math>", "</m:math>")):
        assert plain(opening + inner + closing) == f"${expected}$"


@pytest.mark.parametrize(
    ("marked", "unmarked"),
    [
        ("<i>Ab initio</i> &amp;ndash; methods", "Ab initio – methods"),
        ("Role of the &alpha;<sub>1</sub>-blocker", "Role of the α1-blocker"),
        ("10<sup>6</sup> cells", "106 cells"),
        (f"<mml:math {MATHML}><mml:mi>α</mml:mi></mml:math>-decay", "α-decay"),
        (r"$\alpha$-decay of H$_{2}$O", "α-decay of H2O"),
        (r"The $\mathrm{Sp}(2n)$ model", "The Sp(2n) model"),
        ("x" + f"<mml:math {MATHML}><mml:mi>y</mml:mi></mml:math>" * 30, "x" + "y " * 30),
    ],
)  # fmt: skip
def test_marked_and_plain_titles_have_one_key(marked: str, unmarked: str) -> None:
    assert title_key(marked) == title_key(plain(marked)) == title_key(unmarked)
