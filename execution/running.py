"""Runs a compiled plan: fetches step by step, level by level, then builds the rest of the response at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Final

from graphql import GraphQLError, OperationType
from graphql.execution import Executor

from execution.bailout import Bailout
from execution.compiled_plan import CompiledPlan, Step, Work
from execution.resolvers import Call, is_awaitable
from loaders.context import Context
from loaders.selection import Path
from thread_pools import RENDERING, checkpoint

_LOG: Final = logging.getLogger("peergraph")


class Run:
    """One run. `fetched` holds each step that ran with its sources and outcomes: graphql-core completes them after a
    bailout."""

    def __init__(self, compiled_plan: CompiledPlan, executor: Executor[Any]) -> None:
        self._compiled_plan = compiled_plan
        self._executor = executor
        self._context: Context = executor.context_value
        self._work: Work = [[] for _ in range(compiled_plan.steps)]
        self._final: list[tuple[Step, Sequence[Any]]] = []
        self._failed = False
        self._serial = executor.operation.operation is OperationType.MUTATION
        self.fetched: list[tuple[Step, list[Any], Sequence[Any]]] = []

    async def execute(self) -> dict[str, Any]:
        """The data of the response. Raises Bailout for a response with an error, once all fetches have ended."""
        compiled_plan = self._compiled_plan
        data = compiled_plan.root(self._executor.root_value, self._work)
        if self._serial:
            for step in compiled_plan.top:
                if not self._failed:  # graphql-core decides whether the others run after an error.
                    await self._fetch(step)
        else:
            await self._fetch_all(compiled_plan.top)
        if self._failed:
            raise Bailout
        await self._build(self._complete_final)
        return data

    async def _build(self, work: Callable[[], None]) -> None:
        """Builds a part of the response: in a thread if the response is large."""
        if self._context.large:
            await RENDERING.run(work)
        else:
            work()

    def _complete_final(self) -> None:
        for step, outcomes in self._final:
            checkpoint()
            self._complete(step, outcomes)

    async def _fetch_all(self, steps: list[Step]) -> None:
        fetches = [self._fetch(step) for step in steps if self._work[step.number]]
        if len(fetches) == 1:
            await fetches[0]
        elif fetches:
            await asyncio.gather(*fetches)

    async def _fetch(self, step: Step) -> None:
        """A step, for all objects that wait for it, and all steps below it."""
        sources = [source for _, source in self._work[step.number]]
        outcomes = await self._outcomes(step, sources)
        self.fetched.append((step, sources, outcomes))
        if any(isinstance(outcome, Exception) for outcome in outcomes):
            self._failed = True
        elif step.final and not self._serial:
            self._final.append((step, outcomes))
        else:
            try:
                await self._build(partial(self._complete, step, outcomes))
            except Exception as error:
                log_failure(step.field.path, error)
                self._failed = True
                return
            await self._fetch_all(step.below)

    def _complete(self, step: Step, outcomes: Sequence[Any]) -> None:
        key, complete, work = step.field.key, step.complete, self._work
        for (waiting, _), outcome in zip(work[step.number], outcomes, strict=True):
            waiting[key] = complete(outcome, work)

    async def _outcomes(self, step: Step, sources: list[Any]) -> Sequence[Any]:
        """What the resolver of each source returns or raises."""
        if self._executor.operation.operation is OperationType.SUBSCRIPTION and step in self._compiled_plan.top:
            return sources
        path = step.field.path
        if step.fetch_group is not None:
            return [await _outcome(self._context.fetch_groups.values(path))]
        try:
            if (finds := step.field.spec.finds) is not None:
                return await self._context.fetch_groups.outcomes(path, [finds(source) for source in sources])
            call = Call(step, self._executor)
        except Exception as error:
            return [error] * len(sources)
        return await _all([_called(call, source) for source in sources])


def log_failure(path: Path, error: Exception) -> None:
    """Logs an exception of generated code, which graphql-core replaces by its own errors. A value that does not match
    its type is expected; everything else is a fault of the code."""
    level = logging.DEBUG if isinstance(error, Bailout | GraphQLError) else logging.WARNING
    _LOG.log(level, "The generated code of %s failed.", ".".join(path) or "the operation", exc_info=error)


def _called(call: Call, source: Any) -> Any:
    try:
        return call(source)
    except Exception as error:
        return error


async def _all(outcomes: list[Any]) -> Sequence[Any]:
    """The outcomes, awaitable ones awaited concurrently."""
    pending = [index for index, outcome in enumerate(outcomes) if is_awaitable(outcome)]
    if len(pending) == 1:  # The usual case: a task would cost as much as all else here.
        outcomes[pending[0]] = await _outcome(outcomes[pending[0]])
        return outcomes
    results = await asyncio.gather(*(outcomes[index] for index in pending), return_exceptions=True)
    for index, outcome in zip(pending, _without_failures(results), strict=True):
        outcomes[index] = outcome
    return outcomes


async def _outcome(pending: Awaitable[Any]) -> Any:
    """The value, or the error that is raised in its place."""
    try:
        return await pending
    except Exception as error:
        return error


def _without_failures(outcomes: Sequence[Any]) -> Sequence[Any]:
    """The same outcomes. Raises one that ends the task, such as a cancellation."""
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, Exception):
            raise outcome
    return outcomes
