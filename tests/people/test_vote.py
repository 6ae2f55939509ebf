"""At most one vote per person and paper, also under concurrency."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.store import Store
from loaders.viewer import Viewer
from tests.people.client import ANYBODY, Client, viewer
from tests.people.conftest import CREATE_PEOPLE, PEOPLE

VOTE: Final = """mutation ($paper: ID!, $vote: Vote, $key: String) {
  vote(input: {paper: $paper, vote: $vote, idempotencyKey: $key}) {
    paper { id likeCount dislikeCount } vote userErrors { field code message }
  }
}"""
COUNTS: Final = '{ paper(by: {id: "W1"}) { likeCount dislikeCount } }'
CROWD: Final = cypher("UNWIND $names AS name CREATE (:User {id: 'usr_' + name, handle: name}) RETURN count(*)")
LOG: Final = cypher("""\
RETURN COLLECT { MATCH (entry:Activity {paper: $paper}) RETURN entry.position ORDER BY entry.position }""")
BEN: Final = viewer("ben")


@pytest_asyncio.fixture
async def people(empty_store: Store) -> Client:
    """The people and papers of this folder, new for each test, because tests count votes."""
    await empty_store.write(CREATE_PEOPLE, {"people": list(PEOPLE)})
    return Client(empty_store)


async def cast_vote(people: Client, person: Viewer, vote: str | None, paper: str = "W1", key: str | None = None) -> Any:
    return (await people.ask(person, VOTE, paper=paper, vote=vote, key=key))["vote"]


async def log(store: Store, paper: str) -> Sequence[int]:
    return await store.read(LOG, {"paper": paper})


async def test_a_vote_is_set_changed_and_withdrawn(people: Client) -> None:
    liked = await cast_vote(people, BEN, "LIKE")
    assert liked == {"paper": {"id": "W1", "likeCount": 1, "dislikeCount": 0}, "vote": "LIKE", "userErrors": []}
    assert (await cast_vote(people, BEN, "DISLIKE"))["paper"] == {"id": "W1", "likeCount": 0, "dislikeCount": 1}
    assert (await cast_vote(people, BEN, None))["paper"] == {"id": "W1", "likeCount": 0, "dislikeCount": 0}


async def test_a_vote_is_one_statement_that_writes_and_one_that_reads(people: Client) -> None:
    await cast_vote(people, BEN, "LIKE")
    assert len(people.statements) == 2


async def test_two_votes_in_one_request_each_return_their_state(people: Client) -> None:
    both = await people.ask(BEN, """mutation {
      a: vote(input: {paper: "W1", vote: DISLIKE}) { paper { likeCount dislikeCount } }
      b: vote(input: {paper: "W1", vote: LIKE}) { paper { likeCount dislikeCount } }
    }""")  # fmt: skip
    assert both["a"]["paper"] == {"likeCount": 0, "dislikeCount": 1}
    assert both["b"]["paper"] == {"likeCount": 1, "dislikeCount": 0}


async def test_any_id_of_a_paper_names_it(people: Client) -> None:
    for paper in ("W1", "W9", "doi:10.5555/1"):
        assert (await cast_vote(people, BEN, "LIKE", paper))["paper"]["id"] == "W1"


async def test_a_missing_paper_is_reported_with_its_field(people: Client) -> None:
    for paper in ("W404", "nonsense", "A1", "usr_ben"):
        answer = await cast_vote(people, BEN, "LIKE", paper)
        assert answer["paper"] is None
        assert [(each["field"], each["code"]) for each in answer["userErrors"]] == [(["paper"], "NOT_FOUND")]


async def test_a_vote_needs_a_viewer_who_may_write(people: Client) -> None:
    assert await people.code(ANYBODY, VOTE, paper="W1", vote="LIKE") == "UNAUTHENTICATED"
    assert await people.code(viewer("ben", may_write=False), VOTE, paper="W1", vote="LIKE") == "FORBIDDEN"


async def test_fifty_people_at_once_are_fifty_votes_and_fifty_entries_of_the_log(people: Client) -> None:
    names = [f"crowd{number}" for number in range(50)]
    await people.store.write(CROWD, {"names": names})
    before = len(await log(people.store, "W2"))
    values = ["LIKE" if number % 3 else "DISLIKE" for number in range(50)]
    await asyncio.gather(
        *(cast_vote(people, viewer(name), vote, "W2") for name, vote in zip(names, values, strict=True))
    )
    counts = (await people.ask(ANYBODY, COUNTS.replace("W1", "W2")))["paper"]
    assert counts == {"likeCount": values.count("LIKE"), "dislikeCount": values.count("DISLIKE")}
    assert await log(people.store, "W2") == list(range(1, before + 51))


async def test_one_person_from_ten_places_at_once_has_one_vote(people: Client) -> None:
    before = await people.ask(ANYBODY, COUNTS)
    entries = len(await log(people.store, "W1"))
    await asyncio.gather(*(cast_vote(people, viewer("cleo"), "LIKE") for _ in range(10)))
    after = await people.ask(ANYBODY, COUNTS)
    assert after["paper"]["likeCount"] == before["paper"]["likeCount"] + 1
    assert len(await log(people.store, "W1")) == entries + 1


async def test_a_repeated_write_is_done_once(people: Client) -> None:
    await asyncio.gather(*(cast_vote(people, viewer("dora"), "LIKE", key="click") for _ in range(5)))
    withdrawn = (await cast_vote(people, viewer("dora"), None))["paper"]
    repeated = await cast_vote(people, viewer("dora"), "LIKE", key="click")
    assert repeated == {"paper": withdrawn, "vote": "LIKE", "userErrors": []}


async def test_a_key_serves_one_input_and_one_person(people: Client) -> None:
    await cast_vote(people, BEN, "LIKE", key="k")
    answer = await cast_vote(people, BEN, "DISLIKE", key="k")
    assert [(each["field"], each["code"]) for each in answer["userErrors"]] == [(["idempotencyKey"], "KEY_REUSED")]
    assert (await cast_vote(people, viewer("cleo"), "DISLIKE", key="k"))["userErrors"] == []
    long = await cast_vote(people, BEN, "LIKE", key="k" * 101)
    assert [each["code"] for each in long["userErrors"]] == ["TOO_LONG"]
