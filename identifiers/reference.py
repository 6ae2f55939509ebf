"""One parser for all references to a node: ids, identifiers and addresses, in every pasted form.

All arguments of the API that take an id, addresses of pages and search boxes use it, so they accept the same forms.
`graphdb.lookups` finds the node.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from identifiers import address, anthology, arxiv, doi, fundref, issn, mag, openalex, orcid, pmcid, pmid, ror
from identifiers.pasted_text import clean_pasted, decoded, location


class Reference(NamedTuple):
    """A scheme and the identifier in the form in which the graph stores it.

    `id`: a public id of any kind; `doi`, `arxiv`, `pmid`, `pmcid`, `mag`: an identifier of a paper; `url`: a key
    of `identifiers.address`, of a page of a paper; `orcid`: of an author; `ror`: of an institution, a funder or a
    publisher; `fundref`: of a funder; `issn`: of a venue.
    """

    scheme: str
    key: str

    @property
    def name(self) -> str:
        """The reference as text that `read` parses to the same reference: `W123`, `doi:10.1038/nature14539`."""
        return self.key if self.scheme == "id" else f"{self.scheme}:{self.key}"


#: Ids as the graph stores them, by far the most common references.
_NATIVE: Final = re.compile(r"[WAITCSFPG][1-9][0-9]{0,14}")
_LOCAL: Final = re.compile(r"(?:author|institution|topic|venue|funder|publisher|award):[a-z0-9]+(?:[._-][a-z0-9]+)*")
_WRITTEN: Final = re.compile(r"(?:res|usr|rev|rvn|pnt|com|col|act|rpt|mod)_[0-9A-Za-z_-]{1,64}")
#: A bare number is ambiguous: it can be a PubMed id, an id of MAG or an ISSN.
_NUMBER: Final = re.compile(r"[0-9]+|[0-9]{7}[0-9X]", re.IGNORECASE | re.ASCII)
#: Addresses of this service's pages, on any host: the id of the page, and of a review, comment or resource on it.
#: `nber.org/papers/W123` is a working paper.
_SERVICE_ADDRESS: Final = re.compile(
    r"(?:https?:/{1,2})?(?!(?:www\.)?nber\.org/)[^/?#\s]+"
    r"/(?:papers|authors|institutions|topics|venues|funders|publishers|awards|users|collections|embed/map|explore\?around=)"
    r"(?:(?<==)|/)(?P<page>[^?#&]+)[^#]*(?:#(?:(?P<part>(?:rev|com|res)_[0-9a-z]{26})|.*))?",
    re.ASCII,
)
#: Ids that begin with their scheme.
_SCHEMED: Final = re.compile(
    r"(?:doi|arxiv|pmid|pmcid|mag|url|orcid|ror|issn|fundref|subfield|field|domain):.+", re.ASCII
)
_PREFIX: Final = re.compile(r"\A(url|uri|link)\s*:\s*(?=\S)", re.IGNORECASE | re.ASCII)

#: References in the cache, and characters of their texts: readers come back to the same nodes.
_CACHED: Final = 10_000
_MAX_CACHED: Final = 200

_PARSERS: Final[tuple[tuple[str, Callable[[str], str | None]], ...]] = (
    ("id", openalex.parse), ("fundref", fundref.parse), ("doi", doi.parse), ("arxiv", arxiv.parse),
    ("pmcid", pmcid.parse), ("pmid", pmid.parse), ("mag", mag.parse), ("orcid", orcid.parse),
    ("ror", ror.parse), ("issn", issn.parse),
)  # fmt: skip


def read(text: str) -> Reference | None:
    """The reference that the text is: a public id, an identifier with or without its prefix, or an address; None for
    any other text. Never raises."""
    if _NATIVE.fullmatch(text):
        return Reference("id", text)
    return _cached(text) if len(text) <= _MAX_CACHED else _parsed(text)


def _parsed(text: str) -> Reference | None:
    cleaned = clean_pasted(_PREFIX.sub("", clean_pasted(text), count=1))
    if _LOCAL.fullmatch(lower := cleaned.lower()):
        return Reference("id", lower)
    if _WRITTEN.fullmatch(cleaned):
        return Reference("id", cleaned)
    if _NUMBER.fullmatch(cleaned):
        return None
    return _service_reference(cleaned) or _identifier(cleaned) or _address(cleaned)


_cached: Final = lru_cache(_CACHED)(_parsed)


def read_page(text: str) -> Reference | None:
    """As `read`, but the address of a review or a comment is a reference to its page."""
    reference = read(text)
    is_written = reference is not None and reference.scheme == "id" and _WRITTEN.fullmatch(reference.key)
    return read(text.partition("#")[0]) if is_written and "#" in text else reference


def _service_reference(cleaned: str) -> Reference | None:
    """The reference of an address of this service. Bare identifiers are not read: the page can be of another site."""
    match = _SERVICE_ADDRESS.fullmatch(cleaned)
    if match is None:
        return None
    if match["part"]:
        return Reference("id", match["part"])
    page = decoded(match["page"])
    if _NATIVE.fullmatch(page) or _LOCAL.fullmatch(page) or _WRITTEN.fullmatch(page):
        return Reference("id", page)
    return read(page) if _SCHEMED.fullmatch(page) else None


def _identifier(cleaned: str) -> Reference | None:
    for scheme, parse in _PARSERS:
        if (value := parse(cleaned)) is not None:
            return _posted(scheme, value)
    paper = anthology.parse(cleaned)
    if paper is None:
        return None
    name = anthology.doi_of(paper)
    return Reference("doi", name) if name else Reference("url", anthology.address_of(paper))


def _posted(scheme: str, value: str) -> Reference:
    """The reference; a DOI that arXiv registered becomes the arXiv id, under which the graph stores the paper."""
    posted = arxiv.parse(value) if scheme == "doi" else None
    return Reference("arxiv", posted) if posted else Reference(scheme, value)


def _address(cleaned: str) -> Reference | None:
    if location(cleaned) is None:
        return None
    named = address.identifier(cleaned)
    if named is not None:
        return Reference("id" if named[0] == "openalex" else named[0], named[1])
    key = address.key(cleaned)
    # The first page of a site is not the page of a paper.
    if key is None or "/" not in key:
        return None
    return _identifier(key) or Reference("url", key)
