"""The reviews of a paper as a DocMap: JSON-LD on how a document was reviewed, an action for each review.

Imported reviews name their source as publisher and lead there. The map asserts `reviewed` (a written review), not
`peer-reviewed`, which is the status of a process of selection.

Sources: DocMaps Framework, https://docmaps.knowledgefutures.org, with its context
https://w3id.org/docmaps/context.jsonld and the types of its SDK (Docmap, Step, Action, RoleInTime, Thing,
Manifestation); PSO and PRO, the ontologies of statuses and roles that the context names.
"""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

import orjson

from exports.characters import xml_text
from exports.reference import Reference
from exports.review import PAGE_CHARACTERS, Review

_CONTEXT: Final = "https://w3id.org/docmaps/context.jsonld"
_STEP: Final = "_:b0"
#: Types of the context by kind of paper; others have none.
_TYPES: Final = {
    "PREPRINT": "preprint", "REVIEW_ARTICLE": "review-article", "EDITORIAL": "editorial", "PEER_REVIEW": "review",
}  # fmt: skip
_FULL_DATE: Final = 3


def docmap(reviews: Sequence[Review], address: str) -> str:
    """The document, of one or more reviews of one paper. `address` is the public URL of the service."""
    paper = _paper(reviews[0].paper, address)
    actions = [_action(review, paper, address) for review in sorted(reviews, key=lambda each: each.created_at)]
    assertions = [{"item": paper, "status": "reviewed"}]
    whole = {
        "@context": _CONTEXT,
        "type": "docmap",
        "id": f"{_page(reviews[0].paper, address)}/docmap.jsonld",
        "publisher": {"id": address, "name": "Peergraph", "homepage": address},
        "created": min(review.created_at for review in reviews)[:10],
        "updated": max(review.updated_at for review in reviews)[:10],
        "first-step": _STEP,
        "steps": {_STEP: {"inputs": [paper], "actions": actions, "assertions": assertions}},
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode() + "\n"


def _action(review: Review, paper: dict[str, Any], address: str) -> dict[str, Any]:
    participant = {"actor": _actor(review), "role": "author" if review.by_author else "peer-reviewer"}
    return {"participants": [participant], "inputs": [paper], "outputs": [_output(review, address)]}


def _actor(review: Review) -> dict[str, str]:
    name = (review.reviewer or "anonymous") if review.source else (review.name or review.handle)
    orcid = {"id": f"https://orcid.org/{review.orcid}"} if review.orcid and not review.source else {}
    return {**orcid, "type": "person", "name": xml_text(name)}


def _output(review: Review, address: str) -> dict[str, Any]:
    page = review.page(address)
    url = review.source_url or page
    output: dict[str, Any] = {
        "id": url, "type": "comment" if review.by_author else "review", "published": review.created_at[:10], "url": url,
        "content": [{"type": "web-page", "url": each} for each in dict.fromkeys((url, page))],
    }  # fmt: skip
    if review.source:
        output["publisher"] = {"name": xml_text(review.source)}
    if review.licence:
        output["dcterms:license"] = xml_text(review.licence)
    return output


def _paper(paper: Reference, address: str) -> dict[str, Any]:
    url = paper.landing or _page(paper, address)
    form = "preprint" if paper.is_preprint else _TYPES.get(paper.kind)
    if paper.kind == "ARTICLE" and paper.venue_kind == "journal":
        form = "journal-article"
    published = "-".join(f"{part:02}" for part in paper.issued) if len(paper.issued) == _FULL_DATE else None
    values = {"id": url, "type": form, "doi": paper.doi, "url": url, "published": published, "title": paper.title}
    return {name: xml_text(value) for name, value in values.items() if value}


def _page(paper: Reference, address: str) -> str:
    return f"{address}/papers/{quote(paper.id, safe=PAGE_CHARACTERS)}"
