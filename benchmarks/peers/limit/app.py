"""The limit of hand-written code: a route, a statement and a function for each question, without GraphQL. A request
names its question."""

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Final, LiteralString

import orjson
from neo4j import READ_ACCESS, WRITE_ACCESS, AsyncGraphDatabase, NotificationMinimumSeverity
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.peers.limit import answers, statements

QUESTIONS: Final[dict[str, tuple[LiteralString, Callable[[list[Any]], dict[str, Any]]]]] = {
    "page": (statements.PAGE, answers.page),
    "topic": (statements.TOPIC, answers.topic),
    "papers": (statements.PAPERS, answers.papers),
    "vote": (statements.VOTE, answers.vote),
}


async def answer(request: Request) -> Response:
    """One question, one statement."""
    request_body = orjson.loads(await request.body())
    statement, shaped = QUESTIONS[request_body["operation"]]
    access, parameters = READ_ACCESS, request_body["variables"]
    if statement is statements.VOTE:
        access = WRITE_ACCESS
        parameters["at"] = datetime.now(UTC).isoformat()
    async with request.app.state.driver.session(database="neo4j", default_access_mode=access) as session:
        record = await (await session.run(statement, parameters)).single()
    return Response(orjson.dumps({"data": shaped(record[0])}), media_type="application/json")


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncGenerator[None]:
    async with AsyncGraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
        os.environ["NEO4J_URI"],
        auth=("neo4j", os.environ["NEO4J_PASSWORD"]),
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        telemetry_disabled=True,
    ) as driver:
        app.state.driver = driver
        yield


app = Starlette(routes=[Route("/graphql", answer, methods=["POST"])], lifespan=_lifespan)
