"""Subscriptions independent of the protocol: authentication of the subscriber, execution, and encoded results."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import orjson
from graphql import ExecutionResult, OperationType
from starlette.requests import HTTPConnection

from accounts.caller import Caller
from endpoints.authentication import bearer_of, viewer_of
from endpoints.error_formatting import format_result
from endpoints.params import context_of
from endpoints.responses import ResponseTooLarge, time_limit
from errors import StoreError, Unauthenticated
from execution.prepare import ANY, GraphQLParams
from graphdb.store import Store
from live.connection_limits import ConnectionLimits
from live.follower import Follower, LogSubscription, follow_log
from live.retention import log_retention
from loaders.context import Context
from loaders.viewer import Viewer
from schema.operations import prepare
from schema.subscription_execution import ResultCache, results
from settings import Settings

#: Mutations need plain HTTP: they set cookies, and clients notice a lost response.
LISTENED: Final = ANY - {OperationType.MUTATION}


@dataclass(frozen=True, slots=True)
class SubscriptionHub:
    """State that all subscriptions of a process share."""

    follower: Follower
    connection_limits: ConnectionLimits
    results: ResultCache = field(default_factory=ResultCache)


@asynccontextmanager
async def subscription_hub(store: Store, settings: Settings) -> AsyncGenerator[SubscriptionHub]:
    """Follows the activity log during the block, and prunes entries older than `activity_days`."""
    async with follow_log(store) as follower, log_retention(store, settings.activity_days):
        yield SubscriptionHub(
            follower, ConnectionLimits(settings.live_connections, settings.live_connections_per_address)
        )


@dataclass(slots=True)
class Subscriber:
    """A subscribed client. `reauthenticate` checks its credentials again."""

    http: HTTPConnection
    viewer: Viewer | None
    caller: Caller
    reauthenticate: Callable[[], Awaitable[Viewer | None]]
    #: The number of queries that run or whose result is being sent.
    queries: int = 0

    @classmethod
    async def of(cls, http: HTTPConnection, *, acts: bool) -> "Subscriber":
        """Authenticates by cookie or header. Raises Unauthenticated and Forbidden."""
        viewer, caller = await viewer_of(http, acts=acts)

        async def reauthenticate() -> Viewer | None:
            return (await viewer_of(http, acts=acts))[0]

        return cls(http, viewer, caller, reauthenticate)

    async def authenticate(self, authorization: str) -> None:
        """Authenticates by a bearer token sent after the handshake. Raises Unauthenticated."""
        self.reauthenticate = partial(bearer_of, self.http, authorization)
        self.viewer = await self.reauthenticate()

    async def check(self) -> None:
        """Raises Unauthenticated when the session or the token has ended."""
        try:
            now = await self.reauthenticate()
        except StoreError:
            return
        if (now and now.id) != (self.viewer and self.viewer.id):
            raise Unauthenticated("The session has ended: sign in and subscribe again.")
        self.viewer = now

    async def results(
        self, params: GraphQLParams, resume: str | None = None
    ) -> AsyncGenerator[tuple[str | None, bytes]]:
        """The result of a query without a cursor, or cursor and result of each event. Raises RequestError and
        OperationNotAllowed, before the first result or later."""
        settings: Settings = self.http.app.state.settings
        live: SubscriptionHub = self.http.app.state.live
        operation = prepare(params, settings.limits, LISTENED)

        def serialize(result: ExecutionResult) -> bytes:
            body = orjson.dumps(format_result(result, operation.cost))
            if len(body) > settings.response_bytes:
                raise ResponseTooLarge(settings.response_bytes)
            return body

        if operation.kind is OperationType.QUERY:
            self.queries += 1
            try:
                async with time_limit(settings.request_seconds):
                    result = await operation.execute(self.context(live))
                yield None, serialize(result)
            finally:
                self.queries -= 1
            return

        def context() -> Context:
            return self.context(live, resume)

        def viewer_id() -> str | None:
            return self.viewer and self.viewer.id

        request_key = params.query, params.operation, orjson.dumps(params.variables, option=orjson.OPT_SORT_KEYS)
        async with aclosing(results(operation, request_key, live.results, context, viewer_id, serialize)) as stream:
            async for cursor, result in stream:
                yield cursor, result

    def context(self, live: SubscriptionHub, resume: str | None = None) -> Context:
        """The context of a new execution for this client."""
        return context_of(self.http, self.viewer, self.caller, LogSubscription(live.follower, resume))
