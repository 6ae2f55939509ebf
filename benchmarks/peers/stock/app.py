"""A Strawberry service over Neo4j as the manuals of both write it: typed resolvers, a dataloader for each of them, the
official driver, cached parsing and validation, Strawberry's own ASGI application."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from typing import Final

import strawberry
from neo4j import AsyncDriver, AsyncGraphDatabase
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache

from benchmarks.peers.stock import statements
from benchmarks.peers.stock.loading import Loaders
from benchmarks.peers.stock.types import Info, Paper, PaperConnection, Topic, connection, paper


@strawberry.input
class Key:
    id: strawberry.ID


@strawberry.type
class Query:
    @strawberry.field
    async def paper(self, info: Info, by: Key) -> Paper | None:
        row = await info.context.load(statements.PAPER, by.id)
        return None if row is None else paper(row)

    @strawberry.field
    async def topic(self, info: Info, by: Key) -> Topic | None:
        row = await info.context.load(statements.TOPIC, by.id)
        return None if row is None else Topic(**row)

    @strawberry.field
    async def papers(self, info: Info, first: int = 25) -> PaperConnection:
        return connection(await info.context.load(statements.PAPERS, "", first))


@strawberry.enum
class Vote(Enum):
    LIKE = "LIKE"
    DISLIKE = "DISLIKE"


@strawberry.input
class VoteInput:
    paper: strawberry.ID
    vote: Vote | None = None


@strawberry.type
class Voted:
    id: strawberry.ID
    like_count: int
    dislike_count: int


@strawberry.type
class VotePayload:
    paper: Voted


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def vote(self, info: Info, input: VoteInput) -> VotePayload:  # noqa: A002
        statement = statements.LIKE if input.vote is Vote.LIKE else statements.DISLIKE
        row = await info.context.write(statement, {"paper": input.paper, "key": info.context.key, "at": now()})
        counts = {"like_count": row["likeCount"], "dislike_count": row["dislikeCount"]}
        return VotePayload(paper=Voted(id=row["id"], **counts))


def now() -> str:
    """The time, as the store keeps it."""
    return datetime.now(UTC).isoformat()


SCHEMA: Final = strawberry.Schema(Query, Mutation, extensions=[ParserCache, ValidationCache])


class Endpoint(GraphQL[Loaders, None]):
    """Strawberry's endpoint, with the dataloaders of each request, and who asks, as its context."""

    driver: AsyncDriver

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Loaders:
        """The dataloaders."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return Loaders(self.driver, sha256(token.encode()).hexdigest())


_ENDPOINT: Final = Endpoint(SCHEMA, graphql_ide=None)


@asynccontextmanager
async def _lifespan(_: Starlette) -> AsyncGenerator[None]:
    async with AsyncGraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
        os.environ["NEO4J_URI"], auth=("neo4j", os.environ["NEO4J_PASSWORD"])
    ) as driver:
        _ENDPOINT.driver = driver
        yield


app = Starlette(routes=[Route("/graphql", _ENDPOINT)], lifespan=_lifespan)
