"""Start-up errors if the configured Neo4j cannot be used. `tests/graphdb/embedded/test_server.py` tests errors of
requests when Neo4j stops."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from errors import CannotStart, StoreUnavailable
from graphdb.cypher import cypher
from graphdb.embedded.jars import LOCK, read_lock
from graphdb.embedded.server import Address
from graphdb.store import OLDEST, Store, Transaction

ONE = cypher("RETURN 1")


@pytest.fixture
async def web_server() -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(20)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"bolt://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def test_the_oldest_neo4j_that_is_accepted_is_that_of_the_tests() -> None:
    (jar,) = (each for each in read_lock(LOCK) if each.path.startswith("org/neo4j/neo4j/"))
    year, month = jar.path.split("/")[3].split(".")[:2]
    assert (int(year), int(month)) == OLDEST


@pytest.mark.parametrize(
    ("uri", "says"),
    [
        ("bolt://no-such-host.invalid:7687", r"no-such-host\.invalid:7687 cannot be reached"),
        ("neo4j://127.0.0.1:1", "cannot be reached"),
        ("bolt://127.0.0.1:1", "cannot be reached"),
        ("http://127.0.0.1:7474", "not an address of a Neo4j"),
        ("nonsense", "not an address of a Neo4j"),
    ],
)
async def test_an_address_without_neo4j_is_one_sentence(uri: str, says: str) -> None:
    with pytest.raises(CannotStart, match=says) as raised:
        await Store.open(uri, ("neo4j", "x"), timeout=3)
    assert "\n" not in str(raised.value)
    assert uri in str(raised.value)


async def test_more_statements_than_connections_is_told_as_busy(neo4j: Address) -> None:
    async with await Store.open(neo4j.uri, neo4j.auth, timeout=3, pool=1) as store:

        async def hold(transaction: Transaction) -> None:
            await transaction.run(ONE, {})
            with pytest.raises(StoreUnavailable, match="try again"):
                await store.read(ONE, {})

        await store.transact(hold, within=20)


async def test_what_is_no_neo4j_is_told(web_server: str) -> None:
    with pytest.raises(CannotStart, match="not Neo4j"):
        await Store.open(web_server, ("neo4j", "x"), timeout=3)


@pytest.mark.parametrize("password", ["neo4j", "wrong"])
async def test_a_wrong_password_is_told(neo4j: Address, password: str) -> None:
    with pytest.raises(CannotStart, match="NEO4J_PASSWORD"):
        await Store.open(neo4j.uri, ("neo4j", password))


async def test_a_database_that_is_not_there_is_told(neo4j: Address) -> None:
    with pytest.raises(CannotStart, match="elsewhere"):
        await Store.open(neo4j.uri, neo4j.auth, database="elsewhere")
