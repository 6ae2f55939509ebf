"""GraphQL over HTTP: one operation per request, by POST with JSON or, for queries, by GET.

Source: GraphQL over HTTP, https://graphql.github.io/graphql-over-http/draft/
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

import orjson
from graphql import OperationType
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from endpoints.authentication import remember, viewer_of
from endpoints.error_formatting import format_exception, format_result, is_internal
from endpoints.negotiation import EVENTS, GRAPHQL, JSON, accepted, takes_events
from endpoints.params import context_of, of_body, of_query
from endpoints.request_body import BadRequest, MalformedParams, check_body
from endpoints.responses import ResponseTooLarge, deadline, has, retry_header
from endpoints.sse import events, single_event
from errors import PeergraphError
from execution.prepare import ANY, RequestError
from execution.prepared_operation import PreparedOperation
from schema.operations import prepare
from settings import Settings

_READING: Final = frozenset({"GET", "HEAD"})
_BY_GET: Final = ANY - {OperationType.MUTATION}


async def graphql(http: HttpRequest) -> Response:
    """Handles one request."""
    media = accepted(http.headers.get("accept"))
    try:
        async with deadline(http):
            return await _respond(http, media)
    except RequestError as error:
        # Nothing ran: the response has no data, and an error status in the media type of GraphQL.
        return _error_response(media, error, 500 if is_internal(error) else error.status if media == GRAPHQL else 200)
    except MalformedParams as error:
        return _error_response(media, error, 422 if media == GRAPHQL else error.status)
    except PeergraphError as error:
        return _error_response(media, error, error.status)
    except Exception as error:
        return _error_response(media, error, PeergraphError.status)


async def _respond(http: HttpRequest, media: str | None) -> Response:
    if media is None and not takes_events(http.headers.get("accept")):
        raise BadRequest(f"This endpoint responds in {GRAPHQL} or {JSON}.", 406)
    settings: Settings = http.app.state.settings
    params = of_query(http) if http.method in _READING else await of_body(http)
    try:
        operation = prepare(params, settings.limits, _BY_GET if http.method in _READING else ANY)
    except RequestError as error:
        if media is None:
            return single_event(orjson.dumps({"errors": format_exception(error)}))
        raise
    check_body(http, imports=operation.selects("importLibrary"))
    if operation.kind is not OperationType.SUBSCRIPTION:
        return await _execute(http, operation, media)
    if takes_events(http.headers.get("accept")):
        return await events(http, params)
    raise BadRequest(
        f"The response to a subscription is {EVENTS}, which the request must accept, or over a WebSocket with the"
        " protocol graphql-transport-ws.",
        406,
    )


async def _execute(http: HttpRequest, operation: PreparedOperation, media: str | None) -> Response:
    settings: Settings = http.app.state.settings
    if operation.kind is OperationType.MUTATION:
        http.app.state.store.check_space()
    viewer, caller = await viewer_of(http, acts=http.method not in _READING)
    result = await operation.execute(context_of(http, viewer, caller))
    body = format_result(result, operation.cost)
    response = single_event(orjson.dumps(body)) if media is None else _response(media, body)
    if len(response.body) > settings.response_bytes:
        raise ResponseTooLarge(settings.response_bytes)
    remember(http, caller, response)
    if viewer or caller.cookie is not None or caller.cookies:
        response.headers["cache-control"] = "private, no-store"
        return response
    return _add_etag(http, response) if http.method in _READING and media is not None else response


def _add_etag(http: HttpRequest, response: Response) -> Response:
    """Adds an ETag to a public response; 304 when the client has it already."""
    content = response.headers["content-type"].encode() + b"\n" + response.body
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "no-cache", "vary": "Accept, Authorization, Cookie"}
    if has(http.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


def _error_response(media: str | None, error: Exception, status: int) -> Response:
    response = _response(media or JSON, {"errors": format_exception(error)}, status)
    response.headers.update({"cache-control": "no-store", **retry_header(error)})
    return response


def _response(media: str, body: Mapping[str, Any], status: int = 200) -> Response:
    headers = {"content-type": f"{media}; charset=utf-8"}
    if status == 405:
        headers["allow"] = "POST"
    if status == 401:
        headers["www-authenticate"] = 'Bearer realm="peergraph", error="invalid_token"'
    return Response(orjson.dumps(body), status, headers)
