"""Arguments that name a node: what the client wrote, as a reference."""

from collections.abc import Callable, Mapping
from typing import Final

from graphdb.lookups import labels_named
from identifiers import arxiv, doi, fundref, issn, mag, openalex, orcid, pmcid, pmid, reference, ror
from identifiers.reference import Reference
from identifiers.title import title_key


def _by(scheme: str, parse: Callable[[str], str | None]) -> Callable[[str], Reference | None]:
    def read(text: str) -> Reference | None:
        value = parse(text)
        return Reference(scheme, value) if value else None

    return read


def _doi(text: str) -> Reference | None:
    return reference.read(text) if doi.parse(text) else None


def _pmcid(text: str) -> str | None:
    return pmcid.parse(text) or pmcid.parse(f"PMCID:{text}")


def _fundref(text: str) -> str | None:
    return fundref.parse(text) or fundref.parse(f"fundref:{text}")


#: By field of the contract's key inputs. An id and an address may be anything that names a node.
_READERS: Final[dict[str, Callable[[str], Reference | None]]] = {
    "id": reference.read,
    "url": reference.read,
    "doi": _doi,
    "arxiv": _by("arxiv", arxiv.parse),
    "openalex": _by("id", openalex.parse),
    "pmid": _by("pmid", pmid.parse),
    "pmcid": _by("pmcid", _pmcid),
    "mag": _by("mag", mag.parse),
    "title": _by("title", title_key),
    "name": _by("name", title_key),
    "orcid": _by("orcid", orcid.parse),
    "ror": _by("ror", ror.parse),
    "issn": _by("issn", issn.parse),
    "fundref": _by("fundref", _fundref),
}


def read(key: Mapping[str, str | None]) -> Reference | None:
    """The reference that a `oneOf` input is. None where the text cannot be one."""
    ((name, text),) = ((name, text) for name, text in key.items() if isinstance(text, str))
    return _READERS[name](text)


def reference_of(text: str, label: str) -> Reference | None:
    """What the text names, where that can be a node of the label."""
    reference_ = reference.read_page(text)
    return reference_ if reference_ is not None and label in labels_named(*reference_) else None


def public_id(text: str) -> str:
    """The public id that the text is, or whose address it is; the text itself where it is neither, which no node has
    as its id."""
    reference_ = reference.read(text)
    return reference_.key if reference_ is not None and reference_.scheme == "id" else text
