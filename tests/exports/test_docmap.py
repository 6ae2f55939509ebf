"""DocMaps: an action for each review, with its reviewer, its paper and its place; terms of the context alone."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, cast

import orjson
import pytest

from exports.docmap import docmap
from exports.review import Note
from tests.exports.papers import ALL, ARTICLE, BARE, PREPRINT
from tests.exports.test_crossref import FOREIGN, TEXT
from tests.exports.test_reviews import ADDRESS, REVIEW

#: Terms of https://w3id.org/docmaps/context.jsonld that the documents use. `updated` is in the types of the SDK alone.
TERMS: Final = {
    "@context", "id", "type", "publisher", "name", "homepage", "created", "updated", "first-step", "steps", "inputs",
    "outputs", "actions", "assertions", "participants", "actor", "role", "item", "status", "published", "url", "doi",
    "title", "content", "dcterms:license",
}  # fmt: skip
#: Types of things that the SDK accepts, and of the other objects.
TYPES: Final = {
    "docmap", "person", "web-page", "review", "preprint", "evaluation-summary", "review-article", "journal-article",
    "editorial", "comment", "reply",
}  # fmt: skip
NOTE: Final = Note(
    key="d", kind="DECISION", at="2020-03-01T00:00:00Z", decision="Accept", text="Good.", source="J", reviewer="Editor",
    licence="CC-BY-4.0", url="https://j.example/d",
)  # fmt: skip
PAGE: Final = f"{ADDRESS}/papers/W2919115771"


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects of a document."""
    if isinstance(value, dict):
        yield cast("dict[str, Any]", value)
        value = list(cast("dict[str, Any]", value).values())
    for each in cast("list[Any]", value) if isinstance(value, list) else ():
        yield from objects(each)


def test_a_review_is_an_action_of_the_step() -> None:
    whole = orjson.loads(docmap(ARTICLE, [REVIEW], [], ADDRESS))
    paper = {
        "id": "https://doi.org/10.1038/nature14539", "type": "journal-article", "doi": "10.1038/nature14539",
        "url": "https://doi.org/10.1038/nature14539", "published": "2015-05-27", "title": "Deep learning",
    }  # fmt: skip
    reviewer = {"id": "https://orcid.org/0000-0002-1825-0097", "type": "person", "name": "Ada Lovelace"}
    url = f"{PAGE}#rev_01"
    output = {
        "id": url, "type": "review", "published": "2026-11-03", "url": url,
        "content": [{"type": "web-page", "url": url}],
    }  # fmt: skip
    action = {"participants": [{"actor": reviewer, "role": "peer-reviewer"}], "inputs": [paper], "outputs": [output]}
    assert whole == {
        "@context": "https://w3id.org/docmaps/context.jsonld", "type": "docmap", "id": f"{PAGE}/docmap.jsonld",
        "publisher": {"id": ADDRESS, "name": "Peergraph", "homepage": ADDRESS},
        "created": "2026-11-03", "updated": "2026-11-05", "first-step": "_:b0",
        "steps": {"_:b0": {
            "inputs": [paper], "actions": [action], "assertions": [{"item": paper, "status": "reviewed"}],
        }},
    }  # fmt: skip


def test_an_imported_review_keeps_its_source_and_nobody_is_credited_with_it() -> None:
    imported = replace(
        FOREIGN, created_at="2020-01-01T00:00:00Z", updated_at="2020-01-01T00:00:00Z", licence="CC-BY-4.0"
    )
    whole = orjson.loads(docmap(ARTICLE, [REVIEW, imported], [], ADDRESS))
    first, second = whole["steps"]["_:b0"]["actions"]
    assert first["participants"] == [{"actor": {"type": "person", "name": "Reviewer 2"}, "role": "peer-reviewer"}]
    assert first["outputs"] == [{
        "id": "https://j.example/1", "type": "review", "published": "2020-01-01", "url": "https://j.example/1",
        "content": [{"type": "web-page", "url": "https://j.example/1"}, {"type": "web-page", "url": f"{PAGE}#rev_02"}],
        "publisher": {"name": "J"}, "dcterms:license": "CC-BY-4.0",
    }]  # fmt: skip
    assert second["outputs"][0]["id"] == f"{PAGE}#rev_01"
    assert (whole["created"], whole["updated"]) == ("2020-01-01", "2026-11-05")
    unnamed = orjson.loads(docmap(ARTICLE, [replace(imported, reviewer=None)], [], ADDRESS))
    assert unnamed["steps"]["_:b0"]["actions"][0]["participants"][0]["actor"]["name"] == "anonymous"


def test_decisions_and_responses_are_actions_in_the_order_of_their_times() -> None:
    response = NOTE._replace(
        key="r1", kind="RESPONSE", at="2020-02-01T00:00:00Z", decision=None, reviewer="Authors", url=None
    )
    reviewed = replace(FOREIGN, created_at="2020-01-01T00:00:00Z", responses=(response,))
    whole = orjson.loads(docmap(ARTICLE, [reviewed], [NOTE], ADDRESS))
    step = whole["steps"]["_:b0"]
    _, reply, decision = step["actions"]
    review = {"id": "https://j.example/1", "type": "review", "url": "https://j.example/1"}
    assert reply["inputs"][1:] == [review]
    assert (reply["participants"][0]["role"], reply["outputs"][0]["type"]) == ("author", "reply")
    assert decision == {
        "participants": [{"actor": {"type": "person", "name": "Editor"}, "role": "editor"}],
        "inputs": reply["inputs"][:1],
        "outputs": [{
            "type": "evaluation-summary", "published": "2020-03-01", "id": "https://j.example/d", "title": "Accept",
            "url": "https://j.example/d", "content": [{"type": "web-page", "url": "https://j.example/d"}],
            "publisher": {"name": "J"}, "dcterms:license": "CC-BY-4.0",
        }],
    }  # fmt: skip
    alone = orjson.loads(docmap(ARTICLE, [], [NOTE], ADDRESS))
    assert (alone["created"], alone["updated"], alone["steps"]["_:b0"]["assertions"]) == (
        "2020-03-01",
        "2020-03-01",
        [],
    )


def test_an_author_of_the_paper_is_no_peer_reviewer() -> None:
    (action,) = orjson.loads(docmap(ARTICLE, [replace(REVIEW, by_author=True)], [], ADDRESS))["steps"]["_:b0"][
        "actions"
    ]
    assert (action["participants"][0]["role"], action["outputs"][0]["type"]) == ("author", "comment")


@pytest.mark.parametrize(
    ("paper", "form"),
    [(ARTICLE, "journal-article"), (PREPRINT, "preprint"), (replace(ARTICLE, kind="REVIEW_ARTICLE"), "review-article"),
     (replace(ARTICLE, kind="BOOK"), None), (BARE, None)],
)  # fmt: skip
def test_papers_have_a_type_of_the_context_or_none(paper: Any, form: str | None) -> None:
    (assertion,) = orjson.loads(docmap(paper, [replace(REVIEW, paper=paper)], [], ADDRESS))["steps"]["_:b0"][
        "assertions"
    ]
    assert assertion["item"].get("type") == form


@pytest.mark.parametrize("paper", ALL, ids=lambda paper: paper.id)
def test_whatever_is_written_the_terms_are_those_of_the_context(paper: Any) -> None:
    note = NOTE._replace(decision=TEXT, reviewer=TEXT, source=TEXT, licence=TEXT)
    foreign = replace(FOREIGN, source=TEXT, responses=(note._replace(kind="RESPONSE", url=None),))
    reviews = [replace(each, paper=paper, name=TEXT, licence=TEXT) for each in (REVIEW, foreign)]
    whole = orjson.loads(docmap(paper, reviews, [note, note._replace(kind="COMMENT")], ADDRESS))
    for each in objects(whole):
        assert each.get("type", "review") in TYPES
        if "_:b0" not in each:
            assert each.keys() <= TERMS
