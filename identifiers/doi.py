"""DOIs: `10.1234/abc`, lower case, because DOI names are case-insensitive (DOI Handbook, section 2.4)."""

import re
from typing import Final

from identifiers.pasted_text import Location, clean_pasted, decoded, location

_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/\S+")
#: `doi:`, `DOI name `, `info:doi/`, and a resolver's address as PDFs break it: `https doi org `, `https://doi. org/`.
_PREFIX: Final = re.compile(
    r"\A(?:(?:info|urn)\s*:\s*)?doi(?:\s*name)?\s*[:=/\s]\s*"
    r"|\A(?:https?\s?:?/{0,2}\s?)?(?:dx\s?\.?\s?)?doi(?:\s\.?\s?|\.\s)org[/\s]\s?",
    re.IGNORECASE | re.ASCII,
)
#: Sites that have a DOI in the path: resolvers, catalogues and finders of open access copies.
HOSTS: Final = frozenset({
    "doi.org", "dx.doi.org", "doi.acm.org", "doi.ieeecomputersociety.org", "doi.wiley.com", "doi.apa.org",
    "hdl.handle.net", "oadoi.org", "data.crossref.org", "link.aps.org", "unpaywall.org", "api.unpaywall.org",
    "api.crossref.org", "search.crossref.org", "api.datacite.org", "commons.datacite.org", "scite.ai",
    "opencitations.net", "api.openalex.org", "openalex.org", "semanticscholar.org", "api.semanticscholar.org",
})  # fmt: skip
#: The segments before it.
_BEFORE: Final = re.compile(
    r"\A(?:(?:api|graph|v[0-9]|works|dois|handles|doi|doi\.org|reports|paper|meta)/){1,4}", re.IGNORECASE | re.ASCII
)
#: A line break of a PDF after the slash.
_BROKEN: Final = re.compile(r"\A(10\.[0-9]{4,9}/)\s(?=\S+\Z)")
#: Tracking parameters, pasted with the DOI.
_TRACKING: Final = re.compile(r"[?&#]utm_.*\Z", re.IGNORECASE | re.DOTALL)
#: A SICI, part of older DOIs, ends with a check character that can be `#`, which an address reads as a fragment.
#: Source: ANSI/NISO Z39.56, section 5.
_SICI: Final = re.compile(r"\.co;[12]-\Z", re.IGNORECASE | re.ASCII)
#: bioRxiv and medRxiv register one DOI for all versions and views; their addresses append the version and the view.
_PREPRINT: Final = re.compile(
    r"\A(10\.(?:1101|64898)/(?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.)?[0-9]{6,8})"
    r"(?:v[0-9]{1,2})?(?:\.(?:full|abstract|article|info|external|supplementary|pdf|short|long).*)?\Z",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)


def parse(text: str) -> str | None:
    """The DOI. Reads the bare DOI, `doi:` or `info:doi/` and the DOI, and a resolver's address; None for other text."""
    value = clean_pasted(text)
    while (prefix := _PREFIX.match(value)) is not None:
        value = clean_pasted(value[prefix.end() :])
    parts = location(value)
    if parts is not None:
        return _resolved(parts, value)
    return _normal(value if "/" in value else decoded(value))


def _resolved(parts: Location, address: str) -> str | None:
    if parts.host not in HOSTS:
        return None
    inner = _BEFORE.sub("", decoded(parts.path.lstrip("/")), count=1)
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
    # Only ASCII letters: the DOI system compares all others by code point.
    return "".join(char.lower() if char.isascii() else char for char in name)
