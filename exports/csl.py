"""CSL-JSON, the data format of citeproc processors, Zotero and pandoc.

Source: Citation Style Language 1.0.2, appendices III (types) and IV (variables), and its `csl-data.json` schema.
"""

import json
import re
from typing import Final

from exports.names import Name
from exports.reference import Reference

_TYPES: Final = {
    "ARTICLE": "article-journal", "PREPRINT": "article", "BOOK": "book", "CHAPTER": "chapter", "DATASET": "dataset",
    "DISSERTATION": "thesis", "REPORT": "report", "REVIEW_ARTICLE": "article-journal", "EDITORIAL": "article-journal",
    "LETTER": "article-journal", "ERRATUM": "article-journal", "PEER_REVIEW": "review", "SOFTWARE": "software",
    "STANDARD": "standard", "CONFERENCE_PAPER": "paper-conference", "CONFERENCE_ABSTRACT": "paper-conference",
    "BOOK_REVIEW": "review-book", "DATA_PAPER": "article-journal", "SOFTWARE_PAPER": "article-journal",
}  # fmt: skip
_IN_VENUES: Final = frozenset({"article-journal", "paper-conference", "chapter", "review", "review-book"})
#: A label that some records have before a number: styles print their own.
_LABEL: Final = re.compile(r"\A(?:vol(?:ume)?|issue|no|number)\b[.:]?\s*(?=[0-9])", re.IGNORECASE)


def csl_json(reference: Reference) -> str:
    """The reference as a CSL-JSON document: an array of one item, as its schema has it."""
    return json.dumps([csl_item(reference)], ensure_ascii=False, indent=2)


def csl_item(reference: Reference) -> dict[str, object]:
    """The reference as one item of CSL-JSON. Variables that are unknown are left out."""
    kind = csl_type(reference)
    item = {
        "id": reference.id,
        "type": kind,
        "title": reference.title,
        "author": [_name(name) for name in reference.authors],
        "issued": {"date-parts": [list(reference.issued)]} if reference.issued else None,
        **_container(reference, kind),
        "volume": _LABEL.sub("", reference.volume),
        "issue": _LABEL.sub("", reference.issue),
        "page": _pages(reference),
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "URL": reference.landing,
        "language": reference.language,
        "keyword": ", ".join(reference.keywords),
        "abstract": reference.abstract,
    }
    return {name: value for name, value in item.items() if value}


def csl_type(reference: Reference) -> str:
    """The CSL type of a reference. An article of a conference is a conference paper."""
    if reference.is_preprint:
        return "article"
    if reference.kind == "ARTICLE" and reference.venue_kind == "conference":
        return "paper-conference"
    return _TYPES.get(reference.kind, "document")


def _container(reference: Reference, kind: str) -> dict[str, str]:
    """The container of a work; for preprints and standalone works the publisher or archive."""
    if kind in _IN_VENUES:
        return {"container-title": reference.venue, "publisher": reference.publisher}
    number = f"arXiv:{reference.arxiv}" if reference.arxiv else ""
    if kind != "article":
        return {"publisher": reference.publisher or reference.venue, "number": number}
    return {"publisher": reference.container or reference.publisher, "number": number, "genre": "preprint"}


def _pages(reference: Reference) -> str:
    if reference.last_page and reference.last_page != reference.first_page:
        return f"{reference.first_page}-{reference.last_page}".strip("-")
    return reference.first_page


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}
