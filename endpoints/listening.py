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
from endpoints.asked import Asked, request_of
from endpoints.failures import described
from endpoints.who import bearer_of, viewer_of
from errors import StoreError, Unauthenticated
from graphdb.store import Store
from live.follower import Follower, following_log
from live.places import Places
from live.retention import pruned
from loaders.request import Request
from loaders.viewer import Viewer
from schema.subscribing import Answers, Refused, answers, subscribable
from settings import Settings


@dataclass(frozen=True, slots=True)
class Live:
    """What all listeners of a process share."""

    follower: Follower
    places: Places
    answers: Answers = field(default_factory=Answers)


@asynccontextmanager
async def living(store: Store, settings: Settings) -> AsyncGenerator[Live]:
    """Follows what happens as long as the block, and keeps the log to its days."""
    async with following_log(store) as follower, pruned(store, settings.activity_days):
        yield Live(follower, Places(settings.live_connections, settings.live_connections_per_address))


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

    async def answers(self, asked: Asked, resume: str | None = None) -> AsyncGenerator[tuple[str, bytes]]:
        """Each event's cursor and its answer. Raises Refused, before the first and later."""
        live: Live = self.http.app.state.live
        wanted = subscribable(asked.query, asked.operation, asked.variables or {}, self.request(live))
        price = wanted.plan.price.shown

        def render(result: ExecutionResult) -> bytes:
            errors = {"errors": described(result.errors)} if result.errors else {}
            return orjson.dumps({"data": result.data, **errors, "extensions": {"price": price}})

        def request() -> Request:
            return self.request(live, resume)

        def who() -> str | None:
            return self.viewer and self.viewer.id

        async with aclosing(answers(wanted, live.answers, request, who, render)) as stream:
            async for cursor, answer in stream:
                yield cursor, answer

    def request(self, live: Live, resume: str | None = None) -> Request:
        """A new request of this listener."""
        request = request_of(self.http, self.viewer, self.caller)
        request.follower, request.resume = live.follower, resume
        return request


def told(error: Exception) -> list[dict[str, Any]]:
    """The `errors` that end a subscription."""
    if isinstance(error, Refused):
        return described(error.errors)
    return described([GraphQLError(str(error), original_error=error)])
