"""arXiv identifiers: `2108.07258`, or `hep-th/9901001` before April 2007; without version and subject class.

Source of both schemes: arXiv, "Understanding the arXiv identifier".
"""

import re
from typing import Final

from identifiers import doi
from identifiers.pasted import clean, decoded, location

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
    r"\A(?:oai\s*:\s*)?arxiv(?:\.org)?(?:\s*(?:id|preprint))?\s*[:\s]\s*", re.IGNORECASE | re.ASCII
)
_CLASS: Final = re.compile(r" ?\[[a-z.\s-]{2,30}\]?$", re.IGNORECASE | re.ASCII)
_DOI_PREFIX: Final = "10.48550/arxiv."
_HOSTS: Final = ("arxiv.org", "xxx.lanl.gov", "alphaxiv.org", "ar5iv.org")
_PAGE: Final = re.compile(
    r"/(?:abs|pdf|html|format|ps|e-print|src|tb|list|overview|papers)/(.+?)(?:\.pdf|\.html)?/?",
    re.IGNORECASE | re.ASCII,
)


def parse(text: str) -> str | None:
    """The arXiv id that the text is: bare, after `arXiv:`, as a page's address, or inside arXiv's own DOI."""
    rest = clean(_CLASS.sub("", clean(text)))
    place = location(rest)
    if place is not None and _is_arxiv(place.host, place.path):
        page = _PAGE.fullmatch(decoded(place.path))
        return _normal(page[1]) if page else None
    named = doi.parse(rest)
    if named is not None and named.startswith(_DOI_PREFIX):
        return _normal(named.removeprefix(_DOI_PREFIX))
    return _normal(_PREFIX.sub("", rest, count=1))


def _is_arxiv(host: str, path: str) -> bool:
    ours = any(host == known or host.endswith("." + known) for known in _HOSTS)
    return ours or (host == "huggingface.co" and path.startswith("/papers/"))


def _normal(name: str) -> str | None:
    match = _ID.fullmatch(clean(_PREFIX.sub("", name, count=1)))
    if match is None:
        return None
    return match["new"] or f"{match['archive'].lower()}/{match['old']}"
