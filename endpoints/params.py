"""The parameters of GraphQL over HTTP, from the query string or the body, and the context of an operation."""

from typing import Any, cast

from starlette.requests import HTTPConnection
from starlette.requests import Request as HttpRequest

from accounts.caller import Caller
from endpoints.address import address
from endpoints.client_limits import allowance_of
from endpoints.persisted import text_of
from endpoints.request_body import BadRequest, MalformedParams, json_body, parse_json
from execution.prepare import GraphQLParams
from execution.slow import SlowLog
from loaders.context import Context
from loaders.viewer import Viewer
from settings import Settings


def context_of(http: HTTPConnection, viewer: Viewer | None, caller: Caller, *services: object) -> Context:
    """The context of an operation. `services`: further services for its resolvers. Raises StoreUnavailable if Neo4j is
    unavailable, so that no partial data is returned."""
    http.app.state.store.breaker.check()
    state, settings = http.app.state, cast("Settings", http.app.state.settings)
    slow = SlowLog(settings.slow_seconds)
    allowance = allowance_of(http, viewer)
    shared: tuple[object, ...] = (
        state.citations,
        state.tables,
        state.accounts,
        state.admission,
        caller,
        allowance,
        slow,
    )
    return Context(state.store, settings.limits, address(http), viewer, shared + services)


def of_query(http: HttpRequest) -> GraphQLParams:
    """Parameters from the query string. Raises BadRequest, as the others do."""
    parameters = http.query_params
    parsed = {name: parse_json(parameters.get(name) or "null", name) for name in ("variables", "extensions")}
    return of_json({**parameters, **parsed})


async def of_body(http: HttpRequest) -> GraphQLParams:
    """Parameters from the body."""
    return of_json(await json_body(http))


def of_json(parameters: Any) -> GraphQLParams:
    """Checks the parameters' types. Raises MalformedParams; NotPersisted; BadRequest for a missing or empty query, or
    the hash of another one."""
    if isinstance(parameters, list):
        raise MalformedParams("A request is one JSON object and not a list: send each operation in its own request.")
    if not isinstance(parameters, dict):
        raise MalformedParams('A request is one JSON object, such as {"query": "{ graph { papers } }"}.')
    params = cast("dict[str, Any]", parameters)
    query, extensions = params.get("query"), params.get("extensions")
    operation, variables = params.get("operationName"), params.get("variables")
    if not isinstance(extensions, dict | None):
        raise MalformedParams("`extensions` must be an object or null.")
    if not isinstance(operation, str | None):
        raise MalformedParams("`operationName` must be a string or null.")
    if not isinstance(variables, dict | None):
        raise MalformedParams("`variables` must be an object or null.")
    text = text_of(query, cast("object", extensions))
    if not isinstance(text, str | None):
        raise MalformedParams("`query` must be the text of a GraphQL document.")
    if text is None or not text.strip():
        raise BadRequest("`query` is missing or empty: it must be the text of a GraphQL document.")
    return GraphQLParams(text, cast("dict[str, Any] | None", variables), operation or None)
