"""Executes subscriptions: each subscriber has a stream of events, and equal subscriptions share the result of an event.

The result of an event is computed and serialised for the first subscriber, and cached for equal subscriptions.
"""

import asyncio
import inspect
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Hashable
from contextlib import aclosing, nullcontext
from typing import Any, Final, cast

from cachetools import TTLCache
from graphql import (
    ExecutionResult,
    GraphQLError,
    create_source_event_stream,  # pyright: ignore[reportUnknownVariableType]
)

from errors import PeergraphError
from execution.admission import Admission
from execution.prepare import RequestError
from execution.prepared_operation import PreparedOperation
from loaders.context import Context
from schema.activity import PaperActivity

#: Lifetime of a cached result in seconds, and maximum number of results.
MAX_AGE_SECONDS: Final = 1.0
MAX_RESULTS: Final = 1_000
Serialize = Callable[[ExecutionResult], bytes]


class ResultCache:
    """Results of recent events; concurrent requests for a key share its computation."""

    def __init__(self) -> None:
        self._tasks: TTLCache[Hashable, asyncio.Task[bytes]] = TTLCache(MAX_RESULTS, MAX_AGE_SECONDS)
        self._waiting: Counter[asyncio.Task[bytes]] = Counter()

    async def get_or_compute(self, key: Hashable, compute: Callable[[], Awaitable[bytes]]) -> bytes:
        """The cached result of the key, or that of `compute`."""
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.ensure_future(compute())
        # A subscriber that leaves does not cancel the computation; the last one does.
        self._waiting[task] += 1
        try:
            return await asyncio.shield(task)
        finally:
            self._waiting[task] -= 1
            if not self._waiting[task]:
                del self._waiting[task]
                if not task.done():
                    task.cancel()
                    self._tasks.pop(key, None)


async def results(
    operation: PreparedOperation,
    request_key: Hashable,
    cache: ResultCache,
    new_context: Callable[[], Context],
    viewer_id: Callable[[], str | None],
    serialize: Serialize,
) -> AsyncGenerator[tuple[str, bytes]]:
    """Yields cursor and serialised result of each event. Subscriptions with the same `request_key` and viewer share
    results. Raises RequestError."""
    first = new_context()
    operation.spend(first)
    stream = await _source(operation, first)
    try:
        async with aclosing(stream):
            async for activity in stream:

                async def execute(activity: PaperActivity = activity) -> bytes:
                    return serialize(await _execute_event(operation, new_context(), activity))

                key = request_key, viewer_id(), activity.cursor
                yield activity.cursor, await cache.get_or_compute(key, execute)
    except PeergraphError as error:
        raise RequestError([GraphQLError(str(error), original_error=error)]) from error


async def _source(operation: PreparedOperation, context: Context) -> AsyncGenerator[PaperActivity]:
    source = cast("Any", create_source_event_stream)(operation.executor(context))
    stream: AsyncIterable[Any] | ExecutionResult = await source if inspect.isawaitable(source) else source
    if isinstance(stream, ExecutionResult):
        raise RequestError(stream.errors or [])
    return cast("AsyncGenerator[PaperActivity]", stream)


async def _execute_event(operation: PreparedOperation, context: Context, activity: PaperActivity) -> ExecutionResult:
    """The result for one event, which waits for its turn. No client is charged: equal subscriptions share the result,
    and none can end those of others by spending its allowance."""
    executor = cast("Any", operation.executor(context)).build_per_event_executor(activity)
    admission = context.service(Admission)
    turn = nullcontext() if admission is None else admission.later_turn(operation.charge, operation.plan)
    try:
        async with turn:
            result = executor.execute_operation(serially=False)
            return await result if inspect.isawaitable(result) else result
    finally:
        await context.end()
