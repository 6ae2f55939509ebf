"""The cost of a file: that of the query with the same content, by the same rules and under the same limit."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, cast

from starlette.requests import Request

from accounts.cost_limit import Allowance
from endpoints.authentication import viewer_of
from endpoints.client_limits import allowance_of
from errors import PeergraphError, RateLimited
from execution.admission import Admission
from execution.prepare import GraphQLParams, RequestError
from loaders.plan import Plan
from schema.operations import prepare
from settings import Settings


@dataclass(frozen=True, slots=True)
class FileCost:
    """The cost of a file, or of each page of a long one, and who is charged."""

    work: int
    plan: Plan
    admission: Admission
    allowance: Allowance

    @asynccontextmanager
    async def later_page(self) -> AsyncGenerator[None]:
        """Reads a page after the first one in the block, as an operation of its own: it waits for its turn and until
        the client may spend its cost. Raises Overloaded and RateLimited after a minute."""
        async with self.admission.later_turn(self.work, self.plan, self.allowance.check):
            # Other requests can have spent the rest meanwhile.
            with suppress(RateLimited):
                self.allowance.charge(self.work)
            yield


async def check_cost(http: Request, query: str, variables: Mapping[str, Any] | None = None) -> FileCost:
    """The cost of a file with the content of a query, which the sender is charged with. Waits for the turn of
    the request, which `endpoint` ends. Raises TooExpensive, RateLimited, Overloaded, Unauthenticated for an invalid
    token, and BadInput for arguments that GraphQL does not accept."""
    settings: Settings = http.app.state.settings
    try:
        operation = prepare(GraphQLParams(query, variables), settings.limits)
    except RequestError as error:
        cause = error.errors[0].original_error
        raise cause if isinstance(cause, PeergraphError) else error from error
    viewer, _ = await viewer_of(http, acts=False)
    admission = cast("Admission", http.app.state.admission)
    cost = FileCost(operation.cost.work, operation.plan, admission, allowance_of(http, viewer))
    cost.allowance.check()
    await cast("AsyncExitStack", http.state.turn).enter_async_context(admission.turn(cost.work, cost.plan))
    cost.allowance.charge(cost.work)
    return cost
