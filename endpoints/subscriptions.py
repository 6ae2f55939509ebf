"""What every way to subscribe has in common: who listens, what they ask, and answers as they are written."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import orjson
from graphql import ExecutionResult, GraphQLError
from starlette.requests import HTTPConnection

from accounts.caller import Caller
from endpoints.authentication import bearer_of, viewer_of
from endpoints.error_formatting import format_errors
from endpoints.params import GraphQLParams, context_of
from errors import StoreError, Unauthenticated
from graphdb.store import Store
from live.connection_limits import ConnectionLimits
from live.follower import Follower, following_log
from live.retention import pruned
from loaders.context import Context
from loaders.viewer import Viewer
from schema.subscription_execution import Answers, Refused, answers, subscribable
from settings import Settings


@dataclass(frozen=True, slots=True)
class SubscriptionHub:
    """What all listeners of a process share."""

    follower: Follower
    connection_limits: ConnectionLimits
    answers: Answers = field(default_factory=Answers)


@asynccontextmanager
async def subscription_hub(store: Store, settings: Settings) -> AsyncGenerator[SubscriptionHub]:
    """Follows what happens as long as the block, and keeps the log to its days."""
    async with following_log(store) as follower, pruned(store, settings.activity_days):
        yield SubscriptionHub(
            follower, ConnectionLimits(settings.live_connections, settings.live_connections_per_address)
        )


@dataclass(slots=True)
class Listener:
    """Somebody who listens. `again` looks up once more who that is."""

    http: HTTPConnection
    viewer: Viewer | None
    caller: Caller
    again: Callable[[], Awaitable[Viewer | None]]

    @classmethod
    async def of(cls, http: HTTPConnection, *, acts: bool) -> "Listener":
        """As the cookie or the header says. Raises Unauthenticated and Forbidden."""
        viewer, caller = await viewer_of(http, acts=acts)

        async def again() -> Viewer | None:
            return (await viewer_of(http, acts=acts))[0]

        return cls(http, viewer, caller, again)

    async def become(self, authorization: str) -> None:
        """As a bearer token says that came later. Raises Unauthenticated."""
        self.again = partial(bearer_of, self.http, authorization)
        self.viewer = await self.again()

    async def check(self) -> None:
        """Raises Unauthenticated when the session or the token has ended since."""
        try:
            now = await self.again()
        except StoreError:
            return
        if (now and now.id) != (self.viewer and self.viewer.id):
            raise Unauthenticated("The session has ended: sign in and subscribe again.")
        self.viewer = now

    async def answers(self, asked: GraphQLParams, resume: str | None = None) -> AsyncGenerator[tuple[str, bytes]]:
        """Each event's cursor and its answer. Raises Refused, before the first and later."""
        live: SubscriptionHub = self.http.app.state.live
        wanted = subscribable(asked.query, asked.operation, asked.variables or {}, self.context(live))
        cost = wanted.plan.cost.shown

        def render(result: ExecutionResult) -> bytes:
            errors = {"errors": format_errors(result.errors)} if result.errors else {}
            return orjson.dumps({"data": result.data, **errors, "extensions": {"cost": cost}})

        def context() -> Context:
            return self.context(live, resume)

        def who() -> str | None:
            return self.viewer and self.viewer.id

        async with aclosing(answers(wanted, live.answers, context, who, render)) as stream:
            async for cursor, answer in stream:
                yield cursor, answer

    def context(self, live: SubscriptionHub, resume: str | None = None) -> Context:
        """A new request of this listener."""
        context = context_of(self.http, self.viewer, self.caller)
        context.follower, context.resume = live.follower, resume
        return context


def format_exception(error: Exception) -> list[dict[str, Any]]:
    """The `errors` that end a subscription."""
    if isinstance(error, Refused):
        return format_errors(error.errors)
    return format_errors([GraphQLError(str(error), original_error=error)])
