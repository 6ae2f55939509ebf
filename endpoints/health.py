"""Liveness (`/health/live`): a restart would not help. Readiness (`/health/ready`): this process can answer now."""

from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from endpoints.drain import Drain
from endpoints.responses import public_message
from errors import PeergraphError
from graphdb.ping import ping
from graphdb.store import Store

#: A store that answered a statement in the last seconds is not asked again: under load, the question would wait with
#: all others, and an orchestrator would take out every process of the service.
RECENT_SECONDS: Final = 2.0


async def live(_http: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n")


async def ready(http: Request) -> Response:
    """The store answers too, and the service goes on; 503 with the reason when it does not."""
    drain: Drain = http.app.state.drain
    if drain.has_begun:
        return PlainTextResponse("The service ends.\n", 503)
    store: Store = http.app.state.store
    try:
        if not store.breaker.has_answered_within(RECENT_SECONDS):
            await ping(store)
    except PeergraphError as error:
        return PlainTextResponse(f"{public_message(error)}\n", 503)
    return PlainTextResponse("ok\n")
