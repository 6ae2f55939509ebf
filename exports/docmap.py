"""The reviews of a paper as a DocMap: JSON-LD on how a document was reviewed, an action for each review.

Imported reviews name their source as publisher and lead there. The map asserts `reviewed` (a written review), not
`peer-reviewed`, which is the status of a process of selection.

Sources: DocMaps Framework, https://docmaps.knowledgefutures.org, with its context
https://w3id.org/docmaps/context.jsonld and the types of its SDK (Docmap, Step, Action, RoleInTime, Thing,
Manifestation); PSO and PRO, the ontologies of statuses and roles that the context names.
"""

from collections.abc import Sequence
from typing import Any, Final

import orjson

from exports.characters import xml_text
from exports.reference import Reference
from exports.review import Note, Review
from identifiers.page_path import page_path

_CONTEXT: Final = "https://w3id.org/docmaps/context.jsonld"
_STEP: Final = "_:b0"
#: Types of the context by kind of paper; others have none.
_TYPES: Final = {
    "PREPRINT": "preprint", "REVIEW_ARTICLE": "review-article", "EDITORIAL": "editorial", "PEER_REVIEW": "review",
}  # fmt: skip
#: By kind of note: the type of the output, and the role of its author. A withdrawal has none.
_NOTES: Final = {
    "DECISION": ("evaluation-summary", "editor"), "META_REVIEW": ("evaluation-summary", "editor"),
    "RESPONSE": ("reply", "author"), "COMMENT": ("comment", "peer-reviewer"),
}  # fmt: skip
_FULL_DATE: Final = 3


def docmap(reviewed: Reference, reviews: Sequence[Review], notes: Sequence[Note], address: str) -> str:
    """The document, of the reviews of a paper and the notes on it, one or more and no withdrawals. `address` is the
    public URL of the service."""
    paper = _paper(reviewed, address)
    actions = [
        *((review.created_at, _action(review, paper, address)) for review in reviews),
        *((note.at, _note(note, [paper])) for note in notes),
        *(
            (note.at, _note(note, [paper, _stub(review, address)]))
            for review in reviews for note in review.responses
        ),
    ]  # fmt: skip
    times = [*(review.created_at for review in reviews), *(note.at for note in notes)]
    changes = [*(review.updated_at for review in reviews), *times]
    assertions = [{"item": paper, "status": "reviewed"}] if reviews else []
    whole = {
        "@context": _CONTEXT,
        "type": "docmap",
        "id": f"{_page(reviewed, address)}/docmap.jsonld",
        "publisher": {"id": address, "name": "Peergraph", "homepage": address},
        "created": min(times)[:10],
        "updated": max(changes)[:10],
        "first-step": _STEP,
        "steps": {
            _STEP: {
                "inputs": [paper],
                "actions": [action for _, action in sorted(actions, key=_time)],
                "assertions": assertions,
            }
        },
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode() + "\n"


def _time(action: tuple[str, dict[str, Any]]) -> str:
    return action[0]


def _note(note: Note, inputs: list[dict[str, Any]]) -> dict[str, Any]:
    """An action of an editor, an author or another reviewer at the source."""
    form, role = _NOTES[note.kind]
    actor = {"type": "person", "name": xml_text(note.reviewer or "anonymous")}
    output: dict[str, Any] = {"type": form, "published": note.at[:10]}
    if note.url:
        output |= {"id": note.url, "url": note.url, "content": [{"type": "web-page", "url": note.url}]}
    if note.decision:
        output["title"] = xml_text(note.decision)
    output["publisher"] = {"name": xml_text(note.source)}
    if note.licence:
        output["dcterms:license"] = xml_text(note.licence)
    return {"participants": [{"actor": actor, "role": role}], "inputs": inputs, "outputs": [output]}


def _stub(review: Review, address: str) -> dict[str, Any]:
    """A review as the input of a response."""
    url = review.source_url or review.page(address)
    return {"id": url, "type": "comment" if review.by_author else "review", "url": url}


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
    return address + page_path("papers", paper.id)
