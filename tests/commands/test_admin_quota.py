"""The quota of an access token, which an operator sets."""

from accounts import tokens
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.commands.test_admin import run
from tests.hardening.conftest import ADA, USER


async def test_an_operator_sets_the_quota_of_a_token(graph: Store, neo4j: Address) -> None:
    more = {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.auth[1] if neo4j.auth else ""}
    await graph.write(USER, {"id": ADA})
    created = await tokens.create(graph, ADA, "library", "READ", None)
    assert created is not None
    token, secret = created
    assert await run("quota", token, "5000000", more=more) == (0, "library has a quota of 5,000,000 per minute\n")
    found = await tokens.find(graph, secret)
    assert found is not None
    assert found[0].quota == (token, 5_000_000)
    assert await run("quota", token, "0", more=more) == (0, "library has the quota of its user\n")
    assert await run("quota", "tok_none", "1", more=more) == (1, "No access token has the id 'tok_none'.")
