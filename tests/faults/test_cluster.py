"""Two processes on one cluster: who asks is read where it was written; all else from any member, in order."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from accounts import secret, sessions
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.faults.proxy import Proxy
from tests.faults.router import router

USER = cypher("""\
MERGE (u:User {id: 'usr_ada'})
SET u.handle = 'ada', u.handleKey = 'ada', u.name = 'Ada', u.joinedAt = '2026-01-01T00:00:00.000Z'
RETURN u.id""")
LIFETIME = sessions.Lifetime(1, 10)


@asynccontextmanager
async def _cluster(neo4j: Address) -> AsyncGenerator[tuple[Store, Proxy, Proxy]]:
    """A store with routing, the member that takes writes, and one that is read."""
    port = urlsplit(neo4j.uri).port or 0
    async with (
        Proxy.to(port) as leader,
        Proxy.to(port) as follower,
        router(port, {"WRITE": leader.port, "READ": follower.port}) as member,
        await Store.open(f"neo4j://127.0.0.1:{member}", neo4j.auth, database="neo4j", timeout=5) as store,
    ):
        yield store, leader, follower


async def test_a_session_is_found_where_it_was_written(graph: Store, neo4j: Address) -> None:
    """It began in another process, and the other member does not answer at all."""
    await graph.write(USER, {})
    value, _ = await graph.transact(lambda transaction: sessions.begin(transaction, "usr_ada", "Firefox", LIFETIME))
    async with _cluster(neo4j) as (store, leader, follower):
        follower.refuses = True
        follower.reset()
        opened = follower.accepted
        found = await sessions.find(store, value, LIFETIME)
        assert found is not None
        assert found[0].handle == "ada"
        assert await sessions.find(store, secret.new_secret()[0], LIFETIME) is None
        assert (leader.accepted > 0, follower.accepted) == (True, opened)


async def test_other_reads_are_those_of_any_member_and_see_what_this_process_wrote(
    graph: Store, neo4j: Address
) -> None:
    async with _cluster(neo4j) as (store, leader, follower):
        opened = leader.accepted
        assert await store.read(cypher("RETURN 1"), {}) == 1
        assert (leader.accepted, follower.accepted > 0) == (opened, True)
        follower.delay = 0.05
        for number in range(5):
            await store.write(cypher("MERGE (n:Counter {id: 'one'}) SET n.number = $number"), {"number": number})
            assert await store.read(cypher("MATCH (n:Counter) RETURN n.number"), {}) == number
    await graph.write(cypher("MATCH (n:Counter) DELETE n"), {})
