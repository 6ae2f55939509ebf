"""graphql-core behind Starlette, each document parsed and validated once, answering from memory: MEMORY names the file
with all data."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson
from graphql import DocumentNode, GraphQLSchema, build_schema, parse, validate
from graphql import execute_sync as execute  # pyright: ignore[reportUnknownVariableType]
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.peers.installing import SOURCES

SCHEMA: Final[GraphQLSchema] = build_schema((SOURCES / "memory.graphql").read_text(encoding="utf-8"))
DATA: Final[dict[str, Any]] = orjson.loads(Path(os.environ["MEMORY"]).read_bytes())


@lru_cache(512)
def document_of(query: str) -> DocumentNode:
    """The parsed and validated document."""
    document = parse(query)
    errors = validate(SCHEMA, document)
    if errors:
        raise errors[0]
    return document


async def answer(request: Request) -> Response:
    """Executes synchronously, as all data is in memory."""
    request_body = orjson.loads(await request.body())
    result = execute(SCHEMA, document_of(request_body["query"]), DATA, variable_values=request_body["variables"])
    return Response(orjson.dumps({"data": result.data}), media_type="application/json")


app = Starlette(routes=[Route("/graphql", answer, methods=["POST"])])
