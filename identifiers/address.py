"""Web addresses as keys: two addresses of one page give one key.

An address that holds an identifier is the address of that identifier, `doi.org/10.1038/nature14539`, whichever page
or PDF it leads to. A site whose papers have several addresses has the one of `identifiers.sites`. All others are the
normal form (`identifiers.url.normal`) without the scheme, `www.` and a final slash: `http://www.example.org/paper/` and
`https://example.org/paper` give `example.org/paper`. `Location.key` and `Location.pdfKey` hold keys of this form.
"""

import re
from typing import Final, LiteralString

from identifiers import anthology, arxiv, publisher, sites, url
from identifiers.pasted import LIMIT, clean_pasted, decoded, location

#: UTF-8 bytes of a key: Neo4j has no longer ones in a range index.
_MAX_ADDRESS: Final = 8_000
#: Addresses of identifiers, by scheme.
OF_SCHEME: Final[dict[str, LiteralString]] = {
    "doi": "doi.org/", "arxiv": "arxiv.org/abs/", "pmid": "pubmed.ncbi.nlm.nih.gov/", "mag": "ma-graph.org/entity/",
    "pmcid": "ncbi.nlm.nih.gov/pmc/articles/", "openalex": "openalex.org/",
}  # fmt: skip


#: What most records' addresses are.
_PLAIN_DOI: Final = re.compile(
    r"https?://(?:dx\.)?doi\.org/(10\.(?!1101/|64898/|48550/)[0-9]{4,9}/[a-z0-9._;()/:+-]*[a-z0-9])"
)


def key(text: str) -> str | None:
    """The key of an http(s) address, pasted or from a record. None for a text that is no such address."""
    if len(text) > LIMIT:
        return None
    if (plain := _PLAIN_DOI.fullmatch(text)) is not None:
        return OF_SCHEME["doi"] + plain[1]
    scheme, value = url.parse(text) or ("url", url.normal(text.strip()))
    if value is None:
        return None
    named = _identifier(scheme, value)
    return OF_SCHEME[named[0]] + named[1] if named else _plain(value)


def identifier(text: str) -> tuple[str, str] | None:
    """The scheme (one of `OF_SCHEME`) and the identifier that an address holds, or that follows from it; None where
    there is none."""
    named = url.parse(text)
    return _identifier(*named) if named else None


def _identifier(scheme: str, value: str) -> tuple[str, str] | None:
    if scheme == "doi":
        posted = arxiv.parse(value) if "arxiv" in value else None
        return ("arxiv", posted) if posted else (scheme, value)
    if scheme != "url":
        return scheme, value
    place = location(value)
    item = publisher.item_of(place.host, decoded(place.path), place.query) if place else None
    return ("doi", item) if item else None


def _plain(address: str) -> str | None:
    whole = address.partition("://")[2].removeprefix("www.").rstrip("/")
    short = _trimmed(whole)
    if short != whole:
        return key(short)
    host, slash, rest = short.partition("/")
    paper = anthology.parse(address) if host in anthology.HOSTS else None
    short = anthology.address_of(paper) if paper else sites.page_of(host, slash + rest) or short
    named = "." in host and host.strip(".") == host
    return short if named and len(short.encode(errors="replace")) <= _MAX_ADDRESS else None


def _trimmed(short: str) -> str:
    """Without the slashes and the final punctuation that addresses lose when they are pasted."""
    while (shorter := clean_pasted(short.rstrip("/"))) != short:
        short = shorter
    return short
