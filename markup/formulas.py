"""Formulas within plain text (`$\\alpha$-decay`) as MathML, which browsers set without script.

Only what reads as a formula is one: the text between two dollars begins and ends without a space, and no digit follows
the second, so that "between $5 and $10" stays as it is (the rule of Pandoc's `tex_math_dollars`). What cannot be set
stays as it was written. Source: MathML Core, https://www.w3.org/TR/mathml-core/.
"""

import re
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape
from math_core import LatexError, LatexToMathML

#: Characters of the longest formula that is set, and of the longest MathML that one may become.
MAX_FORMULA: Final = 400
MAX_MATHML: Final = 20_000
#: Formulas that are cached: lists and pages show the same titles again.
_CACHED: Final = 4_096
_TEXT: Final = rf"[^$\n]{{1,{MAX_FORMULA}}}"
#: A digit may follow what has a command, as in `$\times$7`: no price has one.
FORMULA: Final = re.compile(rf"\$(?=[^\s$])({_TEXT}(?=\$(?!\d))|(?=[^$\n]*[\\^_{{]){_TEXT})(?<=\S)\$")
#: Commands that publishers write around formulas and that mean nothing within one.
_MACROS: Final = {"ensuremath": "{#1}", "textup": r"\text{#1}"}
#: What a formula prints in text mode as well, in the records of some publishers.
_IF_MATHS: Final = re.compile(r"\\ifmmode\s?(.*?)\\else.*?\\fi(?:\{\})?")
#: Colours: pages allow no styles within elements.
_STYLE: Final = re.compile(r' style="[^"]*"')
_CONVERTER: Final = LatexToMathML(macros=_MACROS, allow_unreliable_rendering=True, fancy_error=False)


def formula_html(text: str) -> Markup:
    """The text as HTML: escaped, its formulas as MathML. Never raises."""
    if "$" not in text:
        return escape(text)
    # The pattern has one group: every second piece is a formula without its dollars.
    pieces = FORMULA.split(text)
    return Markup("").join(mathml(piece) if number % 2 else escape(piece) for number, piece in enumerate(pieces))


@lru_cache(_CACHED)
def mathml(formula: str, *, display: bool = False) -> Markup:
    """The MathML of a formula in TeX without its dollars; `display`: on a line of its own. What cannot be set stays TeX
    between dollars."""
    try:
        html = _CONVERTER.convert_with_local_state(_IF_MATHS.sub(r"\1", formula), displaystyle=display)
    except LatexError:
        html = ""
    html = _STYLE.sub("", html)
    sign = "$$" if display else "$"
    return Markup(html) if 0 < len(html) <= MAX_MATHML else escape(f"{sign}{formula}{sign}")  # noqa: S704
