"""Limits of what one client, by its network address, has in progress: requests, and bytes of request bodies."""

from dataclasses import dataclass
from typing import Final

import orjson
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accounts.cost_limit import SIGN_IN, Allowance
from accounts.token_bucket import shared_buckets
from endpoints.client_address import client_address
from endpoints.error_formatting import count_error, format_exception
from endpoints.negotiation import JSON
from errors import RateLimited
from loaders.viewer import Viewer
from settings import Settings
from telemetry.client_counts import ClientCounts, shared_counts

#: Seconds after which a client can try again.
_RETRY_SECONDS: Final = 1
#: Pages of people who sign in or up.
_SIGN_IN: Final = frozenset({"/sign-in", "/sign-up"})


@dataclass(slots=True)
class Usage:
    """The use of one resource by client in all workers. `message` is the error at the limit of a client."""

    limit: int
    message: str
    used: ClientCounts

    def client(self, address: str) -> "_Use":
        """What a client uses within a block."""
        return _Use(self, address)


@dataclass(slots=True)
class _Use:
    usage: Usage
    address: str
    amount: int = 0

    def __enter__(self) -> "_Use":
        return self

    def __exit__(self, *_: object) -> None:
        if self.amount:
            self.usage.used.add(self.address, -self.amount)

    def add(self, amount: int) -> None:
        """Uses more. Raises RateLimited at the limit of the client."""
        if self.usage.used[self.address] + amount > self.usage.limit:
            raise RateLimited(self.usage.message, _RETRY_SECONDS)
        self.usage.used.add(self.address, amount)
        self.amount += amount


class ClientLimits:
    """What clients use at the same time, and what they have left of the cost of a minute, in all workers."""

    def __init__(self, requests: int, body_bytes: int) -> None:
        self.costs = shared_buckets("costs")
        self.requests = Usage(
            requests, f"{requests} requests of your address are running, which is the limit.", shared_counts("requests")
        )
        self.bodies = Usage(
            body_bytes,
            f"Your address sends more than {body_bytes} bytes at the same time, which is the limit.",
            shared_counts("bodies"),
        )


class ClientLimitsMiddleware:
    """Limits the requests of a client that run at the same time. Health is always reported."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application for one request."""
        if scope["type"] != "http" or scope["path"].startswith("/health/"):
            await self._app(scope, receive, send)
            return
        clients: ClientLimits = scope["app"].state.clients
        with clients.requests.client(client_address(HTTPConnection(scope))) as use:
            try:
                use.add(1)
            except RateLimited as error:
                await _response(scope["path"], error)(scope, receive, send)
            else:
                await self._app(scope, receive, _with_allowance(scope, send))


def allowance_of(http: HTTPConnection, viewer: Viewer | None) -> Allowance:
    """What the sender may spend: by token with a quota, by user, or else by address. The response has it as headers."""
    settings: Settings = http.app.state.settings
    clients: ClientLimits = http.app.state.clients
    if viewer is None:
        allowance = Allowance(clients.costs, f"address {client_address(http)}", settings.cost_per_minute)
    elif viewer.quota is not None:
        token, cost = viewer.quota
        allowance = Allowance(clients.costs, f"token {token}", cost)
    else:
        allowance = Allowance(clients.costs, f"user {viewer.id}", settings.user_cost_per_minute)
    allowance = allowance.apart(SIGN_IN if http.scope["path"] in _SIGN_IN else "")
    http.state.allowance = allowance
    return allowance


def _with_allowance(scope: Scope, send: Send) -> Send:
    async def sending(message: Message) -> None:
        allowance: Allowance | None = scope.get("state", {}).get("allowance")
        if message["type"] == "http.response.start" and allowance is not None:
            MutableHeaders(scope=message).update(allowance.headers)
        await send(message)

    return sending


def _response(path: str, error: RateLimited) -> Response:
    headers = {"retry-after": str(error.retry_after), "cache-control": "no-store"}
    if path != "/graphql":
        count_error(error, error.code)
        return PlainTextResponse(f"{error}\n", error.status, headers)
    content = orjson.dumps({"errors": format_exception(error)})
    return Response(content, error.status, headers, f"{JSON}; charset=utf-8")
