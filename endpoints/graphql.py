"""GraphQL over HTTP: one operation a request, by POST with JSON or, for queries, by GET.

Source: GraphQL over HTTP, https://graphql.github.io/graphql-over-http/draft/
"""

import asyncio
import hashlib
from collections.abc import Mapping
from typing import Any, Final

import orjson
from graphql import GraphQLError, OperationType
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from endpoints.authentication import remember, viewer_of
from endpoints.error_formatting import format_errors
from endpoints.negotiation import EVENTS, GRAPHQL, JSON, accepted, takes_events
from endpoints.params import GraphQLParams, context_of, of_body, of_query
from endpoints.request_body import BadRequest
from endpoints.responses import has
from endpoints.sse import events
from errors import PeergraphError, RequestTimeout
from loaders.context import Context
from schema.documents import DOCUMENTS
from schema.query_execution import run
from settings import Settings

_READING: Final = frozenset({"GET", "HEAD"})
_BY_GET: Final = (OperationType.QUERY,)
_BY_POST: Final = (OperationType.QUERY, OperationType.MUTATION)


async def graphql(http: HttpRequest) -> Response:
    """Answers one request."""
    media = accepted(http.headers.get("accept"))
    try:
        if media is None and not takes_events(http.headers.get("accept")):
            raise BadRequest(f"This endpoint answers in {GRAPHQL} or {JSON}.", 406)
        asked = of_query(http) if http.method in _READING else await of_body(http)
        if media is None or DOCUMENTS.kind(asked.query, asked.operation) is OperationType.SUBSCRIPTION:
            return await _streamed(http, asked)
        return await _execute(http, asked, media)
    except PeergraphError as error:
        return _response(
            media or JSON, {"errors": format_errors([GraphQLError(str(error), original_error=error)])}, error.status
        )


async def _streamed(http: HttpRequest, asked: GraphQLParams) -> Response:
    if not takes_events(http.headers.get("accept")):
        raise BadRequest(
            f"A subscription is answered as {EVENTS}, which the request must accept, or over a WebSocket with the"
            " protocol graphql-transport-ws.",
            406,
        )
    return await events(http, asked)


async def _execute(http: HttpRequest, asked: GraphQLParams, media: str) -> Response:
    settings: Settings = http.app.state.settings
    viewer, caller = await viewer_of(http, acts=http.method not in _READING)
    context = context_of(http, viewer, caller)
    answer = await _executed(context, asked, media, by_get=http.method in _READING, seconds=settings.request_seconds)
    remember(http, caller, answer)
    if viewer or caller.cookie is not None:
        answer.headers["cache-control"] = "private, no-store"
        return answer
    return _tagged(http, answer) if http.method in _READING and answer.status_code == 200 else answer


def _tagged(http: HttpRequest, answer: Response) -> Response:
    """What anybody may read has a tag; who has it already is told so in no more than a line."""
    tag = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "no-cache", "vary": "Accept, Authorization, Cookie"}
    if has(http.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    answer.headers.update(headers)
    return answer


async def _executed(context: Context, asked: GraphQLParams, media: str, *, by_get: bool, seconds: float) -> Response:
    try:
        async with asyncio.timeout(seconds):
            result = await run(context, asked.query, asked.variables, asked.operation, _BY_GET if by_get else _BY_POST)
    except TimeoutError as error:
        raise RequestTimeout(f"The request took longer than {seconds:g} s and was ended.") from error
    except CannotGetOperationTypeError as error:
        raise BadRequest(_operation_wanted(asked)) from error
    except InvalidOperationTypeError as error:
        raise BadRequest(
            f"{error.as_http_error_reason('GET' if by_get else 'POST').capitalize()}: use POST.", 405
        ) from error
    body: dict[str, Any] = {"errors": format_errors(result.errors)} if result.errors else {}
    if context.cost is None:
        # Nothing ran: a request error, which has no data and, in GraphQL's own media type, a status that says so.
        return _response(media, body, 400 if media == GRAPHQL else 200)
    body |= {"data": result.data, "extensions": {"cost": context.cost.shown}}
    return _response(media, body, 200)


def _operation_wanted(asked: GraphQLParams) -> str:
    if asked.operation is None:
        return "The document holds several operations, or none: give `operationName`."
    return f"The document has no operation named {asked.operation!r}."


def _response(media: str, body: Mapping[str, Any], status: int) -> Response:
    headers = {"content-type": f"{media}; charset=utf-8"}
    if status == 405:
        headers["allow"] = "POST"
    if status == 401:
        headers["www-authenticate"] = 'Bearer realm="peergraph", error="invalid_token"'
    return Response(orjson.dumps(body), status, headers)
