"""Subscribes with gql over graphql-transport-ws, or by hand, to send messages that no library sends."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

import orjson
from gql import Client as GqlClient
from gql import gql
from gql.transport.websockets import WebsocketsTransport
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from loaders.viewer import Viewer
from tests.people.client import Client

ACTIVITY: Final = """subscription ($paper: ID!, $after: String) {
  paperActivity(paper: $paper, after: $after) { cursor kind at paper { id likeCount dislikeCount } }
}"""
VOTE: Final = """mutation ($paper: ID!, $vote: Vote) {
  vote(input: {paper: $paper, vote: $vote}) { userErrors { message } }
}"""
PROTOCOL: Final = Subprotocol("graphql-transport-ws")


def socket_of(address: str) -> str:
    """Where the WebSocket of a service is."""
    return address.replace("http", "ws", 1) + "/graphql"


async def votes(people: Client, person: Viewer, number: int, paper: str = "W1") -> None:
    """So many votes that change something, one after the other."""
    for each in range(number):
        data = await people.ask(person, VOTE, paper=paper, vote="DISLIKE" if each % 2 else "LIKE")
        assert data["vote"]["userErrors"] == []
    await people.ask(person, VOTE, paper=paper, vote=None)


@asynccontextmanager
async def listening(address: str, paper: str = "W1", after: str | None = None) -> AsyncGenerator[AsyncGenerator[Any]]:
    """The activities of a paper, as a person's program gets them."""
    transport = WebsocketsTransport(url=socket_of(address), subprotocols=[PROTOCOL], connect_timeout=60)
    async with GqlClient(transport=transport, execute_timeout=30) as session:
        document = gql(ACTIVITY)
        document.variable_values = {"paper": paper, "after": after}
        stream = session.subscribe(document)
        try:
            yield _activities(stream)
        finally:
            await stream.aclose()


async def _activities(stream: AsyncGenerator[Any]) -> AsyncGenerator[Any]:
    async for data in stream:
        yield data["paperActivity"]


async def some(stream: AsyncGenerator[Any], number: int, seconds: float = 20) -> list[Any]:
    """So many of the activities that come next."""
    async with asyncio.timeout(seconds):
        return [await anext(stream) for _ in range(number)]


class Hand:
    """A WebSocket client whose messages the test chooses."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def say(self, **message: Any) -> None:
        await self.connection.send(orjson.dumps(message).decode())

    async def hear(self, seconds: float = 20) -> Any:
        """The next message."""
        async with asyncio.timeout(seconds):
            return orjson.loads(await self.connection.recv())

    async def begin(self, **payload: Any) -> None:
        await self.say(type="connection_init", payload=payload)
        assert (await self.hear())["type"] == "connection_ack"

    async def subscribe(self, name: str = "1", query: str = ACTIVITY, **variables: Any) -> None:
        await self.say(type="subscribe", id=name, payload={"query": query, "variables": {"paper": "W1", **variables}})

    async def closed(self, seconds: float = 20) -> tuple[int | None, str | None]:
        """The code and the reason with which the server closes."""
        async with asyncio.timeout(seconds):
            await self.connection.wait_closed()
        return self.connection.close_code, self.connection.close_reason


@asynccontextmanager
async def by_hand(address: str, **headers: str) -> AsyncGenerator[Hand]:
    """A connection before connection_init."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with connect(socket_of(address), subprotocols=[PROTOCOL], additional_headers=named) as connection:
        yield Hand(connection)
