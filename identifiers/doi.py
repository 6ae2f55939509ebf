"""DOIs: `10.1234/abc`, lower case, because DOI names are case-insensitive (DOI Handbook, section 2.4)."""

import re
from typing import Final

from identifiers.pasted import Location, clean, decoded, location

_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/\S+")
_PREFIX: Final = re.compile(r"\A(?:(?:info|urn)\s*:\s*)?doi(?:\s*name)?\s*[:=/\s]\s*", re.IGNORECASE | re.ASCII)
_HOSTS: Final = frozenset({"doi.org", "dx.doi.org", "doi.acm.org", "hdl.handle.net", "oadoi.org", "data.crossref.org"})


def parse(text: str) -> str | None:
    """The DOI that the text is: bare, after `doi:` or `info:doi/`, or as a resolver's address. None when it is none."""
    rest = clean(text)
    while (prefix := _PREFIX.match(rest)) is not None:
        rest = clean(rest[prefix.end() :])
    place = location(rest)
    if place is not None:
        return _resolved(place)
    return _normal(rest if "/" in rest else decoded(rest))


def _resolved(place: Location) -> str | None:
    if place.host in _HOSTS or place.host.startswith("doi-org."):
        inner = decoded(place.path.lstrip("/"))
        return _normal(_PREFIX.sub("", inner, count=1))
    return None


def _normal(name: str) -> str | None:
    trimmed = clean(name.rstrip("/"))
    return _lower(trimmed) if _DOI.fullmatch(trimmed) else None


def _lower(name: str) -> str:
    # ASCII letters only: beyond them the DOI system compares code points.
    return "".join(char.lower() if char.isascii() else char for char in name)
