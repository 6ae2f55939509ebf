"""Reports and moderation: hidden subjects disappear, restored ones return, and every decision is logged."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from graphdb import audit, moderation, moderation_writes
from graphdb.cypher import cypher
from loaders.graphql_core import graphql_schema
from loaders.viewer import Role, Viewer
from schema.schema import SCHEMA
from tests.people.client import ANYBODY, Client, viewer
from tests.people.test_collections import create_collection
from tests.people.test_comments import ADD, DELETE, KINDS, REVIEW, add_comment, threads

BEN: Final = viewer("ben")
CLEO: Final = viewer("cleo")
MOD: Final = viewer("mod", Role.MODERATOR)
REPORT: Final = """mutation ($subject: ID!, $reason: ReportReason! = ABUSE, $note: String) {
  report(input: {subject: $subject, reason: $reason, note: $note}) { subjectId userErrors { field code } }
}"""
MODERATE: Final = """mutation ($subject: ID!, $action: ModerationAction!, $note: String) {
  moderate(input: {subject: $subject, action: $action, note: $note}) {
    subjectId subject { id ... on Comment { body hidden deleted } } userErrors { field code }
  }
}"""
REPORTS: Final = """query ($subject: ID!) { reports(filter: {subject: $subject}) { totalCount nodes {
  subjectId subject { id } content reason note state reporter { handle }
} } }"""
DECIDED: Final = """{ moderationLog(first: 100) { totalCount nodes {
  subjectId subject { id } content action note moderator { handle } at
} } }"""
LINK: Final = """mutation ($url: URL! = "https://example.org/code") {
  linkResource(input: {paper: "W1", kind: CODE, url: $url}) { resource { id } userErrors { code } }
}"""
COUNTS: Final = """{ paper(by: {id: "W1"}) {
  commentCount reviewCount hasCode reviews { totalCount } reviewSummary { count } resources { nodes { id } }
  readingFrame { comments reviews collections { nodes { id } } }
} }"""


async def reports(people: Client, subject: str) -> Sequence[Any]:
    return (await people.ask(MOD, REPORTS, subject=subject))["reports"]["nodes"]


async def moderate(people: Client, subject: str, action: str, note: str | None = None) -> list[str]:
    """The codes of the user errors."""
    answer = (await people.ask(MOD, MODERATE, subject=subject, action=action, note=note))["moderate"]
    return [each["code"] for each in answer["userErrors"]]


async def decisions(people: Client, subject: str) -> list[tuple[str, str | None]]:
    """Actions and notes, latest first."""
    nodes = (await people.ask(MOD, DECIDED))["moderationLog"]["nodes"]
    return [(each["action"], each["note"]) for each in nodes if each["subjectId"] == subject]


async def subjects(people: Client) -> dict[str, str]:
    """One subject of each kind by Ben, on the first paper."""
    linked = (await people.ask(BEN, LINK))["linkResource"]
    reviewed = (await people.ask(BEN, REVIEW, paper="W1"))["submitReview"]
    return {
        "Comment": (await add_comment(people, BEN, paper="W1", body="Rude."))["id"],
        "Review": reviewed["review"]["id"],
        "Resource": linked["resource"]["id"],
        "Collection": await create_collection(people, BEN, "PUBLIC", "W1"),
    }


async def test_a_report_is_filed_once_a_person_and_only_moderators_read_it(people: Client) -> None:
    subject = (await add_comment(people, BEN, paper="W2", body="Rude.", link="https://example.org"))["id"]
    for _ in range(2):
        answer = await people.ask(CLEO, REPORT, subject=subject, note=" See for yourself. ")
        assert answer["report"] == {"subjectId": subject, "userErrors": []}
    await people.ask(viewer("dora"), REPORT, subject=subject, reason="SPAM")
    later, first = await reports(people, subject)
    assert first == {
        "subjectId": subject, "subject": {"id": subject}, "content": "Rude.\n\nhttps://example.org", "reason": "ABUSE",
        "note": "See for yourself.", "state": "OPEN", "reporter": {"handle": "cleo"},
    }  # fmt: skip
    assert (later["reason"], later["reporter"]) == ("SPAM", {"handle": "dora"})
    for person in (ANYBODY, BEN, CLEO):
        assert (await people.ask(person, REPORTS, subject=subject))["reports"] is None
        assert (await people.ask(person, DECIDED))["moderationLog"] is None


async def test_own_and_invisible_subjects_cannot_be_reported(people: Client) -> None:
    comment = (await add_comment(people, BEN, paper="W2"))["id"]
    private = await create_collection(people, CLEO, "PRIVATE", "W1")
    for subject, code in (
        (comment, "OWN"), (private, "NOT_FOUND"), ("com_404", "NOT_FOUND"), ("W404", "NOT_FOUND"), ("x", "NOT_FOUND"),
        ("usr_ben", "NOT_FOUND"),
    ):  # fmt: skip
        answer = (await people.ask(BEN, REPORT, subject=subject))["report"]
        assert answer == {"subjectId": None, "userErrors": [{"field": ["subject"], "code": code}]}
    answer = (await people.ask(CLEO, REPORT, subject=comment, note="x" * 1_001))["report"]
    assert answer["userErrors"] == [{"field": ["note"], "code": "TOO_LONG"}]
    assert await people.code(ANYBODY, REPORT, subject=comment) == "UNAUTHENTICATED"


@pytest.mark.parametrize("person", [BEN, CLEO, viewer("dora")], ids=lambda person: person.handle)
async def test_only_moderators_moderate(people: Client, person: Viewer) -> None:
    subject = (await add_comment(people, BEN, paper="W2"))["id"]
    assert await people.code(person, MODERATE, subject=subject, action="HIDE") == "FORBIDDEN"
    assert await people.code(ANYBODY, MODERATE, subject=subject, action="HIDE") == "UNAUTHENTICATED"
    reader = viewer("mod", Role.MODERATOR, may_write=False)
    assert await people.code(reader, MODERATE, subject=subject, action="HIDE") == "FORBIDDEN"


async def test_hidden_subjects_disappear_and_restored_ones_return_unchanged(people: Client) -> None:
    there = await subjects(people)
    before = (await people.ask(ANYBODY, COUNTS))["paper"]
    threads_before = await threads(people, "W1")
    assert before["hasCode"] is True
    for subject in there.values():
        await people.ask(CLEO, REPORT, subject=subject)
        assert await moderate(people, subject, "HIDE", "Against the rules.") == []
        assert await moderate(people, subject, "HIDE") == ["NOT_FOUND"]
    hidden = (await people.ask(ANYBODY, COUNTS))["paper"]
    assert (hidden["commentCount"], hidden["readingFrame"]["comments"]) == (before["commentCount"] - 1,) * 2
    assert (hidden["reviewCount"], hidden["reviews"], hidden["reviewSummary"]) == (0, {"totalCount": 0}, {"count": 0})
    assert (hidden["hasCode"], hidden["resources"]["nodes"]) == (False, [])
    assert {"id": there["Collection"]} not in hidden["readingFrame"]["collections"]["nodes"]
    assert there["Comment"] not in await threads(people, "W1")
    for subject in there.values():
        assert [each["state"] for each in await reports(people, subject)] == ["UPHELD"]
        assert await moderate(people, subject, "RESTORE") == []
        assert await moderate(people, subject, "RESTORE") == ["NOT_FOUND"]
        assert await decisions(people, subject) == [("RESTORE", None), ("HIDE", "Against the rules.")]
    assert (await people.ask(ANYBODY, COUNTS))["paper"] == before
    assert await threads(people, "W1") == threads_before
    kinds = await people.store.read(KINDS, {"paper": "W1", "subject": there["Comment"]})
    assert kinds == ["COMMENT", "COMMENT_DELETED", "COMMENT"]
    assert await people.store.read(KINDS, {"paper": "W1", "subject": there["Collection"]}) == []


HIDDEN: Final = "query ($id: ID!) { node(id: $id) { ... on Comment { body bodyHtml link hidden deleted } } }"


async def test_a_hidden_comment_is_a_tombstone_and_moderators_still_read_its_text(people: Client) -> None:
    subject = (await add_comment(people, BEN, paper="W2", body="Rude.", link="https://example.org"))["id"]
    reply = (await add_comment(people, CLEO, parent=subject))["id"]
    assert await moderate(people, subject, "HIDE") == []
    tombstone = {"body": "", "bodyHtml": "", "link": None, "hidden": True, "deleted": True}
    for person in (ANYBODY, BEN, CLEO, MOD):
        assert (await people.ask(person, HIDDEN, id=subject))["node"] == tombstone
    assert (await threads(people))[f"{subject}+"] == [reply]
    query = '{ user(id: "usr_ben") { comments(first: 50) { nodes { id hidden } } } }'
    noticed = {"id": subject, "hidden": True}
    assert noticed in (await people.ask(BEN, query))["user"]["comments"]["nodes"]
    assert noticed not in (await people.ask(CLEO, query))["user"]["comments"]["nodes"]
    content = {each["content"] for each in (await people.ask(MOD, DECIDED))["moderationLog"]["nodes"]}
    assert "Rude.\n\nhttps://example.org" in content
    await people.ask(CLEO, DELETE, id=reply)
    assert f"{subject}+" not in await threads(people)
    assert await moderate(people, subject, "RESTORE") == []
    assert (await threads(people))[subject] == []
    refused = (await people.ask(CLEO, ADD, input={"body": "x", "parent": reply}))["addComment"]["userErrors"]
    assert [each["code"] for each in refused] == ["NOT_FOUND"]


async def test_a_comment_that_its_author_deleted_cannot_be_restored(people: Client) -> None:
    subject = (await add_comment(people, BEN, paper="W2", body="Rude."))["id"]
    assert await moderate(people, subject, "HIDE") == []
    await people.ask(BEN, DELETE, id=subject)
    assert await moderate(people, subject, "RESTORE") == ["NOT_FOUND"]


_ID: Final = "mutation ($id: ID!) { %s { userErrors { code } } }"
TAKEN_BACK: Final = {
    "Comment": _ID % "deleteComment(input: {comment: $id})",
    "Review": _ID % "withdrawReview(input: {review: $id})",
    "Resource": _ID % "unlinkResource(input: {resource: $id})",
    "Collection": _ID % "deleteCollection(input: {collection: $id})",
}


@pytest.mark.parametrize("kind", TAKEN_BACK)
@pytest.mark.parametrize("hidden", [False, True])
async def test_what_its_author_takes_back_leaves_its_evidence(people: Client, kind: str, hidden: bool) -> None:
    subject = (await subjects(people))[kind]
    await people.ask(CLEO, REPORT, subject=subject)
    if hidden:
        assert await moderate(people, subject, "HIDE") == []
    (before,) = await reports(people, subject)
    assert before["content"]
    await people.ask(BEN, TAKEN_BACK[kind], id=subject)
    (after,) = await reports(people, subject)
    assert after["content"] == before["content"]
    logged = (await people.ask(MOD, DECIDED))["moderationLog"]["nodes"]
    content = [each["content"] for each in logged if each["subjectId"] == subject]
    assert content == ([before["content"]] if hidden else [])


async def test_an_edit_after_a_report_does_not_change_the_evidence(people: Client) -> None:
    subject = (await add_comment(people, BEN, paper="W2", body="Rude."))["id"]
    await people.ask(CLEO, REPORT, subject=subject)
    edit = 'mutation ($id: ID!) { editComment(input: {comment: $id, body: "Polite."}) { userErrors { code } } }'
    await people.ask(BEN, edit, id=subject)
    assert [each["content"] for each in await reports(people, subject)] == ["Rude."]


async def test_dismissed_reports_are_closed_and_the_subject_stays(people: Client) -> None:
    subject = (await add_comment(people, BEN, paper="W2"))["id"]
    assert await moderate(people, subject, "DISMISS") == ["NOT_FOUND"]
    await people.ask(CLEO, REPORT, subject=subject)
    assert await moderate(people, subject, "DISMISS", "Rough, not rude.") == []
    assert [each["state"] for each in await reports(people, subject)] == ["DISMISSED"]
    assert await decisions(people, subject) == [("DISMISS", "Rough, not rude.")]
    assert subject in await threads(people)


async def test_a_hidden_collection_is_its_owners_alone(people: Client) -> None:
    collection = await create_collection(people, BEN, "PUBLIC", "W2")
    await people.ask(CLEO, REPORT, subject=collection)
    assert await moderate(people, collection, "HIDE") == []
    query = "query ($id: ID!) { collection(id: $id) { hidden visibility } }"
    assert (await people.ask(BEN, query, id=collection))["collection"] == {"hidden": True, "visibility": "PUBLIC"}
    for person in (ANYBODY, CLEO, MOD):
        assert (await people.ask(person, query, id=collection))["collection"] is None
    change = (
        "mutation ($id: ID!) { updateCollection(input: {collection: $id, visibility: PUBLIC}) { collection { id } } }"
    )
    await people.ask(BEN, change, id=collection)
    assert (await people.ask(ANYBODY, query, id=collection))["collection"] is None


EDGES: Final = cypher("MATCH (m:Moderation) RETURN [count(m), sum(COUNT { (m)-[:CONCERNS]->() })]")


async def test_decisions_stay_when_their_subject_is_deleted(people: Client) -> None:
    collection = await create_collection(people, BEN, "PUBLIC", "W2")
    await people.ask(CLEO, REPORT, subject=collection)
    assert await moderate(people, collection, "HIDE") == []
    before = await people.store.read(EDGES, {})
    gone = "mutation ($id: ID!) { deleteCollection(input: {collection: $id}) { deletedId } }"
    await people.ask(BEN, gone, id=collection)
    assert await people.store.read(EDGES, {}) == [before[0], before[1] - 1]
    assert await decisions(people, collection) == [("HIDE", None)]


def test_no_statement_changes_a_decision() -> None:
    files = Path(moderation_writes.__file__).parent.rglob("*.py")
    naming = {file.name for file in files if ":Moderation" in file.read_text()}
    assert naming == {"moderation_writes.py", "moderation.py"}
    written = Path(moderation_writes.__file__).read_text()
    assert written.count(":Moderation") == written.count("(moderation:Moderation)") == 1
    assert "SET" not in Path(moderation.__file__).read_text()


async def test_decisions_are_in_the_audit_log_which_no_field_of_the_api_reads(people: Client) -> None:
    subject = (await add_comment(people, BEN, paper="W1", body="Rude again."))["id"]
    assert await moderate(people, subject, "HIDE", "private note") == []
    (entry, *_) = await audit.list_entries(people.store, 10, subject=subject)
    _, actor, action, _, details, _, _, outcome = entry
    assert (actor, action, details, outcome) == (MOD.id, "MODERATION_HIDE", "", "DONE")
    assert not [name for name in graphql_schema(SCHEMA).type_map if "audit" in name.lower()]
    node = await people.ask(MOD, "query ($id: ID!) { node(id: $id) { id } }", id=await _id_of(people, subject))
    assert node == {"node": None}


async def _id_of(people: Client, subject: str) -> str:
    return await people.store.read(cypher("MATCH (e:AuditEntry {subject: $subject}) RETURN e.id"), {"subject": subject})


@pytest.mark.parametrize("subject", ["W1", "A1"])
async def test_an_error_of_a_record_is_reported_and_answered_but_hides_nothing(people: Client, subject: str) -> None:
    filed = await people.ask(CLEO, REPORT, subject=subject, reason="WRONG", note="The year is 1999.")
    assert filed["report"] == {"subjectId": subject, "userErrors": []}
    (report,) = await reports(people, subject)
    assert (report["subject"], report["note"], report["state"]) == ({"id": subject}, "The year is 1999.", "OPEN")
    assert report["content"].startswith({"W1": "Paper 1", "A1": "Ada Lovelace"}[subject])
    assert await moderate(people, subject, "HIDE") == ["NOT_FOUND"]
    assert await moderate(people, subject, "DISMISS", "Corrected at the source.") == []
    assert [each["state"] for each in await reports(people, subject)] == ["DISMISSED"]
    assert await decisions(people, subject) == [("DISMISS", "Corrected at the source.")]
    unknown = (await people.ask(CLEO, REPORT, subject="W404", reason="WRONG"))["report"]
    assert [each["code"] for each in unknown["userErrors"]] == ["NOT_FOUND"]
