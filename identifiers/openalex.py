"""OpenAlex keys: `W123` (paper), `A…` (author), `I…` (institution), `T…` and `C…` (topic), `S…` (venue), `F…` (funder),
`P…` (publisher), `G…` (award), and the levels above topics, `subfield:1710`, `field:17`, `domain:3`, which OpenAlex
names by address alone."""

import re
from typing import Final

from identifiers.pasted import Location, clean_pasted, decoded, location

#: As OpenAlex itself writes keys. Its records hold a hundred each, so they skip the cleaning of pasted text.
_WRITTEN: Final = re.compile(r"(?:https://openalex\.org/)?([WAITCSFPG][1-9][0-9]{0,14})")
_KEY: Final = re.compile(r"([WAITCSFPG])([1-9][0-9]{0,14})", re.IGNORECASE | re.ASCII)
_LEVEL: Final = re.compile(r"(subfield|field|domain)s?[:/]([1-9][0-9]{0,5})", re.IGNORECASE | re.ASCII)
_PREFIX: Final = re.compile(r"\Aopenalex(?:\s*id)?\s*[:=\s]\s*", re.IGNORECASE | re.ASCII)
#: The site shows one record beside a list.
_BESIDE: Final = re.compile(r"(?:.*&)?(?:zoom|id)=([a-z][0-9]+)(?:&.*)?", re.IGNORECASE | re.ASCII)
HOSTS: Final = frozenset({"openalex.org", "api.openalex.org", "explore.openalex.org", "alpha.openalex.org"})
_COLLECTION: Final = re.compile(
    r"\A(?:works|authors|institutions|topics|concepts|sources|venues|funders|publishers|awards)/",
    re.IGNORECASE | re.ASCII,
)


def parse(text: str) -> str | None:
    """The OpenAlex key that the text is: bare, after `openalex:`, or as an address of its site or its API."""
    if (written := _WRITTEN.fullmatch(text)) is not None:
        return written[1]
    rest = _PREFIX.sub("", clean_pasted(text), count=1)
    place = location(rest)
    if place is not None:
        rest = _inside(place) if place.host in HOSTS else ""
    if (key := _KEY.fullmatch(clean_pasted(rest))) is not None:
        return key[1].upper() + key[2]
    level = _LEVEL.fullmatch(clean_pasted(rest))
    return f"{level[1].lower()}:{level[2]}" if level else None


def _inside(place: Location) -> str:
    beside = _BESIDE.fullmatch(place.query)
    return beside[1] if beside else _COLLECTION.sub("", decoded(place.path).strip("/"), count=1)
