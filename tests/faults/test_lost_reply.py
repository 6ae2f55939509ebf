"""A change whose commit is not answered: the error says that its outcome is unknown, and its repetition is safe. The
service itself repeats a vote."""

from typing import Final
from urllib.parse import urlsplit

from errors import StoreUnavailable
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.faults.proxy import COMMIT, Proxy
from tests.people.client import Client, viewer
from tests.people.conftest import create_people

COMMENT: Final = """mutation {
  addComment(input: {paper: "W1", body: "Once.", idempotencyKey: "a click"}) { comment { id } }
}"""
VOTE: Final = 'mutation { vote(input: {paper: "W1", vote: LIKE}) { paper { likeCount } userErrors { code } } }'
LOG: Final = cypher("MATCH (entry:Activity) RETURN collect(entry.kind)")
COMMENTS: Final = cypher("MATCH (comment:Comment) RETURN collect(comment.id)")


async def test_a_repetition_with_the_same_key_returns_what_was_stored(empty_store: Store, neo4j: Address) -> None:
    await create_people(empty_store)
    async with (
        Proxy.to(urlsplit(neo4j.uri).port or 0) as proxy,
        await Store.open(f"bolt://127.0.0.1:{proxy.port}", neo4j.auth, timeout=60) as store,
    ):
        ben = Client(store)
        proxy.loses = COMMIT
        _, (error,) = await ben.answer(viewer("ben"), COMMENT)
        assert isinstance(error.original_error, StoreUnavailable)
        assert "may be stored or not" in str(error.original_error)
        assert "idempotencyKey" in str(error.original_error)
        stored = await empty_store.read(COMMENTS, {})
        assert len(stored) == 1
        repeated = await ben.ask(viewer("ben"), COMMENT)
        assert [repeated["addComment"]["comment"]["id"]] == stored
        assert await empty_store.read(COMMENTS, {}) == stored


async def test_a_vote_is_repeated_when_its_answer_is_lost(empty_store: Store, neo4j: Address) -> None:
    await create_people(empty_store)
    async with (
        Proxy.to(urlsplit(neo4j.uri).port or 0) as proxy,
        await Store.open(f"bolt://127.0.0.1:{proxy.port}", neo4j.auth, timeout=60) as store,
    ):
        ben, before = Client(store), proxy.accepted
        proxy.loses = b"CREATE (viewer)-[:LIKED"
        answer = await ben.ask(viewer("ben"), VOTE)
        assert answer["vote"] == {"paper": {"likeCount": 1}, "userErrors": []}
        assert (proxy.loses, proxy.accepted > before) == (None, True)
        assert await empty_store.read(LOG, {}) == ["VOTE"]
