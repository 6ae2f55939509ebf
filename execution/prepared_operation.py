"""A prepared operation: waits for its turn, charges the client, executes, and measures."""

import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from graphql import (
    ExecutionResult,
    FieldNode,
    GraphQLSchema,
    OperationType,
    default_field_resolver,  # pyright: ignore[reportUnknownVariableType]
    default_type_resolver,  # pyright: ignore[reportUnknownVariableType]
)
from graphql.execution import VariableValues

from accounts.cost_limit import Allowance
from errors import StoreError
from execution.admission import Admission
from execution.documents import ParsedOperation
from execution.executor import FastExecutor
from execution.resolvers import is_awaitable
from execution.slow import SlowLog
from loaders import references
from loaders.context import Context
from loaders.cost import Cost
from loaders.field_spec import FieldSpec
from loaders.graphql_core import StrawberryExecutor
from loaders.plan import Plan
from telemetry import tracing
from telemetry.metrics import COST, OPERATIONS_IN_FLIGHT
from thread_pools import RENDERING, serialize_jobs

if TYPE_CHECKING:
    from opentelemetry.trace import Span

#: The cost from which a response can take more than 20 ms to build.
LARGE: Final = 20_000
_COSTS: Final = {kind: COST.labels(kind.value) for kind in OperationType}
_RESOLVERS: Final = cast("Any", (default_field_resolver, default_type_resolver, default_field_resolver))


@dataclass(frozen=True, slots=True, eq=False)
class PreparedOperation:
    """A valid operation with its coerced variables, its plan and its cost."""

    schema: GraphQLSchema
    parsed: ParsedOperation
    variables: VariableValues
    plan: Plan
    cost: Cost

    @property
    def kind(self) -> OperationType:
        """Query, mutation or subscription."""
        return self.parsed.definition.operation

    @property
    def charge(self) -> int:
        """The cost that is charged to the client; it includes planning unless the plan has run before."""
        return self.cost.work + (0 if self.plan.has_run else self.cost.planning)

    def selects(self, name: str) -> bool:
        """Whether the operation selects a field of the root, outside of fragments."""
        selections = self.parsed.definition.selection_set.selections
        return any(isinstance(selection, FieldNode) and selection.name.value == name for selection in selections)

    @property
    def purpose(self) -> str:
        """The purpose whose allowance is charged: that of the mutations, if all have the same. Queries have none."""
        if self.kind is not OperationType.MUTATION or self.schema.mutation_type is None:
            return ""
        fields = self.schema.mutation_type.fields
        purposes = {
            FieldSpec.of(fields[selection.name.value]).allowance
            if isinstance(selection, FieldNode) and selection.name.value in fields
            else ""
            for selection in self.parsed.definition.selection_set.selections
        }
        return purposes.pop() if len(purposes) == 1 else ""

    def spend(self, context: Context) -> None:
        """Charges the client. Raises RateLimited when it has spent its allowance."""
        if (allowance := self._allowance(context)) is not None:
            allowance.charge(self.charge)

    def _allowance(self, context: Context) -> Allowance | None:
        allowance = context.service(Allowance)
        return allowance and allowance.apart(self.purpose)

    def executor(self, context: Context, executor: type[StrawberryExecutor] = FastExecutor) -> StrawberryExecutor:
        """The executor of one run, whose context begins with the plan."""
        self.plan.has_run = True
        context.begin(self.plan, self.variables.coerced, large=self.cost.work > LARGE)
        parsed = self.parsed
        return executor(
            self.schema,
            parsed.definitions,
            parsed.fragments,
            None,
            context,
            parsed.definition,
            self.variables,
            *_RESOLVERS,
        )

    async def execute(self, context: Context, executor: type[StrawberryExecutor] = FastExecutor) -> ExecutionResult:
        """The result of a query or a mutation. When this ends, for whatever reason, all its work has ended. Raises
        RateLimited and Overloaded."""
        admission = context.service(Admission)
        # An operation that is not admitted costs the client nothing.
        async with nullcontext() if admission is None else admission.turn(self.charge, self.plan):
            self.spend(context)
            return await self._measured(context, executor)

    async def _measured(self, context: Context, executor: type[StrawberryExecutor]) -> ExecutionResult:
        _COSTS[self.kind].observe(self.charge)
        OPERATIONS_IN_FLIGHT.inc()
        began = time.perf_counter()
        try:
            with self._span() as span:
                result = await self._execute(context, executor)
                tracing.describe(span, {}, "GRAPHQL_ERRORS" if result.errors else None)
                return result
        finally:
            seconds = time.perf_counter() - began
            OPERATIONS_IN_FLIGHT.dec()
            self.parsed.durations.observe(seconds)
            if (slow := context.service(SlowLog)) is not None:
                slow.observe(self.parsed, self.plan, self.cost, seconds)

    def _span(self) -> AbstractContextManager["Span | None"]:
        """The span of an execution. The name of the operation and its document are text of the client."""
        kind = self.kind.value
        if not tracing.is_on():
            return nullcontext()
        attributes = {
            "graphql.operation.type": kind, "peergraph.operation.field": self.parsed.root_field,
            "peergraph.operation.cost": self.charge,
        }  # fmt: skip
        return tracing.span(kind, attributes)

    async def _execute(self, context: Context, executor: type[StrawberryExecutor]) -> ExecutionResult:
        with serialize_jobs():
            try:
                run = self.executor(context, executor).execute_operation
                # graphql-core walks the schema for a second in one go; without other fields, nothing in it waits.
                pending: Any = await RENDERING.run(run) if self.parsed.introspects_only else run()
                result: ExecutionResult = await pending if is_awaitable(pending) else pending
            finally:
                await context.end()
        if self.plan.references and result.data is not None:
            warnings = await self._warnings(context)
            result.extensions = {"warnings": warnings} if warnings else None
        return result

    async def _warnings(self, context: Context) -> list[Any]:
        """Warnings about ids in arguments that are those of no node; none while the store is unavailable."""
        named = self.plan.references
        try:
            missing = await references.unknown(context.store, [each for names in named.values() for each in names])
        except StoreError:
            return []
        return references.warnings(named, missing)
