"""The names in angle brackets that are elements of a markup language, and those that become a space.

`ALWAYS` are the elements that deposits of titles and abstracts use. A name of `PAIRED` is also an ordinary word of
prose (`<name>`, `<table>`), so it is an element only where the text both opens and closes it.

Sources: JATS Journal Archiving Tag Library 1.3 (NISO Z39.96-2021), list of elements; HTML Living Standard, chapter 4,
and its obsolete elements (section 16.2); Mathematical Markup Language 3.0, chapter 3.
"""

from typing import Final


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_MATHML: Final = _names("""
    math mi mn mo mtext mspace ms mglyph mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose
    msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd maction
    semantics annotation annotation-xml malignmark maligngroup mstack mlongdiv msgroup msrow mscarries mscarry msline
""")
_HTML: Final = _names("""
    a abbr acronym b bdi bdo big blockquote br center cite code dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i
    img ins kbd li mark ol p pre q s samp small span strike strong sub sup tbody td tfoot th thead tr tt u ul var
""")
_JATS: Final = _names("""
    alternatives article-title bold break chem-struct chem-struct-wrap def-item def-list disp-formula
    disp-formula-group disp-quote email ext-link fixed-case glyph-data glyph-ref inline-formula inline-graphic
    inline-media inline-supplementary-material italic list-item monospace named-content overline overline-end
    overline-start private-char roman sans-serif sc sec styled-content sub-article subtitle table-wrap tex-math
    title-group trans-abstract trans-subtitle trans-title underline underline-end underline-start uri xref
""")
#: Elements in deposits by Elsevier, IEEE, PubMed and Wiley.
_PUBLISHERS: Final = _names("""
    abstracttext bi bo cross-ref dispformula emph equation fc inf inline-equation inlineformula inter-ref it para rm scp
    sectitle simple-para smallcaps subscript superscript
""")
ALWAYS: Final = _MATHML | _HTML | _JATS | _PUBLISHERS
PAIRED: Final = _names("""
    abstract address article article-id aside body caption collab comment conf-name contrib country data date day def
    details document edition etal fig figcaption figure fn footer fpage given-names graphic head header heading html
    institution isbn issn issue kwd label link list lpage main media meta month name nav note object output prefix
    pub-id publisher-name quote ref role season section series source speech st statement string-name style
    suffix summary surname table term text time title verse-group verse-line volume xml year
""")
#: Elements that begin a line or a cell; a space takes their place.
BLOCKS: Final = _names("""
    p div br break hr h1 h2 h3 h4 h5 h6 sec section title subtitle trans-title trans-subtitle trans-abstract abstract
    abstracttext title-group article-title ul ol li dl dt dd list list-item def-list def-item def term table thead tbody
    tfoot tr td th caption blockquote disp-quote disp-formula disp-formula-group dispformula fig table-wrap sectitle
    para simple-para pre verse-group verse-line st mtr mtd
""")
