"""Key inputs: which identifier was given, and the form of it that the store holds."""

from collections.abc import Callable, Mapping
from typing import Final

from identifiers import arxiv, doi, issn, node_id, openalex, orcid, pmid, ror, url
from identifiers.title import title_key

Found = tuple[str, str]
"""A scheme of `graphdb.entries`, and the identifier in normal form."""


def _by(scheme: str, parse: Callable[[str], str | None]) -> Callable[[str], Found | None]:
    def read(text: str) -> Found | None:
        value = parse(text)
        return (scheme, value) if value else None

    return read


def _doi(text: str) -> Found | None:
    """A DOI that arXiv gave out is an arXiv id: the paper is known by that."""
    value = arxiv.parse(text) if doi.parse(text) else None
    return ("arxiv", value) if value else _by("doi", doi.parse)(text)


def _url(text: str) -> Found | None:
    found = url.parse(text)
    return _doi(found[1]) if found and found[0] == "doi" else found


def _id(text: str) -> Found | None:
    """A public id. `doi:…`, `arxiv:…` and `pmid:…` name a paper whatever id it has by now."""
    value = node_id(text)
    if value is None:
        return None
    scheme, _, rest = value.partition(":")
    return {"doi": _doi, "arxiv": _by("arxiv", arxiv.parse), "pmid": _by("pmid", pmid.parse)}.get(
        scheme, lambda _: ("id", value)
    )(rest)


def _issn(text: str) -> Found | None:
    value = issn.parse(text)
    return ("issn", f"issn:{value}") if value else None


_READERS: Final[dict[str, Callable[[str], Found | None]]] = {
    "id": _id,
    "doi": _doi,
    "arxiv": _by("arxiv", arxiv.parse),
    "openalex": _by("openalex", openalex.parse),
    "pmid": _by("pmid", pmid.parse),
    "url": _url,
    "title": _by("title", title_key),
    "name": _by("name", title_key),
    "orcid": _by("orcid", orcid.parse),
    "ror": _by("ror", ror.parse),
    "issn": _issn,
}


def read(key: Mapping[str, str | None]) -> Found | None:
    """The scheme and the identifier of a `oneOf` input. None where the text cannot be one."""
    ((name, text),) = ((name, text) for name, text in key.items() if isinstance(text, str))
    return _READERS[name](text)
