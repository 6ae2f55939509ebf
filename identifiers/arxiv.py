"""arXiv identifiers: `2108.07258`, or `hep-th/9901001` before April 2007; without version and subject class.

Source of both schemes: arXiv, "Understanding the arXiv identifier".
"""

import re
from typing import Final

from identifiers import doi
from identifiers.pasted_text import clean_pasted, decoded, location

_ARCHIVES: Final = (
    "acc-phys|adap-org|alg-geo|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    "funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|"
    "q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_MONTH: Final = "(?:0[1-9]|1[0-2])"
_ID: Final = re.compile(
    rf"(?:(?P<new>[0-9]{{2}}{_MONTH}\.[0-9]{{4,5}})|(?P<archive>{_ARCHIVES})(?:\.[a-z-]{{2,12}})?/(?P<old>[0-9]{{2}}{_MONTH}[0-9]{{3}}))"
    r"(?:v[0-9]{1,3})?",
    re.IGNORECASE | re.ASCII,
)
_PREFIX: Final = re.compile(
    r"\A(?:oai\s*:\s*)?arxiv(?:\.org)?(?:\s*(?:id|preprint))?\s*[:./\s]\s*", re.IGNORECASE | re.ASCII
)
#: The text after the id in the stamp on a paper's first page and in the "Cite as" line of arXiv's pages.
_STAMP: Final = re.compile(
    r" ?(?:\[[a-z.\s-]{2,30}\]? ?(?:[0-9]{1,2} [a-z]{3,9}\.? [0-9]{4}|\(or arxiv:.{9,60})?"
    r"|\([a-z-]{2,10}(?:\.[a-z-]{2,10})?\)?)$",
    re.IGNORECASE | re.ASCII,
)
_DOI_PREFIX: Final = "10.48550/arxiv."
_FLAGS: Final = re.IGNORECASE | re.ASCII
_PAGE: Final = re.compile(
    r"/(?:ftp/)?(?:abs|pdf|html|format|ps|e-print|src|tb|overview|audio|resources|(?:arxiv/)?papers(?:/[0-9]{4})?)/"
    r"(.+?)(?:\.pdf|\.html)?/?",
    _FLAGS,
)
_ADDRESS: Final = re.compile(r"/(?:.{0,40}/)?(?:abs/|arxiv[/:.])(?:abs/|arxiv:)?(.+?)(?:\.pdf|/.{0,80})?", _FLAGS)
#: Host (including its subdomains) → pattern of the path, with the id in the first group.
PAGES: Final = {
    "arxiv.org": _PAGE, "xxx.lanl.gov": _PAGE, "alphaxiv.org": _PAGE, "ar5iv.org": _PAGE, "arxiv-vanity.com": _PAGE,
    "huggingface.co": re.compile(r"/papers/(.+?)(?:\.md)?/?", _FLAGS), "papers.cool": _ADDRESS, "scirate.com": _ADDRESS,
    "semanticscholar.org": _ADDRESS, "catalyzex.com": _ADDRESS, "inspirehep.net": _ADDRESS, "emergentmind.com": _PAGE,
    "ui.adsabs.harvard.edu": _ADDRESS, "api.openalex.org": _ADDRESS,
}  # fmt: skip
#: The code of a preprint in the Astrophysics Data System, `2017arXiv170603762V`.
_BIBCODE: Final = re.compile(r"(?:[12][09][0-9]{2}arxiv)([0-9]{4})([0-9]{4,5})\.?[a-z]", _FLAGS)


def parse(text: str) -> str | None:
    """The arXiv id. Reads the bare id, `arXiv:` and the id, addresses of its pages, and arXiv's DOIs."""
    value = clean_pasted(_STAMP.sub("", " ".join(clean_pasted(text).split()), count=1))
    parts = location(value)
    pattern = None if parts is None else _pattern(parts.host)
    if parts is not None and pattern is not None:
        page = pattern.fullmatch(decoded(parts.path))
        return _normal(page[1]) if page else None
    named = doi.parse(value)
    if named is not None and named.startswith(_DOI_PREFIX):
        return _normal(named.removeprefix(_DOI_PREFIX))
    return _normal(_PREFIX.sub("", value, count=1))


def _pattern(host: str) -> re.Pattern[str] | None:
    return next((pattern for site, pattern in PAGES.items() if host == site or host.endswith("." + site)), None)


def _normal(name: str) -> str | None:
    named = clean_pasted(_PREFIX.sub("", name, count=1))
    match = _ID.fullmatch(_BIBCODE.sub(r"\1.\2", named, count=1))
    if match is None:
        return None
    return match["new"] or f"{match['archive'].lower()}/{match['old']}"
