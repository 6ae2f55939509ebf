"""Strawberry's executor, with compiled plans."""

from collections.abc import Awaitable
from typing import Any, Final, cast
from weakref import WeakKeyDictionary

from graphql import ExecutionResult
from graphql.execution import ExperimentalIncrementalExecutionResults

from execution.bailout import Unsupported
from execution.compiled_plan import CompiledPlan
from execution.compiling import compiled
from execution.fetched_results import FetchedResults
from execution.resolvers import is_awaitable
from execution.running import Run, log_failure
from loaders.context import Context
from loaders.graphql_core import StrawberryExecutor, release
from loaders.plan import Plan
from telemetry.metrics import EXECUTIONS

#: What ran an operation: a compiled plan, or graphql-core where an error had to be placed in the response.
FAST: Final = "fast"
ERROR: Final = "completed by graphql-core"
_FAST: Final = EXECUTIONS.labels(FAST)
Results = ExecutionResult | ExperimentalIncrementalExecutionResults
_COMPILED_PLANS: WeakKeyDictionary[Plan, CompiledPlan | str] = WeakKeyDictionary()


class FastExecutor(StrawberryExecutor):
    """Runs the compiled plan of an operation; an operation without one runs in graphql-core."""

    def execute_operation(self, serially: bool | None = None) -> Results | Awaitable[Results]:
        """The result of the operation."""
        compiled_plan = self._compiled_plan()
        if isinstance(compiled_plan, CompiledPlan):
            return self._fast(compiled_plan, serially)
        EXECUTIONS.labels(compiled_plan).inc()
        return super().execute_operation(serially)

    def _compiled_plan(self) -> CompiledPlan | str:
        """The compiled plan, or the reason why there is none."""
        context = cast("object", self.context_value)
        plan = context.plan if isinstance(context, Context) else None
        if plan is None:
            return "no plan"
        if plan not in _COMPILED_PLANS:
            try:
                _COMPILED_PLANS[plan] = compiled(self.schema, plan)
            except Unsupported as reason:
                _COMPILED_PLANS[plan] = str(reason)
        return _COMPILED_PLANS[plan]

    async def _fast(self, compiled_plan: CompiledPlan, serially: bool | None) -> Results:
        run = Run(compiled_plan, self)
        try:
            data = await run.execute()
        except Exception as error:
            log_failure((), error)
            EXECUTIONS.labels(ERROR).inc()
            self.middleware_manager = FetchedResults(run)
            result = cast("Any", super().execute_operation(serially))
            return cast("Results", await result if is_awaitable(result) else result)
        _FAST.inc()
        self._release()
        return ExecutionResult(data, None)

    def _release(self) -> None:
        """Breaks reference cycles, because collecting them took a quarter of a busy process."""
        release(self)
        self.context_value.clear()
