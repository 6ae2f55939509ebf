"""GraphQL over server-sent events, in the mode of distinct connections: one operation a request, its answers as events.

Each event carries its cursor as its id, which a browser's EventSource sends back as `Last-Event-ID` when it reconnects:
it resumes by itself. Sources: GraphQL over Server-Sent Events Protocol,
https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md; HTML, section 9.2.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import ExitStack, aclosing
from typing import Final

import orjson
from starlette.requests import Request as HttpRequest
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from endpoints.error_formatting import format_exception
from endpoints.negotiation import EVENTS
from endpoints.subscriptions import Listener, SubscriptionHub
from execution.prepare import GraphQLParams
from settings import Settings

#: Seconds of silence after which a comment is sent, so that proxies do not take the connection for a dead one.
SILENCE: Final = 12.0
_COMMENT: Final = b":\n\n"
_COMPLETE: Final = b"event: complete\ndata:\n\n"
_HEADERS: Final = {"cache-control": "no-store", "x-accel-buffering": "no"}


class EventStream(StreamingResponse):
    """Ends when the client does not take an event in time. `place` is given back at the end."""

    def __init__(self, content: AsyncGenerator[bytes], seconds: float, place: ExitStack) -> None:
        super().__init__(content, headers=_HEADERS, media_type=EVENTS)
        self._content = content
        self._seconds = seconds
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As the one above it."""
        with self._place:
            async with aclosing(self._content):
                await super().__call__(scope, receive, send)

    async def stream_response(self, send: Send) -> None:
        """Sends with the limit."""

        async def within(message: Message) -> None:
            async with asyncio.timeout(self._seconds):
                await send(message)

        try:
            await super().stream_response(within)
        except TimeoutError:
            return


async def events(http: HttpRequest, asked: GraphQLParams) -> EventStream:
    """The answers to one subscription. Raises Unauthenticated, Forbidden, RateLimited."""
    settings: Settings = http.app.state.settings
    live: SubscriptionHub = http.app.state.live
    listener = await Listener.of(http, acts=http.method == "POST")
    place = ExitStack()
    place.enter_context(live.connection_limits.connection(listener.caller.address))
    return EventStream(_content(http, listener, asked, settings), settings.live_send_seconds, place)


async def _content(
    http: HttpRequest, listener: Listener, asked: GraphQLParams, settings: Settings
) -> AsyncGenerator[bytes]:
    try:
        async with aclosing(listener.answers(asked, http.headers.get("last-event-id"))) as stream:
            yield _COMMENT
            async with aclosing(_watched(stream, listener, settings)) as chunks:
                async for chunk in chunks:
                    yield chunk
    except Exception as error:
        yield _event(orjson.dumps({"errors": format_exception(error)}))
    yield _COMPLETE


async def _watched(
    stream: AsyncGenerator[tuple[str | None, bytes]], listener: Listener, settings: Settings
) -> AsyncGenerator[bytes]:
    """The events, comments where there is none for long, and Unauthenticated when who listens may no longer."""
    clock = asyncio.get_running_loop().time
    checked, coming = clock(), asyncio.ensure_future(anext(stream, None))
    try:
        while True:
            done, _ = await asyncio.wait({coming}, timeout=min(SILENCE, settings.live_check_seconds))
            if listener.viewer is not None and clock() - checked >= settings.live_check_seconds:
                await listener.check()
                checked = clock()
            if not done:
                yield _COMMENT
                continue
            if (found := coming.result()) is None:
                return
            yield _event(found[1], found[0])
            coming = asyncio.ensure_future(anext(stream, None))
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)


def _event(answer: bytes, cursor: str | None = None) -> bytes:
    """JSON has no line ends outside of its strings, and escapes those inside."""
    name = b"" if cursor is None else b"id: " + cursor.encode() + b"\n"
    return b"event: next\n" + name + b"data: " + answer + b"\n\n"
