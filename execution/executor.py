"""Strawberry's executor, with programs for the operations that can have one."""

from collections.abc import Awaitable
from typing import Any, cast
from weakref import WeakKeyDictionary

from graphql import ExecutionResult
from graphql.execution import ExperimentalIncrementalExecutionResults

from execution.bailout import Unsupported
from execution.compiling import compiled
from execution.metrics import ERROR, FAST, OPERATIONS
from execution.program import Program
from execution.replay import Replay
from execution.resolvers import is_awaitable
from execution.running import Run, log_failure
from loaders.context import Context
from loaders.graphql_core import StrawberryExecutor, release
from loaders.planning import Plan

Answer = ExecutionResult | ExperimentalIncrementalExecutionResults
_PROGRAMS: WeakKeyDictionary[Plan, Program | str] = WeakKeyDictionary()


class FastExecutor(StrawberryExecutor):
    """Runs the program of a planned operation; everything else as graphql-core does."""

    def execute_operation(self, serially: bool | None = None) -> Answer | Awaitable[Answer]:
        """The answer of the operation."""
        program = self._program()
        if isinstance(program, Program):
            return self._fast(program, serially)
        OPERATIONS[program] += 1
        return super().execute_operation(serially)

    def _program(self) -> Program | str:
        """The program, or why there is none."""
        context = cast("object", self.context_value)
        plan = context.plan if isinstance(context, Context) else None
        if plan is None:
            return "no plan"
        if plan not in _PROGRAMS:
            try:
                _PROGRAMS[plan] = compiled(self.schema, plan)
            except Unsupported as reason:
                _PROGRAMS[plan] = str(reason)
        return _PROGRAMS[plan]

    async def _fast(self, program: Program, serially: bool | None) -> Answer:
        run = Run(program, self)
        try:
            data = await run.answer()
        except Exception as error:
            log_failure((), error)
            OPERATIONS[ERROR] += 1
            self.middleware_manager = Replay(run)
            result = cast("Any", super().execute_operation(serially))
            return cast("Answer", await result if is_awaitable(result) else result)
        OPERATIONS[FAST] += 1
        self._let_go()
        return ExecutionResult(data, None)

    def _let_go(self) -> None:
        """Opens the circles of references, so that all that a request held goes with it: left to the collector of
        cycles, it took a quarter of a busy process."""
        release(self)
        self.context_value.forget()
