"""Liveness (`/health/live`) and readiness (`/health/ready`)."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from errors import PeergraphError
from graphdb.ping import ping
from graphdb.store import Store


async def live(_http: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n")


async def ready(http: Request) -> Response:
    """The store answers too; 503 with the reason when it does not."""
    store: Store = http.app.state.store
    try:
        await ping(store)
    except PeergraphError as error:
        return PlainTextResponse(f"{error}\n", 503)
    return PlainTextResponse("ok\n")
