"""Identifiers as OpenAlex writes them, in the form that the graph holds.

OpenAlex's own addresses are by far the most, so they are cut rather than parsed; whatever looks different goes through
`identifiers`.
"""

import re
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

from identifiers import arxiv, doi, fundref, issn, openalex, orcid, pmcid, pmid, ror
from identifiers.pasted_text import LIMIT
from ingest.values import items, misfit
from plaintext.plain import decoded

_SITE: Final = "https://openalex.org/"
_KEY: Final = re.compile(r"[WAITCSPFG][1-9][0-9]{0,14}")
_MAG: Final = re.compile(r"[1-9][0-9]{0,14}")
#: DOI Handbook, section 2.2: a prefix, a slash, and any printable characters.
_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/\S+")
_DOI_PLACE: Final = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/)?(?:doi:\s*)?", re.IGNORECASE)
#: OpenAlex's placeholder for authors without an id of their own (documentation, authorships).
NOBODY: Final = "A9999999999"
#: What OpenAlex merges deleted records into, so that thousands of unrelated records name it. Real records hold the
#: work, the author and the source; the code of OpenAlex names institution and source (ourresearch/openalex-guts,
#: models/institution.py and models/source.py).
TOMBSTONES: Final = frozenset({"W4285719527", "A5317838346", "I4389424196", "S4317411217"})
_NOTHING: Final = TOMBSTONES | {NOBODY}
_PLAIN_DOI: Final = re.compile(r"10\.[0-9]{4,9}/[a-z0-9._;()/:+<>-]*[a-z0-9]")


def key(value: object) -> str | None:
    """The OpenAlex key in an address or by itself: `W123`, `subfield:1710`; None when it is none."""
    if not isinstance(value, str):
        return None
    short = value.removeprefix(_SITE)
    return short if _KEY.fullmatch(short) else _rare_key(value)


def live_key(value: object) -> str | None:
    """The key; None for the one of everybody whom OpenAlex has not identified, and for those of deleted records."""
    found = key(value)
    return None if found in _NOTHING else found


def keys_of(values: Any) -> list[str]:
    """The keys of a list, without what is none, without deleted records and without repetition, in order."""
    found = dict.fromkeys([key(value) or misfit("is not an id of OpenAlex", value) for value in items(values)])
    return [name for name in found if name is not None and name not in _NOTHING]


@lru_cache(maxsize=4096)
def _rare_key(text: str) -> str | None:
    return openalex.parse(text)


def doi_of(value: object) -> str | None:
    """The DOI, lower case, whole: records are exact where pasted prose is not, so that `10.1002/…3.0.co;2-#` keeps its
    last character. None when the value is no DOI."""
    if not isinstance(value, str):
        return None
    short = value.removeprefix("https://doi.org/")
    return short if _PLAIN_DOI.fullmatch(short) else _exact_doi(value)


def _exact_doi(value: str) -> str | None:
    """A DOI with characters that its address encodes, or that markup escapes."""
    name = decoded(_DOI_PLACE.sub("", value.strip(), count=1))
    name = unquote(name) if "%" in name else name
    if len(name) <= LIMIT and name.isprintable() and _DOI.fullmatch(name):
        return "".join(char.lower() if char.isascii() else char for char in name)
    return doi.parse(value)


def arxiv_of(value: object) -> str | None:
    """The arXiv id in an address or a DOI of arXiv; None when the text is no arXiv id."""
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
    named = (value for value in (first, *items(values)) if value is not None and value != "")
    found = dict.fromkeys([issn_of(value) or misfit("is not an ISSN", value) for value in named])
    return [number for number in found if number is not None]


def pmid_of(value: object) -> str | None:
    """The PubMed id, digits alone."""
    return pmid.parse(value) if isinstance(value, str) else None


def pmcid_of(value: object) -> str | None:
    """The PubMed Central id, `PMC…`."""
    return pmcid.parse(value) if isinstance(value, str) else None


def mag_of(value: object) -> str | None:
    """The key of Microsoft Academic Graph, digits alone: records hold it as text or as a number."""
    digits = str(value) if type(value) is int else value
    return digits if isinstance(digits, str) and _MAG.fullmatch(digits) else None
