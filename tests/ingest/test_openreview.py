"""Notes of OpenReview: reviews with scores and the thread below them, decisions, meta-reviews and withdrawals."""

from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.ingest.reviews import PaperNames
from graphdb.store import Store
from ingest.reviews import native, neurips, openreview, ratings
from ingest.reviews.record import ParsedNote, ParsedReview
from ingest.values import Unusable
from tests.ingest.test_reviews import (
    CREATE_PAPERS,
    REVIEW,
    ingest_file,
    paper,
    parse_comments,
    read_reasons,
    write_file,
)
from tests.people.client import ANYBODY, Client

PREFIX: Final = "NeurIPS.cc/2023/Conference/Submission7"
CONTENT: Final = {
    "summary": "A model of attention alone.", "strengths": "- fast\n- simple", "weaknesses": "Only two languages.",
    "questions": "See weaknesses.", "rating": "8: Strong Accept: technically strong",
    "confidence": "4: You are confident", "soundness": "3 good", "presentation": "excellent", "contribution": 9,
}  # fmt: skip


def reply(key: str, kind: str, content: dict[str, Any], by: str = "Authors", to: str = "fOrUm1", at: int = 0) -> Any:
    """A reply, `at` seconds after the submission."""
    return {
        "id": key, "cdate": 1688738345000 + 1000 * at, "replyto": to, "invitations": [f"{PREFIX}/-/{kind}"],
        "signatures": [f"{PREFIX}/{by}"], "content": {name: {"value": value} for name, value in content.items()},
    }  # fmt: skip


def submission(*replies: Any, **content: str) -> dict[str, Any]:
    return {
        "id": "fOrUm1", "invitations": ["NeurIPS.cc/2023/Conference/-/Submission"], "mdate": 1688738345000,
        "content": {"title": {"value": "On Data"}, **{name: {"value": value} for name, value in content.items()}},
        "details": {"replies": list(replies)},
    }  # fmt: skip


OFFICIAL: Final = reply("nOtE1", "Official_Review", CONTENT, "Reviewer_aB3x")
FIELDLESS: Final = reply("u1", "Official_Review", {"summary": "Not my field."}, "Reviewer_x")
WHOLE: Final = submission(
    reply("c2", "Official_Comment", {"comment": "You are welcome."}, to="c1", at=30),
    OFFICIAL,
    reply("c1", "Official_Comment", {"title": "Thanks", "comment": "It is *clear* now."}, "Reviewer_aB3x", "r1", 20),
    reply("r1", "Rebuttal", {"rebuttal": "We add languages."}, to="nOtE1", at=10),
    reply("g1", "Author_Rebuttal", {"rebuttal": "We thank all."}, at=15),
    reply("m1", "Meta_Review", {"metareview": "All agree.", "recommendation": "Accept"}, "Area_Chair_z", at=40),
    reply("d1", "Decision", {"decision": "Accept (poster)", "comment": "Clear."}, "Program_Chairs", at=50),
    reply("e1", "Edit", {"pdf": "/pdf/1"}),
    FIELDLESS,
    reply("r2", "Rebuttal", {"rebuttal": "A pity."}, to="u1"),
    "nonsense",
)


def test_a_submission_has_reviews_with_their_thread_and_notes() -> None:
    assert openreview.is_openreview(WHOLE)
    assert not neurips.is_neurips(WHOLE)
    parsed = list(openreview.reviews(WHOLE))
    (review,) = [each for each in parsed if isinstance(each, ParsedReview)]
    row = review.row
    assert review.paper == PaperNames(title="on data", year=2023)
    assert (row.source, row.key, row.reviewer) == ("NeurIPS 2023", "nOtE1", "Reviewer aB3x")
    assert (row.recommendation, row.confidence, row.at[:10]) == ("STRONG_YES", 4, "2023-07-07")
    assert [(point.kind, point.text) for point in row.points] == [
        ("STRENGTH", "fast"), ("STRENGTH", "simple"), ("CONCERN", "Only two languages."),
    ]  # fmt: skip
    assert row.url == "https://openreview.net/forum?id=fOrUm1&noteId=nOtE1"
    assert [(each.name, each.value, each.text, each.worst, each.best) for each in row.scores] == [
        ("rating", 8, "8: Strong Accept: technically strong", 1, 10), ("confidence", 4, "4: You are confident", 1, 5),
        ("soundness", 3, "3 good", 1, 4), ("presentation", None, "excellent", None, None),
        ("contribution", 9, None, None, None),
    ]  # fmt: skip
    assert [(each.key, each.kind, each.reviewer, each.in_reply_to, each.text) for each in row.responses] == [
        ("r1", "RESPONSE", "Authors", None, "We add languages."),
        ("c1", "COMMENT", "Reviewer aB3x", "r1", "**Thanks**\n\nIt is *clear* now."),
        ("c2", "RESPONSE", "Authors", "c1", "You are welcome."),
    ]  # fmt: skip
    notes = [each.row for each in parsed if isinstance(each, ParsedNote)]
    assert [(each.key, each.kind, each.decision, each.text, each.reviewer, each.in_reply_to) for each in notes] == [
        ("g1", "RESPONSE", None, "We thank all.", "Authors", None),
        ("m1", "META_REVIEW", "Accept", "All agree.", "Area Chair z", None),
        ("d1", "DECISION", "Accept (poster)", "Clear.", "Program Chairs", None),
        ("r2", "RESPONSE", None, "A pity.", "Authors", "u1"),
    ]  # fmt: skip
    assert [str(each) for each in parsed if isinstance(each, Unusable)] == [
        "its reply 9 cannot be used: it has no point: at least one strength, concern or question is required"
    ]
    assert parsed.count(None) == 2


def test_withdrawn_and_desk_rejected_submissions() -> None:
    (withdrawn,) = openreview.reviews(submission(venueid="NeurIPS.cc/2023/Conference/Withdrawn_Submission"))
    confirmed = reply("w1", "Withdrawal", {"withdrawal_confirmation": "I agree."})
    (note,) = openreview.reviews(submission(confirmed, venueid="NeurIPS.cc/2023/Conference/Withdrawn_Submission"))
    rejection = reply("x1", "Desk_Rejection", {"desk_reject_comments": "Too long."}, "Program_Chairs")
    (rejected,) = openreview.reviews(submission(rejection))
    assert [(each.row.kind, each.row.key, each.row.decision, each.row.text) for each in (withdrawn, note, rejected)
            if isinstance(each, ParsedNote)] == [
        ("WITHDRAWAL", "fOrUm1/withdrawn", None, None), ("WITHDRAWAL", "w1", None, None),
        ("DECISION", "x1", "Desk rejected", "**Desk reject comments.** Too long."),
    ]  # fmt: skip


@pytest.mark.parametrize("broken", [{"cdate": None}, {"cdate": 10**30}])
def test_a_reply_without_a_date_is_unusable_alone(broken: dict[str, Any]) -> None:
    response = {**reply("r1", "Rebuttal", {"rebuttal": "Yes."}, to="nOtE1"), **broken}
    unusable, review = openreview.reviews(submission(OFFICIAL, response))
    assert "its reply 2 cannot be used: it has no date" in str(unusable)
    assert isinstance(review, ParsedReview)
    (undated,) = openreview.reviews(submission({**OFFICIAL, **broken}))
    assert "it has no date" in str(undated)


def test_replies_in_a_circle_are_notes_on_the_paper() -> None:
    circle = [reply("a", "Comment", {"comment": "A"}, to="b"), reply("b", "Comment", {"comment": "B"}, to="a")]
    assert [each.row.key for each in openreview.reviews(submission(*circle)) if isinstance(each, ParsedNote)] == [
        "a",
        "b",
    ]


def test_a_heading_in_a_field_is_text() -> None:
    strengths = {**CONTENT, "strengths": "Clear.\n\nWEAKNESSES:\nnone really"}
    (parsed,) = openreview.reviews(submission(reply("n", "Official_Review", strengths, "Reviewer_a")))
    assert isinstance(parsed, ParsedReview)
    assert "none really" in " ".join(point.text for point in parsed.row.points if point.kind == "STRENGTH")
    assert [point.text for point in parsed.row.points if point.kind == "CONCERN"] == ["Only two languages."]


@pytest.mark.parametrize(
    ("venue", "rating", "recommendation", "best"),
    [
        ("NeurIPS.cc/2025/Conference", "5: accept", "YES", 6),
        ("ICLR.cc/2025/Conference", "5: borderline", "NEUTRAL", 10),
        ("Other.org/2025/Workshop", "5: accept", None, None), ("ICLR.cc/2024/Conference", "11", None, None),
    ],
)  # fmt: skip
def test_ratings_are_normalized_where_the_scale_is_known(
    venue: str, rating: str, recommendation: str | None, best: int | None
) -> None:
    note = {
        **reply("n", "Official_Review", {**CONTENT, "rating": rating}, "Reviewer_a"),
        "invitations": [f"{venue}/Submission7/-/Official_Review"],
    }
    (parsed,) = openreview.reviews(submission(note))
    assert isinstance(parsed, ParsedReview)
    (score,) = [each for each in parsed.row.scores if each.name == "rating"]
    assert (parsed.row.recommendation, score.text, score.best) == (recommendation, rating, best)


def test_a_rating_in_words_is_a_rating_in_every_form() -> None:
    review = parse_comments("STRENGTHS:\nClear.", RECOMMENDATION="8: accept", CLARITY=3, REVIEWER_CONFIDENCE="4: sure")
    assert (review.row.recommendation, review.row.confidence, review.faults) == ("STRONG_YES", 4, ())
    assert [(each.name, each.text, each.best) for each in review.row.scores] == [
        ("rating", "8: accept", 10), ("confidence", "4: sure", 5), ("clarity", None, 4),
    ]  # fmt: skip
    assert ratings.number("8.5: good") == "8.5: good"


def test_decisions_in_the_form_of_neurips() -> None:
    comments = "DECISION:\nAccept (oral)\n\nCOMMENT:\nAll agree.\n\nCOMMENT is a word."
    decision = parse_comments(comments, TITLE="Decision", IS_META_REVIEW=True, RECOMMENDATION="Accept (oral)")
    assert (decision.row.kind, decision.row.decision) == ("DECISION", "Accept (oral)")
    assert decision.row.text == "All agree.\n\nCOMMENT is a word."
    plain = parse_comments("Good.", IS_META_REVIEW=True, RECOMMENDATION="Accept")
    assert (plain.row.kind, plain.row.decision, plain.row.text) == ("META_REVIEW", "Accept", "Good.")


@pytest_asyncio.fixture
async def papers(empty_store: Store) -> Store:
    await empty_store.write(CREATE_PAPERS, {"papers": [paper("W1", "On Data", 2023, doi="10.5555/a")]})
    return empty_store


NOTES: Final = """kind decision text textHtml at round inReplyTo provenance { source key reviewer licence url }"""
QUERY: Final = f"""{{ paper(by: {{id: "W1"}}) {{ reviewCount reviewSummary {{ count }} reviewNotes {{ {NOTES} }}
  reviews {{ nodes {{ id round scores {{ name value text worst best }} responses {{ {NOTES} }} }} }} }} }}"""
HIDE: Final = cypher("""\
MATCH (review:Review)-[live:REVIEWS]->(paper)
CREATE (review)-[:HIDDEN_FROM]->(paper)
DELETE live
RETURN review.id""")


async def test_notes_are_stored_once_and_read_back(papers: Store, tmp_path: Path) -> None:
    path = write_file(tmp_path / "r.jsonl", WHOLE)
    report = await ingest_file(papers, path, licence="CC-BY-4.0")
    assert (dict(report.counts), dict(report.notes), report.rejected) == ({"empty": 2, "new": 1}, {"new": 4}, 1)
    assert "Decisions, meta-reviews and other notes: 4 new." in report.sentences()
    data = (await Client(papers).ask(ANYBODY, QUERY))["paper"]
    assert (data["reviewCount"], data["reviewSummary"]["count"]) == (1, 1)
    (review,) = data["reviews"]["nodes"]
    assert review["scores"][0] == {
        "name": "rating", "value": 8, "text": "8: Strong Accept: technically strong", "worst": 1, "best": 10,
    }  # fmt: skip
    assert [(each["kind"], each["inReplyTo"], each["textHtml"].strip()) for each in review["responses"]] == [
        ("RESPONSE", None, "<p>We add languages.</p>"),
        ("COMMENT", "r1", "<p><strong>Thanks</strong></p>\n<p>It is <em>clear</em> now.</p>"),
        ("RESPONSE", "c1", "<p>You are welcome.</p>"),
    ]  # fmt: skip
    assert [each["kind"] for each in data["reviewNotes"]] == ["RESPONSE", "RESPONSE", "META_REVIEW", "DECISION"]
    assert data["reviewNotes"][-1]["provenance"] == {
        "source": "NeurIPS 2023", "key": "d1", "reviewer": "Program Chairs", "licence": "CC-BY-4.0",
        "url": "https://openreview.net/forum?id=fOrUm1&noteId=d1",
    }  # fmt: skip
    again = await ingest_file(papers, path, licence="CC-BY-4.0")
    assert (dict(again.counts), dict(again.notes)) == ({"empty": 2, "unchanged": 1}, {"unchanged": 4})
    # The review that had no point has one: its response moves below it, and the others stay.
    fuller = reply("u1", "Official_Review", CONTENT, "Reviewer_x")
    write_file(path, submission(*(fuller if each == FIELDLESS else each for each in WHOLE["details"]["replies"])))
    assert dict((await ingest_file(papers, path, licence="CC-BY-4.0")).notes) == {"unchanged": 3}
    data = (await Client(papers).ask(ANYBODY, QUERY))["paper"]
    assert sorted(len(each["responses"]) for each in data["reviews"]["nodes"]) == [1, 3]
    assert len(data["reviewNotes"]) == 3


async def test_what_is_below_a_hidden_review_is_hidden(papers: Store, tmp_path: Path) -> None:
    path = write_file(tmp_path / "r.jsonl", {**submission(*WHOLE["details"]["replies"][1:4])})
    await ingest_file(papers, path)
    review = await papers.write(HIDE, {})
    query = "query($id: ID!) { node(id: $id) { ... on Review { hidden scores { name } responses { text } } } }"
    data = await Client(papers).ask(ANYBODY, query, id=review)
    assert data["node"] == {"hidden": True, "scores": [], "responses": []}


NATIVE: Final = {
    **REVIEW, "round": 2, "scores": [{"name": "Overall", "value": 3.5, "worst": 0, "best": 4}],
    "responses": [{"id": "1a", "date": "2024-08-01", "text": "Data came.", "reviewer": "The authors"}],
}  # fmt: skip
DECISION: Final = {
    "kind": "DECISION", "id": "d", "source": "Journal", "paper": {"doi": "10.5555/a"}, "date": "2024-09-01",
    "decision": "Minor revision", "round": 2,
}  # fmt: skip


async def test_notes_in_the_form_of_one_record_per_line(papers: Store, tmp_path: Path) -> None:
    path = write_file(
        tmp_path / "r.jsonl", NATIVE, DECISION, {**DECISION, "kind": "VERDICT"},
        {**DECISION, "id": "e", "decision": " "}, {**DECISION, "id": "f", "paper": {"id": "W404"}},
        {**DECISION, "id": "g", "round": 0, "points": []},
    )  # fmt: skip
    report = await ingest_file(papers, path)
    assert (dict(report.counts), dict(report.notes), report.rejected, report.left_out) == ({"new": 1}, {"new": 2}, 3, 2)
    assert [reason for reason in read_reasons(path) if "`kind`" in reason or "decision" in reason] == [
        "`kind` is not REVIEW, DECISION, META_REVIEW, WITHDRAWAL, RESPONSE or COMMENT",
        "it has neither a text nor a decision",
    ]
    data = (await Client(papers).ask(ANYBODY, QUERY))["paper"]
    (review,) = data["reviews"]["nodes"]
    assert (review["round"], review["scores"][0]["value"]) == (2, 3.5)
    assert [(each["text"], each["provenance"]["reviewer"]) for each in review["responses"]] == [
        ("Data came.", "The authors")
    ]
    assert [(each["decision"], each["round"]) for each in data["reviewNotes"]] == [
        ("Minor revision", 2),
        ("Minor revision", None),
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"scores": 7}, "scores"), ({"scores": [7]}, "scores"), ({"scores": [{"name": 7, "value": 1}]}, "name"),
     ({"scores": [{"name": "Overall", "value": "much"}]}, "value"), ({"round": 0}, "round"),
     ({"responses": {"id": "1"}}, "responses"), ({"responses": [{"id": "1", "text": "Yes."}]}, "responses"),
     ({"responses": [{"id": "1", "date": "2024", "text": " "}]}, "responses"),
     ({"responses": [{"id": "1", "date": "2024-08-01", "text": 7}]}, "text"),
     ({"responses": [{"id": "1", "date": "2024-08-01", "text": "Yes.", "colour": "red"}]}, "colour")],
)  # fmt: skip
async def test_invalid_parts_are_left_out(papers: Store, tmp_path: Path, changed: dict[str, Any], field: str) -> None:
    path = write_file(tmp_path / "r.jsonl", {**REVIEW, **changed})
    report = await ingest_file(papers, path)
    assert (dict(report.counts), report.rejected, report.left_out) == ({"new": 1}, 0, 1)
    (reason,) = read_reasons(path)
    assert f"a value of its {field} " in reason


def test_a_thread_has_an_end() -> None:
    many = [{"id": str(each), "date": "2024-08-01", "text": "Yes."} for each in range(201)]
    review = native.review({**REVIEW, "responses": many})
    assert (len(review.row.responses), [fault.field for fault in review.faults]) == (200, ["responses"])
