"""Identifiers as people paste them, and the one form of each that the graph holds.

Every module has `parse(text) -> str | None`: the normal form, or None when the text is no such identifier. None of them
raises, whatever the text, and what they return they parse to itself.
"""

import re
from collections.abc import Callable
from typing import Final

from identifiers import arxiv, doi, issn, openalex, pmid
from identifiers.pasted import clean

_SCHEMES: Final[dict[str, Callable[[str], str | None]]] = {
    "doi": doi.parse, "arxiv": arxiv.parse, "pmid": pmid.parse, "issn": issn.parse,
}  # fmt: skip
_LOCAL: Final = re.compile(r"(author|institution|topic|venue):([a-z0-9]+(?:[._-][a-z0-9]+)*)")
_WRITTEN: Final = re.compile(r"(?:res|usr|rev|pnt|com|col|act)_[0-9A-Za-z_-]{1,64}")


def node_id(text: str) -> str | None:
    """The public id of a node in the form that the graph holds, or None when no node can have it.

    `w123` and OpenAlex addresses give `W123`; what follows `doi:`, `arxiv:`, `pmid:` and `issn:` is normalised; our own
    (`author:percy-liang`, `subfield:1710`) are lower case; what people wrote (`rev_…`) keeps its letters.
    """
    cleaned = clean(text)
    scheme, colon, rest = cleaned.partition(":")
    if colon and (parse := _SCHEMES.get(scheme.strip().lower())) is not None:
        value = parse(rest)
        return None if value is None else f"{scheme.strip().lower()}:{value}"
    if _WRITTEN.fullmatch(cleaned):
        return cleaned
    local = _LOCAL.fullmatch(cleaned.lower())
    return local[0] if local else openalex.parse(cleaned)
