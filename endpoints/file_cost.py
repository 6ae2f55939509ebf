"""The cost of a file: that of the query with the same content, by the same rules and under the same limit."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from endpoints.authentication import viewer_of
from endpoints.client_limits import allowance_of
from errors import PeergraphError
from execution.prepare import GraphQLParams, RequestError
from loaders.cost import Cost
from schema.operations import prepare
from settings import Settings


async def check_cost(http: Request, query: str, variables: Mapping[str, Any] | None = None) -> Cost:
    """The cost of a file with the content of a query, which the sender is charged with. Raises TooExpensive,
    RateLimited, Unauthenticated for an invalid token, and BadInput for arguments that GraphQL does not accept."""
    settings: Settings = http.app.state.settings
    try:
        cost = prepare(GraphQLParams(query, variables), settings.limits).cost
    except RequestError as error:
        cause = error.errors[0].original_error
        raise cause if isinstance(cause, PeergraphError) else error from error
    viewer, _ = await viewer_of(http, acts=False)
    allowance_of(http, viewer).charge(cost.work)
    return cost
