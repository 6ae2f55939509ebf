"""The playground: `/graphql` in a browser, and the cost of a query in the editor."""

from typing import Any, Final

import orjson
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from endpoints.error_formatting import format_exception, is_internal
from endpoints.graphql import graphql
from endpoints.negotiation import JSON
from endpoints.pages import page, wants_html
from endpoints.params import of_body
from errors import PeergraphError
from execution.prepare import RequestError
from pages.playground import playground
from schema.operations import prepare
from settings import Settings

_show: Final = page(playground)


async def at_graphql(http: HttpRequest) -> Response:
    """The playground for a browser that sends no query; the GraphQL response otherwise."""
    is_browser_visit = http.method in {"GET", "HEAD"} and "query" not in http.query_params and wants_html(http)
    return await (_show(http) if is_browser_visit else graphql(http))


async def cost_of(http: HttpRequest) -> Response:
    """`{"cost": …}` as in the `extensions` of responses with the most expensive `fields`, or `{"errors": […]}` as
    execution returns them."""
    settings: Settings = http.app.state.settings
    try:
        operation = prepare(await of_body(http), settings.limits)
    except RequestError as error:
        return _response({"errors": format_exception(error)}, 500 if is_internal(error) else 200)
    except PeergraphError as error:
        return _response({"errors": format_exception(error)}, error.status)
    fields = [{"field": name, "work": work} for name, work in operation.cost.most_expensive]
    return _response({"cost": operation.cost.as_extension, "fields": fields})


def _response(body: dict[str, Any], status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, {"cache-control": "no-store"}, JSON)


routes: Final = [
    Route("/graphql", at_graphql, methods=["GET", "POST"]),
    Route("/graphql/cost", cost_of, methods=["POST"]),
]
