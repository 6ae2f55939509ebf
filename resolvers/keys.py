"""Parses arguments that name a node into references."""

from collections.abc import Callable, Mapping
from typing import Final

from accounts import handles
from errors import BadInput
from graphdb.lookups import labels_of_reference
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


#: By field of the key inputs. `id` and `url` accept any reference.
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
    """The reference in a `oneOf` input; None for invalid text."""
    ((name, text),) = ((name, text) for name, text in key.items() if isinstance(text, str))
    return _READERS[name](text)


def reference_of(text: str, label: str) -> Reference | None:
    """The reference in the text, if it can name a node of the label."""
    reference_ = reference.read_page(text)
    return reference_ if reference_ is not None and label in labels_of_reference(*reference_) else None


def user_key(id: str | None, handle: str | None) -> tuple[str, str]:  # noqa: A002
    """The scheme and the key of the arguments of `Query.user`. Raises BadInput unless exactly one is set."""
    if id is not None and handle is None:
        return "id", public_id(id)
    if handle is not None and id is None:
        return "handle", handles.key(handle.strip().removeprefix("@"))
    raise BadInput("Give exactly one of `id` and `handle`.")


def public_id(text: str) -> str:
    """The public id in the text or address; other text unchanged, which is the id of no node."""
    reference_ = reference.read(text)
    return reference_.key if reference_ is not None and reference_.scheme == "id" else text
