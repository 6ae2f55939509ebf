"""The playground: `/graphql` in a browser, and the cost of a query while it is written."""

from typing import Any, Final

import orjson
from graphql import GraphQLError
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from accounts.caller import Caller
from endpoints.error_formatting import format_errors
from endpoints.graphql import graphql
from endpoints.negotiation import JSON
from endpoints.pages import page, wants_html
from endpoints.params import context_of, of_body
from errors import PeergraphError
from pages.playground import playground
from schema.cost import cost
from schema.subscription_execution import Refused

_show: Final = page(playground)


async def at_graphql(http: HttpRequest) -> Response:
    """The page for a browser that comes without a query; for everybody else, the answer."""
    comes_to_look = http.method in {"GET", "HEAD"} and "query" not in http.query_params and wants_html(http)
    return await (_show(http) if comes_to_look else graphql(http))


async def cost_of(http: HttpRequest) -> Response:
    """`{"cost": …}`, as answers have it in their `extensions`, or `{"errors": […]}` as running it would have."""
    try:
        asked = await of_body(http)
        found = cost(context_of(http, None, Caller()), asked.query, asked.variables, asked.operation)
    except Refused as refused:
        return _response({"errors": format_errors(refused.errors)})
    except PeergraphError as error:
        return _response({"errors": format_errors([GraphQLError(str(error), original_error=error)])}, error.status)
    return _response({"cost": found.shown})


def _response(body: dict[str, Any], status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, {"cache-control": "no-store"}, JSON)


routes: Final = [
    Route("/graphql", at_graphql, methods=["GET", "POST"]),
    Route("/graphql/cost", cost_of, methods=["POST"]),
]
