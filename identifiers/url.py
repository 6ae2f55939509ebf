"""From the address of a page to the identifier of its paper."""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from identifiers import anthology, arxiv, doi, mag, openalex, pmcid, pmid, publisher
from identifiers.pasted_text import clean_pasted, decoded, location
from identifiers.proxies import direct
from identifiers.sites import suffixes

Parse = Callable[[str], str | None]

#: Scheme, its parser, and the sites whose addresses can hold it.
_SCHEMES: Final[tuple[tuple[str, Parse, frozenset[str]], ...]] = (
    ("doi", doi.parse, doi.HOSTS),
    ("arxiv", arxiv.parse, frozenset(arxiv.PAGES)),
    ("pmcid", pmcid.parse, frozenset(pmcid.PAGES)),
    ("pmid", pmid.parse, frozenset(pmid.PAGES)),
    ("openalex", openalex.parse, openalex.HOSTS),
    ("mag", mag.parse, frozenset(mag.PAGES)),
)
_OF_SITE: Final = {
    site: [(scheme, parse) for scheme, parse, hosts in _SCHEMES if site in hosts]
    for site in frozenset[str]().union(*(hosts for *_, hosts in _SCHEMES))
}
_WITH_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE | re.ASCII)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_TRACKING: Final = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def parse(text: str) -> tuple[str, str] | None:
    """`(scheme, value)` of an address: scheme `doi`, `arxiv`, `pmcid`, `pmid`, `openalex` or `mag` with the identifier
    in its normal form where the address holds one, else `url` with the normalised address. None for text that is not an
    address.

    An address of doi.org is a DOI even where the DOI contains an arXiv id; `arxiv.parse` reads that from the DOI.
    """
    cleaned = clean_pasted(text)
    parts = location(cleaned)
    if parts is None:
        return None
    for site in suffixes(parts.host):
        for scheme, read in _OF_SITE.get(site, ()):
            if (value := read(cleaned)) is not None:
                return scheme, value
    paper = anthology.parse(cleaned) if parts.host in anthology.HOSTS else None
    name = anthology.doi_of(paper) if paper else publisher.doi_of(parts.host, decoded(parts.path), parts.query)
    if name is not None:
        return "doi", name
    address = normal(clean_pasted(direct(cleaned).partition("#")[0]))
    return None if address is None else ("url", address)


def normal(address: str) -> str | None:
    """The address with scheme and host in lower case, without default port, fragment and tracking parameters (RFC 3986,
    section 6.2); `https` where it has no scheme. None when it is not http(s) or has a user name."""
    if not _WITH_SCHEME.match(address):
        address = "https://" + address.lstrip("/")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or parts.hostname is None or "@" in parts.netloc or " " in address:
        return None
    host = parts.hostname if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{parts.hostname}:{port}"
    return urlunsplit((parts.scheme, host, parts.path or "/", _query(parts.query), ""))


def _query(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not pair.lower().startswith(_TRACKING))
