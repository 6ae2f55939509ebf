"""Runs subscriptions: each listener has a stream of events, and an event is answered once for all who ask the same.

A thousand pages that show one paper ask one question; the answer to an event is made and written as JSON for the first
of them and given to the others, as long as it is fresh.
"""

import asyncio
import inspect
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Hashable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final, cast

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    create_source_event_stream,  # pyright: ignore[reportUnknownVariableType]
    get_operation_ast,
    get_variable_values,
)

from errors import PeergraphError
from execution.documents import ParsedOperation
from execution.executor import FastExecutor
from execution.plans import planned
from loaders.context import Context
from loaders.planning import Operation, Plan
from schema.activity import PaperActivity
from schema.documents import DOCUMENTS
from schema.schema import SCHEMA

#: Seconds for which an answer serves all who ask the same, and how many are kept.
MAX_IDENTITY_AGE: Final = 1.0
MAX_ANSWERS: Final = 1_000
_GRAPHQL: Final = SCHEMA._schema  # pyright: ignore[reportPrivateUsage]
_EXECUTOR: Final = cast("Any", FastExecutor)
Render = Callable[[ExecutionResult], bytes]


class Refused(Exception):
    """The operation cannot be subscribed to, for these errors."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors


@dataclass(frozen=True, slots=True, eq=False)
class Subscribable:
    """A valid operation with its variables; `sharing` is the same where both are."""

    document: DocumentNode
    operation: str | None
    variables: dict[str, Any]
    plan: Plan
    coerced: Mapping[str, Any]
    sharing: Hashable

    def executor(self, context: Context) -> FastExecutor:
        """For one listener, or one event. The plan is the request's."""
        context.begin(self.plan, self.coerced)
        built: list[GraphQLError] | FastExecutor = _EXECUTOR.build(
            _GRAPHQL,
            self.document,
            context_value=context,
            raw_variable_values=self.variables,
            operation_name=self.operation,
        )
        if isinstance(built, list):
            raise Refused(built)
        return built


def subscribable(query: str, operation: str | None, variables: dict[str, Any], context: Context) -> Subscribable:
    """Raises Refused for what is not valid, or could cost too much."""
    document = DOCUMENTS.read(query)
    if not isinstance(document, DocumentNode):
        raise Refused(list(document))
    definition = get_operation_ast(document, operation)
    if definition is None:
        raise Refused([GraphQLError("The document holds several operations: say which as `operationName`.")])
    values = get_variable_values(_GRAPHQL, definition.variable_definitions or (), variables)
    if isinstance(values, list):
        raise Refused(values)
    known = ParsedOperation.of(document, definition)
    try:
        made = planned(Operation(_GRAPHQL, definition, known.fragments, values), variables, context.limits)
    except GraphQLError as error:
        raise Refused([error]) from error
    sharing = (query, operation, orjson.dumps(variables, option=orjson.OPT_SORT_KEYS))
    return Subscribable(document, operation, variables, made, values.coerced, sharing)


class Answers:
    """The answers to events that are fresh, or being made."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[float, asyncio.Task[bytes]]] = OrderedDict()

    async def shared(self, key: Hashable, made: Callable[[], Awaitable[bytes]]) -> bytes:
        """The answer under the key, made now where there is none."""
        now = asyncio.get_running_loop().time()
        while self._kept and (
            len(self._kept) > MAX_ANSWERS or next(iter(self._kept.values()))[0] < now - MAX_IDENTITY_AGE
        ):
            self._kept.popitem(last=False)
        if key not in self._kept:
            self._kept[key] = now, asyncio.ensure_future(made())
        # Who leaves while the answer is made leaves the others with it.
        return await asyncio.shield(self._kept[key][1])


async def answers(
    wanted: Subscribable, shared: Answers, context: Callable[[], Context], who: Callable[[], str | None], render: Render
) -> AsyncGenerator[tuple[str, bytes]]:
    """Each event's cursor and its answer, as it is written to the client. `request` makes a new request of the same
    listener, `who` says who that is. Raises Refused before the first where an argument cannot be used, and later where
    the stream breaks."""
    stream = await _source(wanted, context())
    try:
        async with aclosing(stream):
            async for activity in stream:

                async def made(activity: PaperActivity = activity) -> bytes:
                    return render(await _execute_event(wanted, context(), activity))

                yield activity.cursor, await shared.shared((wanted.sharing, who(), activity.cursor), made)
    except PeergraphError as error:
        raise Refused([GraphQLError(str(error), original_error=error)]) from error


async def _source(wanted: Subscribable, context: Context) -> AsyncGenerator[PaperActivity]:
    found = cast("Any", create_source_event_stream)(wanted.executor(context))
    stream: AsyncIterable[Any] | ExecutionResult = await found if inspect.isawaitable(found) else found
    if isinstance(stream, ExecutionResult):
        raise Refused(stream.errors or [])
    return cast("AsyncGenerator[PaperActivity]", stream)


async def _execute_event(wanted: Subscribable, context: Context, activity: PaperActivity) -> ExecutionResult:
    executor = cast("Any", wanted.executor(context)).build_per_event_executor(activity)
    result = executor.execute_operation(serially=False)
    return await result if inspect.isawaitable(result) else result
