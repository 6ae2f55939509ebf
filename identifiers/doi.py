"""DOIs: `10.1234/abc`, lower case, because DOI names are case-insensitive (DOI Handbook, section 2.4)."""

import re
from typing import Final

from identifiers.pasted import Location, clean_pasted, decoded, location

_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/\S+")
#: `doi:`, `DOI name `, `info:doi/`, and a resolver's address as PDFs break it: `https doi org `, `https://doi. org/`.
_PREFIX: Final = re.compile(
    r"\A(?:(?:info|urn)\s*:\s*)?doi(?:\s*name)?\s*[:=/\s]\s*"
    r"|\A(?:https?\s?:?/{0,2}\s?)?(?:dx\s?\.?\s?)?doi(?:\s\.?\s?|\.\s)org[/\s]\s?",
    re.IGNORECASE | re.ASCII,
)
#: Sites that name a DOI in the path: resolvers, catalogues and what finds free copies.
HOSTS: Final = frozenset({
    "doi.org", "dx.doi.org", "doi.acm.org", "doi.ieeecomputersociety.org", "doi.wiley.com", "doi.apa.org",
    "hdl.handle.net", "oadoi.org", "data.crossref.org", "link.aps.org", "unpaywall.org", "api.unpaywall.org",
    "api.crossref.org", "search.crossref.org", "api.datacite.org", "commons.datacite.org", "scite.ai",
    "opencitations.net", "api.openalex.org", "openalex.org", "semanticscholar.org", "api.semanticscholar.org",
})  # fmt: skip
#: What stands before it there.
_BEFORE: Final = re.compile(
    r"\A(?:(?:api|graph|v[0-9]|works|dois|handles|doi|doi\.org|reports|paper|meta)/){1,4}", re.IGNORECASE | re.ASCII
)
#: A line break of a PDF behind the slash.
_BROKEN: Final = re.compile(r"\A(10\.[0-9]{4,9}/)\s(?=\S+\Z)")
#: Parameters by which campaigns are told apart, pasted with the DOI.
_TRACKING: Final = re.compile(r"[?&#]utm_.*\Z", re.IGNORECASE | re.DOTALL)
#: SICI, inside of older DOIs, ends with a check character that can be `#`, which addresses take for a fragment.
#: Source: ANSI/NISO Z39.56, section 5.
_SICI: Final = re.compile(r"\.co;[12]-\Z", re.IGNORECASE | re.ASCII)
#: bioRxiv and medRxiv register one DOI for all versions and views, which their addresses name behind it.
_PREPRINT: Final = re.compile(
    r"\A(10\.(?:1101|64898)/(?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.)?[0-9]{6,8})"
    r"(?:v[0-9]{1,2})?(?:\.(?:full|abstract|article|info|external|supplementary|pdf|short|long).*)?\Z",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)


def parse(text: str) -> str | None:
    """The DOI that the text is: bare, after `doi:` or `info:doi/`, or as a resolver's address. None when it is none."""
    rest = clean_pasted(text)
    while (prefix := _PREFIX.match(rest)) is not None:
        rest = clean_pasted(rest[prefix.end() :])
    place = location(rest)
    if place is not None:
        return _resolved(place, rest)
    return _normal(rest if "/" in rest else decoded(rest))


def _resolved(place: Location, address: str) -> str | None:
    if place.host not in HOSTS:
        return None
    inner = _BEFORE.sub("", decoded(place.path.lstrip("/")), count=1)
    if _SICI.search(inner) and "#" in address:
        inner += "#"
    return parse(inner) if len(inner) < len(address) else None


def _normal(name: str) -> str | None:
    trimmed = clean_pasted(_TRACKING.sub("", _BROKEN.sub(r"\1", name)).rstrip("/"))
    if not _DOI.fullmatch(trimmed):
        return None
    preprint = _PREPRINT.match(trimmed)
    return _lower(preprint[1] if preprint else trimmed)


def _lower(name: str) -> str:
    # ASCII letters only: beyond them the DOI system compares code points.
    return "".join(char.lower() if char.isascii() else char for char in name)
