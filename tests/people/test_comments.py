"""Comments on papers and reviews: threads of two levels that keep their shape when comments are deleted."""

import asyncio
from typing import Any, Final

import pytest
from graphql import GraphQLError

from graphdb.cypher import cypher
from loaders.viewer import Viewer
from tests.people.client import ANYBODY, Client, viewer
from tests.people.test_vote import LOG

FIELDS: Final = """comment { id kind body bodyHtml link deleted hidden byAuthor editedAt
  author { handle } paper { id } parent { id } review { id } }
  paper { id commentCount } userErrors { field code message }"""
ADD: Final = f"mutation ($input: AddCommentInput!) {{ addComment(input: $input) {{ {FIELDS} }} }}"
EDIT: Final = f"mutation ($input: EditCommentInput!) {{ editComment(input: $input) {{ {FIELDS} }} }}"
DELETE: Final = f"mutation ($id: ID!) {{ deleteComment(input: {{comment: $id}}) {{ {FIELDS} }} }}"
THREADS: Final = """query ($paper: ID!, $kinds: [CommentKind!], $order: CommentOrder) { paper(by: {id: $paper}) {
  commentCount comments(kinds: $kinds, orderBy: $order) { totalCount nodes { id body deleted
    replies { totalCount nodes { id deleted } } } }
} }"""
REVIEW: Final = """mutation ($paper: ID!) { submitReview(input: {
  paper: $paper, points: [{kind: CONCERN, text: "Too small a sample."}]
}) { review { id } userErrors { message } } }"""
KINDS: Final = cypher("""\
MATCH (entry:Activity {paper: $paper, subject: $subject})
WITH entry ORDER BY entry.position
RETURN collect(entry.kind)""")
BEN: Final = viewer("ben")
CLEO: Final = viewer("cleo")


async def add_comment(people: Client, person: Viewer, **fields: Any) -> Any:
    """The comment in the response."""
    answer = (await people.ask(person, ADD, input={"body": "So it is.", **fields}))["addComment"]
    assert answer["userErrors"] == []
    return answer["comment"]


async def user_errors(people: Client, person: Viewer, query: str, **variables: Any) -> list[tuple[str, str]]:
    """Fields and codes of the user errors."""
    ((_, answer),) = (await people.ask(person, query, **variables)).items()
    assert answer["comment"] is None
    return [(".".join(each["field"]), each["code"]) for each in answer["userErrors"]]


async def threads(people: Client, paper: str = "W2", **arguments: Any) -> dict[str, list[str]]:
    """Each comment on the paper with its replies, tombstones with a cross; the counts must fit."""
    data = (await people.ask(ANYBODY, THREADS, paper=paper, **arguments))["paper"]
    listed = data["comments"]["nodes"]
    assert data["comments"]["totalCount"] == len(listed)
    for each in listed:
        assert each["replies"]["totalCount"] == len(each["replies"]["nodes"])
        assert each["body"] == "" if each["deleted"] else each["body"]
    return {_name(each): [_name(reply) for reply in each["replies"]["nodes"]] for each in listed}


def _name(comment: Any) -> str:
    return f"{comment['id']}{'+' * comment['deleted']}"


async def test_a_comment_has_its_subject_and_author(people: Client) -> None:
    first = await add_comment(people, viewer("ada"), paper="doi:10.5555/1", kind="CAVEAT", body="  Mind the *units*. ")
    comment_id = first.pop("id")
    assert comment_id.startswith("com_")
    assert first == {
        "kind": "CAVEAT", "body": "Mind the *units*.", "bodyHtml": "<p>Mind the <em>units</em>.</p>\n", "link": None,
        "deleted": False, "hidden": False, "byAuthor": True, "editedAt": None, "author": {"handle": "ada"},
        "paper": {"id": "W1"}, "parent": None, "review": None,
    }  # fmt: skip
    reply = await add_comment(people, BEN, parent=comment_id, kind="REPLICATION", link="https://example.org/run#42")
    assert (reply["parent"], reply["paper"], reply["byAuthor"]) == ({"id": comment_id}, {"id": "W1"}, False)
    assert reply["link"] == "https://example.org/run#42"
    data = await people.ask(ANYBODY, '{ user(id: "usr_ben") { comments { totalCount nodes { id } } } }')
    assert data["user"]["comments"] == {"totalCount": 1, "nodes": [{"id": reply["id"]}]}


async def test_comments_on_a_review_belong_to_its_paper_and_follow_the_review(people: Client) -> None:
    review = (await people.ask(CLEO, REVIEW, paper="W1"))["submitReview"]["review"]["id"]
    before = (await people.ask(ANYBODY, THREADS, paper="W1"))["paper"]
    first = await add_comment(people, BEN, review=review, kind="QUESTION")
    reply = await add_comment(people, CLEO, parent=first["id"])
    assert (first["review"], first["paper"]) == ({"id": review}, {"id": "W1"})
    data = await people.ask(
        ANYBODY, "query ($id: ID!) { node(id: $id) { ... on Review { replies { totalCount nodes { id replies "
        "{ nodes { id } } } } } } }", id=review,
    )  # fmt: skip
    below = [{"id": first["id"], "replies": {"nodes": [{"id": reply["id"]}]}}]
    assert data["node"]["replies"] == {"totalCount": 1, "nodes": below}
    after = (await people.ask(ANYBODY, THREADS, paper="W1"))["paper"]
    assert after["comments"] == before["comments"]
    assert after["commentCount"] == before["commentCount"] + 2


async def test_a_thread_has_two_levels(people: Client) -> None:
    first = await add_comment(people, BEN, paper="W2")
    reply = await add_comment(people, CLEO, parent=first["id"])
    answer = (await people.ask(BEN, ADD, input={"body": "No.", "parent": reply["id"]}))["addComment"]
    ((field, code, message),) = [tuple(each.values()) for each in answer["userErrors"]]
    assert (field, code) == (["parent"], "TOO_DEEP")
    assert first["id"] in message


@pytest.mark.parametrize("last", ["first", "reply"])
async def test_a_deleted_comment_remains_while_it_has_live_replies(people: Client, last: str) -> None:
    before = await threads(people)
    first = (await add_comment(people, BEN, paper="W2"))["id"]
    reply = (await add_comment(people, CLEO, parent=first))["id"]
    assert (await threads(people))[first] == [reply]
    gone, left, person, other = (first, reply, BEN, CLEO) if last == "reply" else (reply, first, CLEO, BEN)
    answer = (await people.ask(person, DELETE, id=gone))["deleteComment"]
    comment = answer["comment"]
    assert (comment["body"], comment["bodyHtml"], comment["deleted"], comment["hidden"]) == ("", "", True, False)
    now = await threads(people)
    assert now == {**before, **({f"{first}+": [left]} if gone == first else {first: []})}
    assert await user_errors(people, other, ADD, input={"body": "x", "parent": gone}) == [("parent", "NOT_FOUND")]
    await people.ask(other, DELETE, id=left)
    assert await threads(people) == before
    assert (await people.ask(other, DELETE, id=left))["deleteComment"]["userErrors"] == []
    kinds = await people.store.read(KINDS, {"paper": "W2", "subject": left})
    assert kinds == ["COMMENT", "COMMENT_DELETED"]
    data = await people.ask(ANYBODY, "query ($id: ID!) { node(id: $id) { ... on Comment { body deleted } } }", id=gone)
    assert data["node"] == {"body": "", "deleted": True}


async def test_an_edit_keeps_what_it_does_not_name(people: Client) -> None:
    first = await add_comment(people, BEN, paper="W2", kind="REPLICATION", link="http://example.org")
    unchanged = (await people.ask(BEN, EDIT, input={"comment": first["id"], "body": "So it is."}))["editComment"]
    assert unchanged["comment"]["editedAt"] is None
    edited = (await people.ask(BEN, EDIT, input={"comment": first["id"], "body": "Now."}))["editComment"]["comment"]
    assert (edited["kind"], edited["body"], edited["link"]) == ("REPLICATION", "Now.", "http://example.org")
    assert edited["editedAt"] is not None
    without = {"comment": first["id"], "link": None}
    assert await user_errors(people, BEN, EDIT, input=without) == [("link", "REQUIRED")]
    noted = (await people.ask(BEN, EDIT, input={**without, "kind": "NOTE"}))["editComment"]["comment"]
    assert (noted["kind"], noted["link"]) == ("NOTE", None)
    kinds = await people.store.read(KINDS, {"paper": "W2", "subject": first["id"]})
    assert kinds == ["COMMENT", "COMMENT_EDITED", "COMMENT_EDITED"]
    await people.ask(BEN, DELETE, id=first["id"])
    assert await user_errors(people, BEN, EDIT, input={"comment": first["id"], "body": "x"}) == [
        ("comment", "NOT_FOUND")
    ]


async def test_only_its_author_changes_a_comment(people: Client) -> None:
    first = await add_comment(people, BEN, paper="W2")
    for person, code in (
        (ANYBODY, "UNAUTHENTICATED"),
        (CLEO, "FORBIDDEN"),
        (viewer("ben", may_write=False), "FORBIDDEN"),
    ):
        assert await people.code(person, EDIT, input={"comment": first["id"], "body": "x"}) == code
        assert await people.code(person, DELETE, id=first["id"]) == code
    assert await people.code(ANYBODY, ADD, input={"body": "x", "paper": "W1"}) == "UNAUTHENTICATED"


WRONG: Final = [
    ({"body": "x"}, ("paper", "ONE_OF")),
    ({"body": "x", "paper": "W1", "parent": "com_1"}, ("paper", "ONE_OF")),
    ({"body": " ", "paper": "W1"}, ("body", "REQUIRED")),
    ({"body": "x" * 5_001, "paper": "W1"}, ("body", "TOO_LONG")),
    ({"body": "x", "paper": "W404"}, ("paper", "NOT_FOUND")),
    ({"body": "x", "review": "rev_404"}, ("review", "NOT_FOUND")),
    ({"body": "x", "parent": "rev_404"}, ("parent", "NOT_FOUND")),
    ({"body": "x", "paper": "W1", "kind": "REPLICATION"}, ("link", "REQUIRED")),
    ({"body": "x", "paper": "W1", "link": "https://example.org/" + "x" * 2_000}, ("link", "TOO_LONG")),
]


@pytest.mark.parametrize(("fields", "expected"), WRONG)
async def test_invalid_input_is_reported_with_its_field(
    people: Client, fields: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert await user_errors(people, BEN, ADD, input=fields) == [expected]


@pytest.mark.parametrize("link", [
    "javascript:alert(1)", "data:text/html,x", "//example.org", "example.org", "https://", "https://ben@example.org",
    "https://a b", "https://example.org\\@evil.example", "http://[::1", "ftp://example.org", "https://x:99999",
])  # fmt: skip
async def test_a_link_must_be_a_complete_web_address(people: Client, link: str) -> None:
    fields = {"body": "x", "paper": "W1", "link": link}
    assert await user_errors(people, BEN, ADD, input=fields) == [("link", "NOT_AN_ADDRESS")]


async def test_lists_are_of_kinds_in_an_order_and_pages(people: Client) -> None:
    answered = (await add_comment(people, BEN, paper="W2", kind="CAVEAT", body="a"))["id"]
    await add_comment(people, CLEO, parent=answered)
    later = (await add_comment(people, BEN, paper="W2", kind="CAVEAT", body="b"))["id"]
    assert list(await threads(people, kinds=["CAVEAT"])) == [later, answered]
    oldest = {"field": "CREATED_AT", "direction": "ASC"}
    assert list(await threads(people, kinds=["CAVEAT"], order=oldest)) == [answered, later]
    assert next(iter(await threads(people, order={"field": "REPLIES"}))) == answered
    _, errors = await people.answer(ANYBODY, THREADS, paper="W2", kinds=[])
    assert [str(error.message) for error in errors] == [
        "`kinds` is an empty list, which nothing matches: omit it, or add a value."
    ]


@pytest.mark.parametrize("person", [ANYBODY, BEN], ids=["anybody", "ben"])
async def test_a_page_with_all_that_people_added_is_one_statement(people: Client, person: Viewer | None) -> None:
    await people.ask(
        person,
        """{ papers(first: 50) { nodes { reviewSummary { count } reviews { nodes { points { text } } }
          readingFrame { likes viewerVote viewerHasSaved collections { totalCount nodes { title } }
            viewerCollections { id } } reactions { kind count viewerReacted }
          commentCount comments(first: 5) { totalCount nodes { id body byAuthor
          author { handle } parent { id } replies(first: 3) { nodes { body author { handle } } } } } } } }""",
    )
    assert len(people.statements) == 1


async def test_replies_and_the_end_of_what_they_answer_do_not_pass_each_other(people: Client) -> None:
    for _ in range(5):
        first = (await add_comment(people, BEN, paper="W1"))["id"]
        answers: list[tuple[Any, list[GraphQLError]]] = await asyncio.gather(
            people.answer(BEN, DELETE, id=first),
            *(people.answer(CLEO, ADD, input={"body": "x", "parent": first}) for _ in range(3)),
            *(people.answer(viewer("dora"), ADD, input={"body": "x", "parent": first}) for _ in range(3)),
        )
        assert not any(errors for _, errors in answers)
        stand = {each["addComment"]["comment"]["id"] for each, _ in answers[1:] if each["addComment"]["comment"]}
        visible = await threads(people, "W1")
        assert set(visible.get(f"{first}+", [])) == stand
    positions = await people.store.read(LOG, {"paper": "W1"})
    assert positions == list(range(1, len(positions) + 1))


async def test_a_repeated_comment_is_written_once(people: Client) -> None:
    fields = {"body": "Once.", "paper": "W1", "idempotencyKey": "once"}
    ids = {(await add_comment(people, BEN, **fields))["id"] for _ in range(3)}
    assert len(ids) == 1
