"""Identifiers of OpenAlex's records in the normal form.

Most are OpenAlex's addresses, of which the key is cut off; `identifiers` parses all others.
"""

import re
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

from identifiers import arxiv, doi, fundref, issn, openalex, orcid, pmcid, pmid, ror
from identifiers.pasted_text import LIMIT
from ingest.values import invalid, items
from plaintext.plain import decoded

_SITE: Final = "https://openalex.org/"
_KEY: Final = re.compile(r"[WAITCSPFG][1-9][0-9]{0,14}")
_MAG: Final = re.compile(r"[1-9][0-9]{0,14}")
#: DOI Handbook, section 2.2: a prefix, a slash, and any printable characters.
_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/\S+")
_DOI_PLACE: Final = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/)?(?:doi:\s*)?", re.IGNORECASE)
#: OpenAlex's placeholder for authors without an id (documentation, authorships).
NO_AUTHOR: Final = "A9999999999"
#: Placeholders into which OpenAlex merges deleted records, so that thousands of unrelated records refer to them. Work,
#: author and source occur in records; institution and source are in OpenAlex's code (ourresearch/openalex-guts,
#: models/institution.py and models/source.py).
TOMBSTONES: Final = frozenset({"W4285719527", "A5317838346", "I4389424196", "S4317411217"})
_PLACEHOLDERS: Final = TOMBSTONES | {NO_AUTHOR}
_PLAIN_DOI: Final = re.compile(r"10\.[0-9]{4,9}/[a-z0-9._;()/:+<>-]*[a-z0-9]")


def key(value: object) -> str | None:
    """The OpenAlex key, bare or in an address: `W123`, `subfield:1710`; None for any other value."""
    if not isinstance(value, str):
        return None
    short = value.removeprefix(_SITE)
    return short if _KEY.fullmatch(short) else _rare_key(value)


def live_key(value: object) -> str | None:
    """As `key`; None for placeholders of unidentified authors and of deleted records."""
    openalex_key = key(value)
    return None if openalex_key in _PLACEHOLDERS else openalex_key


def keys_of(values: Any) -> list[str]:
    """The distinct keys of a list, in order, without placeholders; other values are reported as invalid."""
    keys = dict.fromkeys([key(value) or invalid("is not an id of OpenAlex", value) for value in items(values)])
    return [name for name in keys if name is not None and name not in _PLACEHOLDERS]


@lru_cache(maxsize=4096)
def _rare_key(text: str) -> str | None:
    return openalex.parse(text)


def doi_of(value: object) -> str | None:
    """The DOI in lower case; None for any other value. Records are exact, unlike pasted text, so final punctuation is
    part of the DOI: `10.1002/…3.0.co;2-#`."""
    if not isinstance(value, str):
        return None
    short = value.removeprefix("https://doi.org/")
    return short if _PLAIN_DOI.fullmatch(short) else _exact_doi(value)


def _exact_doi(value: str) -> str | None:
    """A DOI with percent-encoded or escaped characters."""
    name = decoded(_DOI_PLACE.sub("", value.strip(), count=1))
    name = unquote(name) if "%" in name else name
    if len(name) <= LIMIT and name.isprintable() and _DOI.fullmatch(name):
        return "".join(char.lower() if char.isascii() else char for char in name)
    return doi.parse(value)


def arxiv_of(value: object) -> str | None:
    """The arXiv id in an address or a DOI of arXiv; None for any other text."""
    if isinstance(value, str) and "arxiv" in value.lower():
        return arxiv.parse(value)
    return None


@lru_cache(maxsize=65_536)
def _orcid(text: str) -> str | None:
    return orcid.parse(text)


@lru_cache(maxsize=65_536)
def _ror(text: str) -> str | None:
    return ror.parse(text)


@lru_cache(maxsize=65_536)
def _issn(text: str) -> str | None:
    return issn.parse(text)


def orcid_of(value: object) -> str | None:
    """The ORCID iD with hyphens."""
    return _orcid(value) if isinstance(value, str) else None


def ror_of(value: object) -> str | None:
    """The ROR id."""
    return _ror(value) if isinstance(value, str) else None


def fundref_of(value: object) -> str | None:
    """The number of a funder in the Crossref Funder Registry."""
    return fundref.parse(value) if isinstance(value, str) else None


def issn_of(value: object) -> str | None:
    """The ISSN with its hyphen."""
    return _issn(value) if isinstance(value, str) else None


def issns_of(values: Any, first: object = None) -> list[str]:
    """The ISSNs of a list, the linking one (`first`) first."""
    listed = (value for value in (first, *items(values)) if value is not None and value != "")
    numbers = dict.fromkeys([issn_of(value) or invalid("is not an ISSN", value) for value in listed])
    return [number for number in numbers if number is not None]


def pmid_of(value: object) -> str | None:
    """The PubMed id, only digits."""
    return pmid.parse(value) if isinstance(value, str) else None


def pmcid_of(value: object) -> str | None:
    """The PubMed Central id, `PMC…`."""
    return pmcid.parse(value) if isinstance(value, str) else None


def mag_of(value: object) -> str | None:
    """The key of Microsoft Academic Graph, only digits; records have text or a number."""
    digits = str(value) if type(value) is int else value
    return digits if isinstance(digits, str) and _MAG.fullmatch(digits) else None
