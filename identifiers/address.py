"""Web addresses as keys: two addresses of one page give one key.

The key of an address that holds an identifier is the address of that identifier, `doi.org/10.1038/nature14539`, for a
page and a PDF alike. `identifiers.sites` has the keys of sites whose papers have several addresses. Every other key is
the normal form (`identifiers.url.normal`) without the scheme, `www.` and a final slash: `http://www.example.org/paper/`
and `https://example.org/paper` give `example.org/paper`. `Location.key` and `Location.pdfKey` hold these keys.
"""

import re
from typing import Final, LiteralString

from identifiers import anthology, arxiv, publisher, sites, url
from identifiers.pasted_text import LIMIT, clean_pasted, decoded, location

#: Maximum length of a key in UTF-8 bytes, the limit of a range index of Neo4j.
_MAX_ADDRESS: Final = 8_000
#: Addresses of identifiers, by scheme.
OF_SCHEME: Final[dict[str, LiteralString]] = {
    "doi": "doi.org/", "arxiv": "arxiv.org/abs/", "pmid": "pubmed.ncbi.nlm.nih.gov/", "mag": "ma-graph.org/entity/",
    "pmcid": "ncbi.nlm.nih.gov/pmc/articles/", "openalex": "openalex.org/",
}  # fmt: skip


#: The form of most addresses in records.
_PLAIN_DOI: Final = re.compile(
    r"https?://(?:dx\.)?doi\.org/(10\.(?!1101/|64898/|48550/)[0-9]{4,9}/[a-z0-9._;()/:+-]*[a-z0-9])"
)


def key(text: str) -> str | None:
    """The key of an http(s) address, pasted or from a record; None for any other text."""
    if len(text) > LIMIT:
        return None
    if (plain := _PLAIN_DOI.fullmatch(text)) is not None:
        return OF_SCHEME["doi"] + plain[1]
    scheme, value = url.parse(text) or ("url", url.normal(text.strip()))
    if value is None:
        return None
    identified = _identifier(scheme, value)
    return OF_SCHEME[identified[0]] + identified[1] if identified else _plain(value)


def identifier(text: str) -> tuple[str, str] | None:
    """The scheme (one of `OF_SCHEME`) and the identifier that an address holds or implies; None without one."""
    parsed = url.parse(text)
    return _identifier(*parsed) if parsed else None


def _identifier(scheme: str, value: str) -> tuple[str, str] | None:
    if scheme == "doi":
        posted = arxiv.parse(value) if "arxiv" in value else None
        return ("arxiv", posted) if posted else (scheme, value)
    if scheme != "url":
        return scheme, value
    parts = location(value)
    item = publisher.item_of(parts.host, decoded(parts.path), parts.query) if parts else None
    return ("doi", item) if item else None


def _plain(address: str) -> str | None:
    full = address.partition("://")[2].removeprefix("www.").rstrip("/")
    short = _trimmed(full)
    if short != full:
        return key(short)
    host, slash, path = short.partition("/")
    paper = anthology.parse(address) if host in anthology.HOSTS else None
    short = anthology.address_of(paper) if paper else sites.page_of(host, slash + path) or short
    is_host = "." in host and host.strip(".") == host
    return short if is_host and len(short.encode(errors="replace")) <= _MAX_ADDRESS else None


def _trimmed(short: str) -> str:
    """The address without final slashes and punctuation, which pasting often drops."""
    while (shorter := clean_pasted(short.rstrip("/"))) != short:
        short = shorter
    return short
