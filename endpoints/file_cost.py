"""The cost of a file: that of the query with the same content, by the same rules and under the same limit."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any, cast

from starlette.requests import Request

from endpoints.authentication import viewer_of
from endpoints.client_limits import allowance_of
from errors import PeergraphError
from execution.admission import Admission
from execution.prepare import GraphQLParams, RequestError
from loaders.cost import Cost
from schema.operations import prepare
from settings import Settings


async def check_cost(http: Request, query: str, variables: Mapping[str, Any] | None = None) -> Cost:
    """The cost of a file with the content of a query, which the sender is charged with. Waits for the turn of
    the request, which `endpoint` ends. Raises TooExpensive, RateLimited, Overloaded, Unauthenticated for an invalid
    token, and BadInput for arguments that GraphQL does not accept."""
    settings: Settings = http.app.state.settings
    try:
        operation = prepare(GraphQLParams(query, variables), settings.limits)
    except RequestError as error:
        cause = error.errors[0].original_error
        raise cause if isinstance(cause, PeergraphError) else error from error
    cost = operation.cost
    viewer, _ = await viewer_of(http, acts=False)
    allowance, admission = allowance_of(http, viewer), cast("Admission", http.app.state.admission)
    allowance.check()
    await cast("AsyncExitStack", http.state.turn).enter_async_context(admission.turn(cost.work, operation.plan))
    allowance.charge(cost.work)
    return cost
