"""Structured reviews: content, permissions, revisions, and the summary of a paper's reviews."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.store import Store
from resolvers.input_limits import MAX_EDITS
from tests.people.client import ANYBODY, Client, viewer

BEN: Final = viewer("ben")
CLEO: Final = viewer("cleo")
DORA: Final = viewer("dora")
REVIEW: Final = """{
  id summary summaryHtml recommendation confidence helpfulCount viewerFoundHelpful withdrawn hidden createdAt updatedAt
  author { id handle } paper { id } points { kind text textHtml about } provenance { source }
  revisions { at summary points { kind text } }
}"""
ANSWER: Final = f"{{ review {REVIEW} paper {{ id reviewCount }} userErrors {{ field code message }} }}"
SUBMIT: Final = f"mutation ($input: SubmitReviewInput!) {{ it: submitReview(input: $input) {ANSWER} }}"
EDIT: Final = f"mutation ($input: EditReviewInput!) {{ it: editReview(input: $input) {ANSWER} }}"
WITHDRAW: Final = f"mutation ($input: WithdrawReviewInput!) {{ it: withdrawReview(input: $input) {ANSWER} }}"
HELPFUL: Final = f"mutation ($input: MarkReviewHelpfulInput!) {{ it: markReviewHelpful(input: $input) {ANSWER} }}"
NODE: Final = f"query ($id: ID!) {{ node(id: $id) {{ ... on Review {REVIEW} }} }}"
LOG: Final = cypher("""\
RETURN COLLECT {
  MATCH (entry:Activity {paper: $paper}) RETURN [entry.kind, entry.subject] ORDER BY entry.position
}""")
MORE: Final = cypher("""\
UNWIND range(10, 60) AS number
CREATE (:Paper {
  id: 'W' + number, title: 'Paper ' + number, sortTitle: 'paper ' + number, kind: 'ARTICLE', year: 2020, sortYear: 2020,
  sortDate: '', citations: 0
})
RETURN count(*)""")
HIDDEN: Final = cypher("""\
MATCH (review:Review {id: $id})-[live:REVIEWS]->(paper)
CREATE (review)-[:HIDDEN_FROM]->(paper)
DELETE live
RETURN true""")
LEFT: Final = cypher("""\
MATCH (review:Review {id: $id})
RETURN [
  properties(review), COUNT { (review)-[:MAKES|WAS]->() }, COUNT { (:ReviewPoint) }, COUNT { (:ReviewRevision) }
]""")
STRENGTH: Final = {"kind": "STRENGTH", "text": "Clear **proofs**."}
CONCERN: Final = {"kind": "CONCERN", "text": "No ablation.", "about": "Table 2"}


@pytest_asyncio.fixture(autouse=True)
async def papers(people: Client) -> None:
    await people.store.write(MORE, {})


async def mutate(people: Client, person: Any, document: str, **fields: Any) -> Any:
    return (await people.ask(person, document, input=fields))["it"]


async def submit_review(people: Client, person: Any, paper: str, **fields: Any) -> Any:
    answer = await mutate(people, person, SUBMIT, paper=paper, **{"points": [STRENGTH], **fields})
    assert answer["userErrors"] == []
    return answer["review"]


def problems(answer: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    assert answer["review"] is None
    return [(".".join(each["field"]), each["code"]) for each in answer["userErrors"]]


async def log(store: Store, paper: str) -> Sequence[Any]:
    return await store.read(LOG, {"paper": paper})


async def test_a_review_has_the_text_that_was_submitted(people: Client) -> None:
    answer = await mutate(
        people, BEN, SUBMIT, paper="W10", summary=" Good _work_. ", points=[STRENGTH, CONCERN],
        recommendation="YES", confidence=4,
    )  # fmt: skip
    review = answer["review"]
    assert answer["paper"] == {"id": "W10", "reviewCount": 1}
    assert review["summary"] == "Good _work_."
    assert review["summaryHtml"] == "<p>Good <em>work</em>.</p>\n"
    assert review["points"] == [
        {"kind": "STRENGTH", "text": "Clear **proofs**.", "textHtml": "<p>Clear <strong>proofs</strong>.</p>\n",
         "about": None},
        {"kind": "CONCERN", "text": "No ablation.", "textHtml": "<p>No ablation.</p>\n", "about": "Table 2"},
    ]  # fmt: skip
    assert (review["recommendation"], review["confidence"]) == ("YES", 4)
    assert (review["author"], review["paper"]) == ({"id": "usr_ben", "handle": "ben"}, {"id": "W10"})
    assert (review["withdrawn"], review["hidden"], review["revisions"], review["provenance"]) == (
        False,
        False,
        [],
        None,
    )
    assert review["createdAt"] == review["updatedAt"] > "2026"
    assert (await people.ask(ANYBODY, NODE, id=review["id"]))["node"] == review
    assert await log(people.store, "W10") == [["REVIEW", review["id"]]]


async def test_any_id_of_a_paper_names_it_and_only_papers_are_reviewed(people: Client) -> None:
    assert (await submit_review(people, BEN, "doi:10.5555/1"))["paper"] == {"id": "W1"}
    for paper in ("W404", "nonsense", "A1", "usr_ben"):
        answer = await mutate(people, BEN, SUBMIT, paper=paper, points=[STRENGTH])
        assert problems(answer) == [("paper", "NOT_FOUND")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"points": []}, [("points", "WRONG_COUNT")]),
        ({"points": [STRENGTH] * 31}, [("points", "WRONG_COUNT")]),
        ({"points": [STRENGTH, {"kind": "CONCERN", "text": " \n"}]}, [("points.1.text", "REQUIRED")]),
        ({"points": [{"kind": "CONCERN", "text": "x" * 5_001}]}, [("points.0.text", "TOO_LONG")]),
        ({"points": [{**STRENGTH, "about": "x" * 201}]}, [("points.0.about", "TOO_LONG")]),
        ({"summary": "x" * 10_001, "confidence": 0}, [("summary", "TOO_LONG"), ("confidence", "OUT_OF_RANGE")]),
        ({"confidence": 6}, [("confidence", "OUT_OF_RANGE")]),
    ],
)
async def test_all_errors_of_an_input_are_reported(people: Client, fields: Any, expected: Any) -> None:
    answer = await mutate(people, BEN, SUBMIT, **{"paper": "W11", "points": [STRENGTH], **fields})
    assert problems(answer) == expected
    assert await log(people.store, "W11") == []


async def test_the_longest_that_is_allowed(people: Client) -> None:
    point = {"kind": "METHOD_QUESTION", "text": "é" * 5_000, "about": "x" * 200}
    review = await submit_review(people, BEN, "W12", summary="x" * 10_000, points=[point] * 30)
    assert len(review["points"]) == 30


async def test_authors_do_not_review_their_own_paper(people: Client) -> None:
    answer = await mutate(people, viewer("ada"), SUBMIT, paper="W1", points=[STRENGTH])
    assert problems(answer) == [("paper", "OWN_PAPER")]
    await submit_review(people, viewer("ada"), "W13")


async def test_a_verified_orcid_identifies_an_author_without_a_claim(people: Client) -> None:
    orcid = "0000-0002-1825-0097"
    await people.store.write(cypher("""\
MATCH (paper:Paper {id: 'W14'}) MATCH (user:User {id: 'usr_dora'})
CREATE (:Author {id: 'A14', name: 'D', orcid: $orcid})-[:AUTHORED {position: 1}]->(paper)
SET user.orcid = $orcid
RETURN true"""), {"orcid": orcid})  # fmt: skip
    answer = await mutate(people, DORA, SUBMIT, paper="W14", points=[STRENGTH])
    assert problems(answer) == [("paper", "OWN_PAPER")]


async def test_a_reviewer_who_claims_the_paper_later_is_marked_as_author(people: Client) -> None:
    review_id = (await submit_review(people, BEN, "W30"))["id"]
    query = f'{{ node(id: "{review_id}") {{ ... on Review {{ byAuthor }} }} }}'
    assert (await people.ask(ANYBODY, query))["node"] == {"byAuthor": False}
    await people.store.write(cypher("""\
MATCH (paper:Paper {id: 'W30'}) MATCH (user:User {id: 'usr_ben'})
CREATE (user)-[:CLAIMS]->(:Author {id: 'A30', name: 'Ben'})-[:AUTHORED {position: 1}]->(paper)
RETURN true"""), {})  # fmt: skip
    assert (await people.ask(ANYBODY, query))["node"] == {"byAuthor": True}


async def test_one_live_review_a_person_and_paper(people: Client) -> None:
    first = await submit_review(people, BEN, "W15")
    answer = await mutate(people, BEN, SUBMIT, paper="W15", points=[CONCERN])
    assert problems(answer) == [("paper", "ALREADY_REVIEWED")]
    assert first["id"] in answer["userErrors"][0]["message"]
    await submit_review(people, CLEO, "W15")
    await mutate(people, BEN, WITHDRAW, review=first["id"])
    again = await submit_review(people, BEN, "W15")
    assert again["id"] != first["id"]


async def test_a_hidden_comment_is_no_review(people: Client) -> None:
    await people.store.write(cypher("""\
MATCH (paper:Paper {id: 'W31'}) MATCH (user:User {id: 'usr_ben'})
CREATE (user)-[:WROTE]->(:Comment {id: 'com_hidden'})-[:HIDDEN_FROM]->(paper)
RETURN true"""), {})  # fmt: skip
    await submit_review(people, BEN, "W31")


async def test_ten_at_once_are_one_review(people: Client) -> None:
    answers = await asyncio.gather(*(mutate(people, DORA, SUBMIT, paper="W16", points=[STRENGTH]) for _ in range(10)))
    assert sorted(len(answer["userErrors"]) for answer in answers) == [0] + [1] * 9
    assert [kind for kind, _ in await log(people.store, "W16")] == ["REVIEW"]
    paper = await people.ask(ANYBODY, '{ paper(by: {id: "W16"}) { reviewCount reviews { totalCount } } }')
    assert paper["paper"] == {"reviewCount": 1, "reviews": {"totalCount": 1}}


async def test_a_repeated_write_is_done_once(people: Client) -> None:
    fields = {"paper": "W17", "points": [STRENGTH], "idempotencyKey": "click"}
    answers = await asyncio.gather(*(mutate(people, BEN, SUBMIT, **fields) for _ in range(4)))
    assert len({answer["review"]["id"] for answer in answers}) == 1
    other = await mutate(people, BEN, SUBMIT, **{**fields, "points": [CONCERN]})
    assert problems(other) == [("idempotencyKey", "KEY_REUSED")]


async def test_an_edit_keeps_the_earlier_version(people: Client) -> None:
    first = await submit_review(people, BEN, "W18", summary="One.", recommendation="NO", confidence=2)
    review_id = first["id"]
    answer = await mutate(people, BEN, EDIT, review=review_id, points=[CONCERN, STRENGTH], confidence=5)
    second = answer["review"]
    assert [point["kind"] for point in second["points"]] == ["CONCERN", "STRENGTH"]
    assert (second["summary"], second["recommendation"], second["confidence"]) == ("One.", "NO", 5)
    assert second["createdAt"] == first["createdAt"] < second["updatedAt"]
    third = (await mutate(people, BEN, EDIT, review=review_id, summary=None, recommendation=None))["review"]
    assert (third["summary"], third["summaryHtml"], third["recommendation"]) == (None, None, None)
    assert third["points"] == second["points"]
    one = {"at": first["updatedAt"], "summary": "One.", "points": [STRENGTH]}
    two = {"at": second["updatedAt"], "summary": "One.",
           "points": [{"kind": point["kind"], "text": point["text"]} for point in (CONCERN, STRENGTH)]}  # fmt: skip
    assert third["revisions"] == [two, one]
    assert [kind for kind, _ in await log(people.store, "W18")] == ["REVIEW", "REVIEW_EDITED", "REVIEW_EDITED"]


async def test_an_edit_that_changes_nothing_is_none(people: Client) -> None:
    first = await submit_review(people, BEN, "W19", summary="One.")
    answer = await mutate(people, BEN, EDIT, review=first["id"], summary="One. ", points=[STRENGTH])
    assert answer["review"] == first
    assert len(await log(people.store, "W19")) == 1


async def test_the_limits_apply_to_edits(people: Client) -> None:
    first = await submit_review(people, BEN, "W20")
    refused: Sequence[tuple[dict[str, Any], tuple[str, str]]] = (
        ({"points": []}, ("points", "WRONG_COUNT")),
        ({"points": None}, ("points", "WRONG_COUNT")),
        ({"confidence": 9}, ("confidence", "OUT_OF_RANGE")),
    )
    for fields, expected in refused:
        assert problems(await mutate(people, BEN, EDIT, review=first["id"], **fields)) == [expected]
    assert (await people.ask(ANYBODY, NODE, id=first["id"]))["node"] == first


async def test_the_number_of_edits_is_limited(people: Client) -> None:
    review_id = (await submit_review(people, BEN, "W21"))["id"]
    await people.store.write(cypher("""\
MATCH (review:Review {id: $id})
FOREACH (number IN range(1, $many) | CREATE (review)-[:WAS]->(:ReviewRevision {id: 'rvn_' + number, at: '2026'}))
RETURN true"""), {"id": review_id, "many": MAX_EDITS})  # fmt: skip
    answer = await mutate(people, BEN, EDIT, review=review_id, summary="Once more.")
    assert problems(answer) == [("review", "TOO_MANY")]


async def test_a_withdrawn_review_leaves_a_tombstone(people: Client) -> None:
    review_id = (await submit_review(people, BEN, "W22", summary="Secret.", confidence=3))["id"]
    await mutate(people, BEN, EDIT, review=review_id, points=[CONCERN])
    await mutate(people, CLEO, HELPFUL, review=review_id)
    before = (await people.store.read(LEFT, {"id": review_id}))[2:]
    answer = await mutate(people, BEN, WITHDRAW, review=review_id)
    assert answer["paper"] == {"id": "W22", "reviewCount": 0}
    review = answer["review"]
    assert review["withdrawn"]
    cleared = ("summary", "summaryHtml", "recommendation", "confidence", "points", "revisions", "helpfulCount")
    assert [review[name] for name in cleared] == [None, None, None, None, [], [], 0]
    assert (review["author"]["id"], review["paper"]["id"]) == ("usr_ben", "W22")
    assert (await people.ask(ANYBODY, NODE, id=review_id))["node"] == review
    stored, edges, points, revisions = await people.store.read(LEFT, {"id": review_id})
    assert "Secret" not in str(stored)
    assert (edges, points, revisions) == (0, before[0] - 2, before[1] - 1)
    again = await mutate(people, BEN, WITHDRAW, review=review_id)
    assert again["review"] == review
    assert [kind for kind, _ in await log(people.store, "W22")] == ["REVIEW", "REVIEW_EDITED", "REVIEW_WITHDRAWN"]
    for document, fields in ((EDIT, {"summary": "Back."}), (HELPFUL, {})):
        person = BEN if document is EDIT else CLEO
        assert problems(await mutate(people, person, document, review=review_id, **fields)) == [("review", "NOT_FOUND")]
    lists = await people.ask(ANYBODY, """{
      paper(by: {id: "W22"}) { reviews { nodes { id } totalCount } reviewSummary { count } }
      user(id: "usr_ben") { reviews { nodes { id } } }
    }""")  # fmt: skip
    assert lists["paper"] == {"reviews": {"nodes": [], "totalCount": 0}, "reviewSummary": {"count": 0}}
    assert review_id not in {each["id"] for each in lists["user"]["reviews"]["nodes"]}


async def test_a_hidden_review_is_a_tombstone_for_everybody(people: Client) -> None:
    review_id = (await submit_review(people, BEN, "W23", summary="Rude.", recommendation="NO", confidence=1))["id"]
    await mutate(people, BEN, EDIT, review=review_id, points=[CONCERN])
    await people.store.write(HIDDEN, {"id": review_id})
    for person in (ANYBODY, BEN, CLEO):
        review = (await people.ask(person, NODE, id=review_id))["node"]
        assert (review["hidden"], review["withdrawn"]) == (True, False)
        cleared = ("summary", "summaryHtml", "recommendation", "confidence", "points", "revisions")
        assert [review[name] for name in cleared] == [None, None, None, None, [], []]
    assert problems(await mutate(people, BEN, EDIT, review=review_id, summary="x")) == [("review", "NOT_FOUND")]
    again = await mutate(people, BEN, SUBMIT, paper="W23", points=[STRENGTH])
    assert problems(again) == [("paper", "ALREADY_REVIEWED")]
    assert (await mutate(people, BEN, WITHDRAW, review=review_id))["review"]["withdrawn"]


async def test_only_its_author_changes_a_review(people: Client) -> None:
    review_id = (await submit_review(people, BEN, "W24"))["id"]
    for document, fields in ((EDIT, {"summary": "Mine now."}), (WITHDRAW, {})):
        assert await people.code(CLEO, document, input={"review": review_id, **fields}) == "FORBIDDEN"
        assert await people.code(ANYBODY, document, input={"review": review_id, **fields}) == "UNAUTHENTICATED"
        assert problems(await mutate(people, CLEO, document, review="rev_none", **fields)) == [("review", "NOT_FOUND")]
    fields = {"paper": "W24", "points": [STRENGTH]}
    assert await people.code(ANYBODY, SUBMIT, input=fields) == "UNAUTHENTICATED"
    assert await people.code(viewer("cleo", may_write=False), SUBMIT, input=fields) == "FORBIDDEN"


async def test_helpful_once_a_person_and_never_to_oneself(people: Client) -> None:
    review_id = (await submit_review(people, BEN, "W25"))["id"]
    answers = await asyncio.gather(*(mutate(people, CLEO, HELPFUL, review=review_id) for _ in range(5)))
    assert {answer["review"]["helpfulCount"] for answer in answers} == {1}
    assert (await mutate(people, DORA, HELPFUL, review=review_id, on=True))["review"]["helpfulCount"] == 2
    assert problems(await mutate(people, BEN, HELPFUL, review=review_id)) == [("review", "OWN_REVIEW")]
    helpful = {
        person: (await people.ask(person, NODE, id=review_id))["node"]["viewerFoundHelpful"]
        for person in (ANYBODY, BEN, CLEO)
    }
    assert helpful == {ANYBODY: False, BEN: False, CLEO: True}
    updated = (await mutate(people, CLEO, HELPFUL, review=review_id, on=False))["review"]
    assert (updated["helpfulCount"], updated["viewerFoundHelpful"]) == (1, False)


async def test_the_summary_of_the_reviews_of_a_paper(people: Client) -> None:
    question = {"kind": "METHOD_QUESTION", "text": "Which seed?"}
    await submit_review(people, BEN, "W26", points=[STRENGTH, STRENGTH, question], recommendation="YES", confidence=4)
    await submit_review(people, CLEO, "W26", points=[CONCERN], recommendation="YES", confidence=1)
    await submit_review(people, DORA, "W26", points=[CONCERN, STRENGTH])
    gone = (await submit_review(people, viewer("mod"), "W26", recommendation="STRONG_NO", confidence=5))["id"]
    await mutate(people, viewer("mod"), WITHDRAW, review=gone)
    data = await people.ask(ANYBODY, """{ paper(by: {id: "W26"}) { reviewSummary {
      count strengths concerns methodQuestions meanConfidence recommendations { recommendation count }
    } } }""")  # fmt: skip
    tallies = [("STRONG_YES", 0), ("YES", 2), ("NEUTRAL", 0), ("NO", 0), ("STRONG_NO", 0)]
    assert data["paper"]["reviewSummary"] == {
        "count": 3, "strengths": 3, "concerns": 2, "methodQuestions": 1, "meanConfidence": 2.5,
        "recommendations": [{"recommendation": name, "count": count} for name, count in tallies],
    }  # fmt: skip
    assert len(people.statements) == 1
    none = await people.ask(ANYBODY, '{ paper(by: {id: "W60"}) { reviewSummary { count meanConfidence } } }')
    assert none["paper"]["reviewSummary"] == {"count": 0, "meanConfidence": None}


async def test_reviews_in_every_order_page_by_page(people: Client) -> None:
    confidence: Mapping[str, int | None] = {"ada": 2, "ben": None, "cleo": 5, "dora": 2, "mod": 1, "root": None}
    review_id = {name: (await submit_review(people, viewer(name), "W27", confidence=sure))["id"]
             for name, sure in confidence.items()}  # fmt: skip
    for name in ("ben", "cleo"):
        await mutate(people, viewer(name), HELPFUL, review=review_id["dora"])
    await mutate(people, viewer("mod"), HELPFUL, review=review_id["ada"])
    await mutate(people, viewer("ada"), EDIT, review=review_id["ada"], summary="Edited.")
    orders = {
        ("CREATED_AT", "ASC"): list(review_id),
        ("CREATED_AT", "DESC"): list(review_id)[::-1],
        ("UPDATED_AT", "DESC"): ["ada", *[name for name in list(review_id)[::-1] if name != "ada"]],
        ("HELPFUL", "DESC"): ["dora", "ada", "root", "mod", "cleo", "ben"],
        ("CONFIDENCE", "DESC"): ["cleo", "dora", "ada", "mod", "root", "ben"],
    }
    query = """query ($order: ReviewOrder, $after: String) { paper(by: {id: "W27"}) {
      reviews(orderBy: $order, first: 2, after: $after) { nodes { author { handle } }
        pageInfo { hasNextPage endCursor } }
    } }"""
    for (field, direction), expected in orders.items():
        names: list[str] = []
        cursor, more = None, True
        while more:
            page = (await people.ask(ANYBODY, query, order={"field": field, "direction": direction}, after=cursor))[
                "paper"
            ]
            names += [node["author"]["handle"] for node in page["reviews"]["nodes"]]
            cursor, more = page["reviews"]["pageInfo"]["endCursor"], page["reviews"]["pageInfo"]["hasNextPage"]
        assert names == expected, field


async def test_papers_with_reviews_and_the_count_of_all(people: Client) -> None:
    await submit_review(people, CLEO, "W28")
    await submit_review(people, DORA, "W28")
    await submit_review(people, CLEO, "W27")
    data = await people.ask(ANYBODY, """{
      graph { reviews }
      with: papers(filter: {hasReviews: true}, orderBy: {field: REVIEWS}, first: 100) { nodes { id reviewCount } }
      without: papers(filter: {hasReviews: false}, first: 100) { nodes { reviewCount } }
    }""")  # fmt: skip
    counts = [node["reviewCount"] for node in data["with"]["nodes"]]
    assert counts == [2, 1]
    assert {node["reviewCount"] for node in data["without"]["nodes"]} == {0}
    assert data["graph"]["reviews"] == sum(counts)


async def test_pages_of_reviews_cost_one_statement_whatever_their_number(people: Client) -> None:
    page = f"""{{ papers(first: 50, orderBy: {{field: REVIEWS}}) {{ nodes {{
      reviews(first: 10) {{ nodes {REVIEW} totalCount }} reviewSummary {{ count strengths }}
    }} }} }}"""
    for person in (ANYBODY, BEN):
        await people.ask(person, page)
        assert len(people.statements) == 1


async def test_a_write_is_few_statements(people: Client) -> None:
    review_id = (await submit_review(people, BEN, "W29"))["id"]
    assert len(people.statements) == 4
    await mutate(people, BEN, EDIT, review=review_id, summary="x")
    assert len(people.statements) == 4


async def test_thirty_people_at_once_are_thirty_reviews_and_thirty_entries_of_the_log(people: Client) -> None:
    names = [f"crowd{number}" for number in range(30)]
    await people.store.write(cypher("""\
UNWIND $names AS name
CREATE (:User {id: 'usr_' + name, handle: name, name: name, joinedAt: '2026-01-01'})
RETURN count(*)"""), {"names": names})  # fmt: skip
    reviews = await asyncio.gather(*(submit_review(people, viewer(name), "W40") for name in names))
    await asyncio.gather(*(mutate(people, viewer(name), HELPFUL, review=reviews[0]["id"]) for name in names[1:]))
    paper = await people.ask(ANYBODY, """{ paper(by: {id: "W40"}) {
      reviewCount reviewSummary { count strengths }
      reviews(first: 1, orderBy: {field: HELPFUL}) { nodes { id helpfulCount } }
    } }""")  # fmt: skip
    assert paper["paper"] == {
        "reviewCount": 30, "reviewSummary": {"count": 30, "strengths": 30},
        "reviews": {"nodes": [{"id": reviews[0]["id"], "helpfulCount": 29}]},
    }  # fmt: skip
    positions = cypher(
        "MATCH (entry:Activity {paper: $paper}) WITH entry.position AS at ORDER BY at RETURN collect(at)"
    )
    assert await people.store.read(positions, {"paper": "W40"}) == list(range(1, 31))


async def test_an_edit_and_a_withdrawal_at_once_leave_one_tombstone(people: Client) -> None:
    review_id = (await submit_review(people, BEN, "W41"))["id"]
    edits = [mutate(people, BEN, EDIT, review=review_id, summary=f"Edit {number}") for number in range(5)]
    await asyncio.gather(*edits, *(mutate(people, BEN, WITHDRAW, review=review_id) for _ in range(3)))
    review = (await people.ask(ANYBODY, NODE, id=review_id))["node"]
    assert (review["withdrawn"], review["summary"], review["points"], review["revisions"]) == (True, None, [], [])
    edges = cypher("RETURN COUNT { (:Review {id: $id})-[:REVIEWS|HIDDEN_FROM|WITHDRAWN_FROM]->() }")
    assert await people.store.read(edges, {"id": review_id}) == 1
    kinds = [kind for kind, _ in await log(people.store, "W41")]
    assert kinds.count("REVIEW_WITHDRAWN") == 1
    assert kinds[-1] == "REVIEW_WITHDRAWN"
