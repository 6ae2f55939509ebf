"""OpenAlex keys: `W123` (paper), `A…` (author), `I…` (institution), `T…` and `C…` (topic), `S…` (venue), `F…` (funder),
`P…` (publisher), `G…` (award), and the levels above topics, `subfield:1710`, `field:17`, `domain:3`, which OpenAlex
identifies only by address."""

import re
from typing import Final

from identifiers.pasted_text import Location, clean_pasted, decoded, location

#: Keys as OpenAlex writes them. A record holds about a hundred, so they skip the cleaning of pasted text.
_WRITTEN: Final = re.compile(r"(?:https://openalex\.org/)?([WAITCSFPG][1-9][0-9]{0,14})")
_KEY: Final = re.compile(r"([WAITCSFPG])([1-9][0-9]{0,14})", re.IGNORECASE | re.ASCII)
_LEVEL: Final = re.compile(r"(subfield|field|domain)s?[:/]([1-9][0-9]{0,5})", re.IGNORECASE | re.ASCII)
_PREFIX: Final = re.compile(r"\Aopenalex(?:\s*id)?\s*[:=\s]\s*", re.IGNORECASE | re.ASCII)
#: A query of the site that opens one record beside a list.
_BESIDE: Final = re.compile(r"(?:.*&)?(?:zoom|id)=([a-z][0-9]+)(?:&.*)?", re.IGNORECASE | re.ASCII)
HOSTS: Final = frozenset({"openalex.org", "api.openalex.org", "explore.openalex.org", "alpha.openalex.org"})
_COLLECTION: Final = re.compile(
    r"\A(?:works|authors|institutions|topics|concepts|sources|venues|funders|publishers|awards)/",
    re.IGNORECASE | re.ASCII,
)


def parse(text: str) -> str | None:
    """The OpenAlex key. Reads the bare key, `openalex:` and the key, and addresses of OpenAlex's site and API."""
    if (written := _WRITTEN.fullmatch(text)) is not None:
        return written[1]
    value = _PREFIX.sub("", clean_pasted(text), count=1)
    parts = location(value)
    if parts is not None:
        value = _inside(parts) if parts.host in HOSTS else ""
    if (key := _KEY.fullmatch(clean_pasted(value))) is not None:
        return key[1].upper() + key[2]
    level = _LEVEL.fullmatch(clean_pasted(value))
    return f"{level[1].lower()}:{level[2]}" if level else None


def _inside(parts: Location) -> str:
    beside = _BESIDE.fullmatch(parts.query)
    return beside[1] if beside else _COLLECTION.sub("", decoded(parts.path).strip("/"), count=1)
