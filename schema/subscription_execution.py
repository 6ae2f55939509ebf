"""Runs subscriptions: each listener has a stream of events, and an event is answered once for all who ask the same.

A thousand pages that show one paper ask one question; the answer to an event is made and written as JSON for the first
of them and given to the others, as long as it is fresh.
"""

import asyncio
import inspect
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Hashable
from contextlib import aclosing
from typing import Any, Final, cast

from cachetools import TTLCache
from graphql import (
    ExecutionResult,
    GraphQLError,
    create_source_event_stream,  # pyright: ignore[reportUnknownVariableType]
)

from errors import PeergraphError
from execution.prepare import PreparedOperation, RequestError
from loaders.context import Context
from schema.activity import PaperActivity

#: Seconds for which an answer serves all who ask the same, and the answers in the cache.
MAX_ANSWER_AGE: Final = 1.0
MAX_ANSWERS: Final = 1_000
Render = Callable[[ExecutionResult], bytes]


class Answers:
    """The answers to events that are fresh, or being made."""

    def __init__(self) -> None:
        self._tasks: TTLCache[Hashable, asyncio.Task[bytes]] = TTLCache(MAX_ANSWERS, MAX_ANSWER_AGE)
        self._waiting: Counter[asyncio.Task[bytes]] = Counter()

    async def shared(self, key: Hashable, made: Callable[[], Awaitable[bytes]]) -> bytes:
        """The answer under the key, made now where there is none."""
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.ensure_future(made())
        # A listener that leaves while the answer is made leaves it to the others; the last one ends it.
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


async def answers(
    operation: PreparedOperation,
    question: Hashable,
    shared: Answers,
    context: Callable[[], Context],
    who: Callable[[], str | None],
    render: Render,
) -> AsyncGenerator[tuple[str, bytes]]:
    """Each event's cursor and its answer, as it is written to the client. Listeners with the same `question` share the
    answers; `context` makes a new context of the same listener, `who` says who that is. Raises RequestError before the
    first where an argument cannot be used, and later where the stream breaks."""
    first = context()
    operation.spend(first)
    stream = await _source(operation, first)
    try:
        async with aclosing(stream):
            async for activity in stream:

                async def made(activity: PaperActivity = activity) -> bytes:
                    return render(await _execute_event(operation, context(), activity))

                yield activity.cursor, await shared.shared((question, who(), activity.cursor), made)
    except PeergraphError as error:
        raise RequestError([GraphQLError(str(error), original_error=error)]) from error


async def _source(operation: PreparedOperation, context: Context) -> AsyncGenerator[PaperActivity]:
    source = cast("Any", create_source_event_stream)(operation.executor(context))
    stream: AsyncIterable[Any] | ExecutionResult = await source if inspect.isawaitable(source) else source
    if isinstance(stream, ExecutionResult):
        raise RequestError(stream.errors or [])
    return cast("AsyncGenerator[PaperActivity]", stream)


async def _execute_event(operation: PreparedOperation, context: Context, activity: PaperActivity) -> ExecutionResult:
    executor = cast("Any", operation.executor(context)).build_per_event_executor(activity)
    try:
        result = executor.execute_operation(serially=False)
        return await result if inspect.isawaitable(result) else result
    finally:
        await context.end()
