"""Runs a program: level by level what has to be fetched, then the answer in one go."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any

from graphql import OperationType
from graphql.execution import Executor

from execution.bailout import Bailout
from execution.program import Program, Step, Work
from execution.resolvers import Call, is_awaitable
from loaders.context import Context


class Run:
    """One run. `known` says what was fetched so far, for graphql-core to go on with where there is trouble."""

    def __init__(self, program: Program, executor: Executor[Any]) -> None:
        self._program = program
        self._executor = executor
        self._context: Context = executor.context_value
        self._work: Work = [[] for _ in range(program.places)]
        self._final: list[tuple[Step, Sequence[Any]]] = []
        self._failed = False
        self._serial = executor.operation.operation is OperationType.MUTATION
        self.known: list[tuple[Step, list[Any], Sequence[Any]]] = []

    async def answer(self) -> dict[str, Any]:
        """The data of the answer. Raises Trouble for what has an error in it, after everything begun has ended."""
        program = self._program
        data = program.root(self._executor.root_value, self._work)
        if self._serial:
            for place in program.top:
                if not self._failed:  # graphql-core knows whether the others run after an error.
                    await self._fetch(place)
        else:
            await self._side_by_side(program.top)
        if self._failed:
            raise Bailout
        for place, outcomes in self._final:
            self._complete(place, outcomes)
        return data

    async def _side_by_side(self, places: list[Step]) -> None:
        begun = [self._fetch(place) for place in places if self._work[place.number]]
        if len(begun) == 1:
            await begun[0]
        elif begun:
            await asyncio.gather(*begun)

    async def _fetch(self, place: Step) -> None:
        """A place, for all objects that wait for it, and all places below it."""
        sources = [source for _, source in self._work[place.number]]
        outcomes = await self._outcomes(place, sources)
        self.known.append((place, sources, outcomes))
        if any(isinstance(each, Exception) for each in outcomes):
            self._failed = True
        elif place.final and not self._serial:
            self._final.append((place, outcomes))
        else:
            try:
                self._complete(place, outcomes)
            except Exception:
                self._failed = True
                return
            await self._side_by_side(place.below)

    def _complete(self, place: Step, outcomes: Sequence[Any]) -> None:
        key, complete, work = place.key, place.complete, self._work
        for (waiting, _), outcome in zip(work[place.number], outcomes, strict=True):
            waiting[key] = complete(outcome, work)

    async def _outcomes(self, place: Step, sources: list[Any]) -> Sequence[Any]:
        """What each object's resolver answers, or raises."""
        if self._executor.operation.operation is OperationType.SUBSCRIPTION and place in self._program.top:
            return sources
        if place.fetch_group is not None:
            return [await _outcome(self._context.fetch_groups.values(place.path))]
        try:
            if place.finds is not None:
                return await self._context.fetch_groups.outcomes(
                    place.path, [place.finds(source) for source in sources]
                )
            call = Call(place, self._executor)
        except Exception as error:
            return [error] * len(sources)
        return await _all([_called(call, source) for source in sources])


def _called(call: Call, source: Any) -> Any:
    try:
        return call(source)
    except Exception as error:
        return error


async def _all(outcomes: list[Any]) -> Sequence[Any]:
    """The outcomes, those to come awaited side by side."""
    coming = [place for place, each in enumerate(outcomes) if is_awaitable(each)]
    if len(coming) == 1:  # As most are: a task of its own would cost as much as all else here.
        outcomes[coming[0]] = await _outcome(outcomes[coming[0]])
        return outcomes
    settled = await asyncio.gather(*(outcomes[place] for place in coming), return_exceptions=True)
    for place, outcome in zip(coming, _without_failures(settled), strict=True):
        outcomes[place] = outcome
    return outcomes


async def _outcome(coming: Awaitable[Any]) -> Any:
    """What comes, or the error that comes in its place."""
    try:
        return await coming
    except Exception as error:
        return error


def _without_failures(outcomes: Sequence[Any]) -> Sequence[Any]:
    """The same. Raises what is no error but an end."""
    for each in outcomes:
        if isinstance(each, BaseException) and not isinstance(each, Exception):
            raise each
    return outcomes
