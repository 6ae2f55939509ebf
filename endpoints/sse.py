"""GraphQL over server-sent events in distinct connections mode: one operation per request, its results as events.

The id of an event is its cursor. A browser's EventSource sends it as `Last-Event-ID` when it reconnects, and so resumes
automatically. Sources: GraphQL over Server-Sent Events Protocol,
https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md; HTML, section 9.2.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import ExitStack, aclosing
from typing import Final

import orjson
from starlette.requests import Request as HttpRequest
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from endpoints.drain import Drain
from endpoints.error_formatting import format_exception
from endpoints.negotiation import EVENTS
from endpoints.subscriptions import Subscriber, SubscriptionHub
from execution.prepare import GraphQLParams
from settings import Settings
from telemetry.metrics import LIVE_CONNECTIONS

#: Seconds without events after which a comment is sent, so that proxies do not close the connection.
SILENCE: Final = 12.0
_COMMENT: Final = b":\n\n"
_COMPLETE: Final = b"event: complete\ndata:\n\n"
#: Of a service that ends: clients connect again after this time in milliseconds, and resume.
_RECONNECT: Final = b": The service ends: reconnect and resume.\nretry: 1000\n\n"
_HEADERS: Final = {"cache-control": "no-store", "x-accel-buffering": "no"}


class _ServiceEnds(Exception):
    """The stream ends without being complete."""


class EventStream(StreamingResponse):
    """Closes when the client does not read an event in time. `slot` is released at the end."""

    def __init__(self, content: AsyncGenerator[bytes], seconds: float, slot: ExitStack) -> None:
        super().__init__(content, headers=_HEADERS, media_type=EVENTS)
        self._content = content
        self._seconds = seconds
        self._slot = slot

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the response and releases the slot."""
        with self._slot:
            async with aclosing(self._content):
                await super().__call__(scope, receive, send)

    async def stream_response(self, send: Send) -> None:
        """Sends each message within the time limit."""

        async def within(message: Message) -> None:
            async with asyncio.timeout(self._seconds):
                await send(message)

        try:
            await super().stream_response(within)
        except TimeoutError:
            return


def single_event(result: bytes) -> Response:
    """The result of a query or a mutation, or the errors of a request, as an event."""
    return Response(_event(result) + _COMPLETE, headers=_HEADERS, media_type=EVENTS)


async def events(http: HttpRequest, params: GraphQLParams) -> EventStream:
    """The results of a subscription. Raises Unauthenticated, Forbidden, RateLimited."""
    settings: Settings = http.app.state.settings
    live: SubscriptionHub = http.app.state.live
    subscriber = await Subscriber.of(http, acts=http.method == "POST")
    slot = ExitStack()
    slot.enter_context(live.connection_limits.connection(subscriber.caller.address))
    slot.enter_context(LIVE_CONNECTIONS.labels("sse").track_inprogress())
    return EventStream(_content(http, subscriber, params, settings), settings.live_send_seconds, slot)


async def _content(
    http: HttpRequest, subscriber: Subscriber, params: GraphQLParams, settings: Settings
) -> AsyncGenerator[bytes]:
    try:
        async with aclosing(subscriber.results(params, http.headers.get("last-event-id"))) as stream:
            yield _COMMENT
            async with aclosing(_chunks(stream, subscriber, settings, http.app.state.drain)) as chunks:
                async for chunk in chunks:
                    yield chunk
    except _ServiceEnds:
        yield _RECONNECT
        return
    except Exception as error:
        yield _event(orjson.dumps({"errors": format_exception(error)}))
    yield _COMPLETE


async def _chunks(
    stream: AsyncGenerator[tuple[str | None, bytes]], subscriber: Subscriber, settings: Settings, drain: Drain
) -> AsyncGenerator[bytes]:
    """The events, with comments in long pauses. Raises Unauthenticated when the session or token has ended, and
    _ServiceEnds."""
    clock, ending = asyncio.get_running_loop().time, asyncio.ensure_future(drain.streams_end.wait())
    checked, next_item = clock(), asyncio.ensure_future(anext(stream, None))
    try:
        while True:
            done, _ = await asyncio.wait(
                {next_item, ending},
                timeout=min(SILENCE, settings.live_check_seconds),
                return_when=asyncio.FIRST_COMPLETED,
            )
            if subscriber.viewer is not None and clock() - checked >= settings.live_check_seconds:
                await subscriber.check()
                checked = clock()
            if ending in done:
                raise _ServiceEnds
            if not done:
                yield _COMMENT
                continue
            if (item := next_item.result()) is None:
                return
            yield _event(item[1], item[0])
            next_item = asyncio.ensure_future(anext(stream, None))
    finally:
        ending.cancel()
        next_item.cancel()
        await asyncio.gather(ending, next_item, return_exceptions=True)


def _event(result: bytes, cursor: str | None = None) -> bytes:
    """One event in the text format. Serialised JSON contains no line breaks."""
    name = b"" if cursor is None else b"id: " + cursor.encode() + b"\n"
    return b"event: next\n" + name + b"data: " + result + b"\n\n"
