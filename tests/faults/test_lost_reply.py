"""A change whose commit is not answered: the error says that its outcome is unknown, and its repetition is safe."""

from typing import Final
from urllib.parse import urlsplit

from errors import StoreUnavailable
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.faults.proxy import Proxy
from tests.people.client import Client, viewer
from tests.people.conftest import create_people

COMMENT: Final = """mutation {
  addComment(input: {paper: "W1", body: "Once.", idempotencyKey: "a click"}) { comment { id } }
}"""
COMMENTS: Final = cypher("MATCH (comment:Comment) RETURN collect(comment.id)")


async def test_a_repetition_with_the_same_key_returns_what_was_stored(empty_store: Store, neo4j: Address) -> None:
    await create_people(empty_store)
    async with (
        Proxy.to(urlsplit(neo4j.uri).port or 0) as proxy,
        await Store.open(f"bolt://127.0.0.1:{proxy.port}", neo4j.auth, timeout=60) as store,
    ):
        ben = Client(store)
        proxy.loses_commits = True
        _, (error,) = await ben.answer(viewer("ben"), COMMENT)
        assert isinstance(error.original_error, StoreUnavailable)
        assert "may be stored or not" in str(error.original_error)
        assert "idempotencyKey" in str(error.original_error)
        stored = await empty_store.read(COMMENTS, {})
        assert len(stored) == 1
        proxy.loses_commits = False
        repeated = await ben.ask(viewer("ben"), COMMENT)
        assert [repeated["addComment"]["comment"]["id"]] == stored
        assert await empty_store.read(COMMENTS, {}) == stored
