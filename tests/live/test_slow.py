"""Slow clients are closed and can reconnect; a service that shuts down sends a close code."""

import asyncio
import socket
from typing import Final

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from tests.endpoints.serving import Service, served, settings
from tests.live.listening import PROTOCOL, Hand, by_hand, socket_of, votes
from tests.people.client import Client, viewer

LONG: Final = cypher("MATCH (p:Paper {id: 'W1'}) SET p.abstract = $abstract RETURN p.id")
#: Several megabytes an event: more than what lies between two programs of one machine.
FIELDS: Final = " ".join(f"a{number}: abstract" for number in range(60))
LARGE: Final = f'subscription {{ paperActivity(paper: "W1") {{ cursor paper {{ {FIELDS} }} }} }}'


async def test_a_client_that_reads_nothing_is_closed_with_a_code_and_delays_nobody(
    people: Client, neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await people.store.write(LONG, {"abstract": "word " * 20_000})
    data = tmp_path_factory.mktemp("data")
    async with (
        served(settings(neo4j, data, live_send_seconds=0.5)) as service,
        connect(
            socket_of(service.address),
            sock=small_buffer(service.address),
            subprotocols=[PROTOCOL],
            compression=None,
            max_queue=1,
            max_size=None,
        ) as lazy,
        by_hand(service.address) as quick,
    ):
        slow = Hand(lazy)
        for hand in (slow, quick):
            await hand.begin()
        await slow.subscribe(query=LARGE)
        await quick.subscribe()
        await subscribed(service, 2)
        await votes(people, viewer("ben"), 5)
        assert [(await quick.hear())["type"] for _ in range(6)] == ["next"] * 6
        await subscribed(service, 1)
        async with asyncio.timeout(60):
            assert await _left(lazy) < 6
        assert (lazy.close_code, lazy.close_reason) == (1013, "Messages are not taken in time: reconnect and resume")


async def test_a_service_that_ends_says_so_and_ends_soon(
    people: Client, neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _ = people
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as service:
        hands = [by_hand(service.address) for _ in range(5)]
        open_ = [await each.__aenter__() for each in hands]
        for hand in open_:
            await hand.begin()
            await hand.subscribe()
    assert [(await hand.closed())[0] for hand in open_] == [1012] * 5
    for each in hands:
        await each.__aexit__(None, None, None)


def small_buffer(address: str) -> socket.socket:
    """A connection whose receive buffer stays small: Linux grows one of no fixed size up to 32 MB and more."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 10)
    connection.connect(("127.0.0.1", int(address.rpartition(":")[2])))
    return connection


async def subscribed(service: Service, number: int) -> None:
    """Waits until so many subscriptions follow the paper."""
    channels = service.app.state.live.follower._channels
    async with asyncio.timeout(60):
        while (channels["W1"].subscribers if "W1" in channels else 0) != number:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def _left(connection: ClientConnection) -> int:
    """How many messages still come."""
    number = 0
    try:
        while True:
            await connection.recv()
            number += 1
    except ConnectionClosedError:
        return number
