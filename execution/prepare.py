"""Prepares operations: converts request parameters to a plan, or rejects the request with errors.

HTTP, WebSockets, server-sent events, pages and tests all prepare their operations here. Source for the order of the
steps: GraphQL, section 6.1, https://spec.graphql.org/draft/#sec-Executing-Requests
"""

import time
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from graphql import (
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    VariableDefinitionNode,
    default_field_resolver,  # pyright: ignore[reportUnknownVariableType]
    default_type_resolver,  # pyright: ignore[reportUnknownVariableType]
    get_variable_values,
)
from graphql.execution import VariableValues

from accounts.cost_limit import Allowance
from errors import BadInput, PeergraphError, StoreError
from execution.admission import Admission
from execution.documents import Document, Documents, ParsedOperation
from execution.executor import FastExecutor
from execution.plans import get_plan
from execution.resolvers import is_awaitable
from execution.slow import SlowLog
from loaders import references
from loaders.context import Context
from loaders.cost import Cost, Limits
from loaders.field_spec import FieldSpec
from loaders.graphql_core import MAX_ERRORS, StrawberryExecutor, first_errors
from loaders.plan import Plan
from telemetry import tracing
from telemetry.metrics import COST, OPERATIONS_IN_FLIGHT
from thread_pools import RENDERING, serialize_jobs

if TYPE_CHECKING:
    from opentelemetry.trace import Span

ANY: Final = frozenset(OperationType)
#: The cost from which a response can take more than 20 ms to build.
LARGE: Final = 20_000
_COSTS: Final = {kind: COST.labels(kind.value) for kind in OperationType}
_RESOLVERS: Final = cast("Any", (default_field_resolver, default_type_resolver, default_field_resolver))


@dataclass(frozen=True, slots=True)
class GraphQLParams:
    """The parameters of a request: the text of a document, the values of variables, and the operation's name, which a
    document of one operation does not need."""

    query: str
    variables: Mapping[str, Any] | None = None
    operation: str | None = None


class RequestError(Exception):
    """An operation that is rejected before execution. `status`: of HTTP, 422 for a document that can be parsed."""

    def __init__(self, errors: Sequence[GraphQLError], status: int = 422) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = list(errors)
        self.status = status


class UnknownOperation(PeergraphError):
    """The document does not determine which operation runs."""

    code = "BAD_REQUEST"
    status = 400

    def __init__(self, name: str | None) -> None:
        super().__init__(
            "The document has several operations, or none: set `operationName`."
            if name is None
            else f"The document has no operation named {name[:80]!r}."
        )


class OperationNotAllowed(PeergraphError):
    """An operation of a type that this kind of request cannot run."""

    code = "BAD_REQUEST"
    status = 405

    def __init__(self, kind: OperationType) -> None:
        super().__init__(
            "Send mutations by HTTP POST."
            if kind is OperationType.MUTATION
            else "Send subscriptions to `/graphql` as server-sent events or over a WebSocket."
        )


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

    @asynccontextmanager
    async def turn(self, context: Context) -> AsyncGenerator[None]:
        """Waits for the turn of the operation, which the block runs, and charges the client. Raises RateLimited, and
        Overloaded for an operation that is not admitted, which costs the client nothing."""
        admission = context.service(Admission)
        if admission is None:
            self.spend(context)
            yield
            return
        if (allowance := self._allowance(context)) is not None:
            allowance.check()
        async with admission.turn(self.charge, self.plan):
            self.spend(context)
            yield

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
        async with self.turn(context):
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


#: Values in the variables of a request, in objects and lists of any depth; a filter has 10 lists of 1,000 ids.
MAX_VALUES: Final = 20_000
_CONTAINERS: Final[frozenset[object]] = frozenset({dict, list})


def prepare(
    documents: Documents, params: GraphQLParams, limits: Limits, allowed: Collection[OperationType] = ANY
) -> PreparedOperation:
    """The operation of a request. Raises OperationNotAllowed, and RequestError for errors of syntax, validation,
    variables, arguments and cost. An unexpected exception is the `original_error` of its single error."""
    try:
        with tracing.span("plan"):
            return _prepare(documents, params, limits, allowed)
    except (RequestError, OperationNotAllowed):
        raise
    except GraphQLError as error:
        raise RequestError([error]) from error
    except BadInput as error:
        raise RequestError([GraphQLError(str(error), original_error=error, extensions={"code": error.code})]) from error
    except Exception as error:
        raise RequestError([GraphQLError(str(error), original_error=error)]) from error


def _prepare(
    documents: Documents, params: GraphQLParams, limits: Limits, allowed: Collection[OperationType]
) -> PreparedOperation:
    parsed = _operation(documents, params, allowed)
    variables = _coerced(documents.schema, parsed, params.variables)
    plan = get_plan(parsed, variables, limits)
    cost = plan.cost(variables)
    cost.check()
    return PreparedOperation(documents.schema, parsed, variables, plan, cost)


def _operation(documents: Documents, params: GraphQLParams, allowed: Collection[OperationType]) -> ParsedOperation:
    document = documents.read(params.query)
    if not isinstance(document, Document):
        raise RequestError([document], 400)
    parsed = document.operation(params.operation)
    if parsed is None:
        raise UnknownOperation(params.operation)
    if parsed.definition.operation not in allowed:
        raise OperationNotAllowed(parsed.definition.operation)
    if document.errors:
        # A request with errors of both kinds has the general status 400, as an audit of graphql-http expects.
        also = _variable_values(documents.schema, parsed, params.variables)
        more = also if isinstance(also, list) else []
        raise RequestError([*document.errors, *more][:MAX_ERRORS], 400 if more else 422)
    return parsed


def _coerced(schema: GraphQLSchema, parsed: ParsedOperation, variables: Mapping[str, Any] | None) -> VariableValues:
    values = _variable_values(schema, parsed, variables)
    if isinstance(values, list):
        raise RequestError(values)
    return values


def _variable_values(
    schema: GraphQLSchema, parsed: ParsedOperation, variables: Mapping[str, Any] | None
) -> VariableValues | list[GraphQLError]:
    definitions = parsed.definition.variable_definitions or ()
    inputs = dict(variables or {})
    _check_size(inputs)
    coerced: list[VariableValues] = []

    def errors(hide_suggestions: bool) -> list[GraphQLError]:
        values = get_variable_values(schema, definitions, inputs, MAX_ERRORS, hide_suggestions)
        if not isinstance(values, list):
            coerced.append(values)
            return []
        if all(error.nodes for error in values):
            return values
        # graphql-core names no variable in errors of `@oneOf` inputs: the variables are coerced one by one.
        located = [_errors_of(schema, each, inputs, hide_suggestions) for each in definitions]
        return [error for each in located for error in each][:MAX_ERRORS]

    return first_errors(errors) or coerced[0]


def _errors_of(
    schema: GraphQLSchema, definition: VariableDefinitionNode, inputs: dict[str, Any], hide_suggestions: bool
) -> list[GraphQLError]:
    """The errors of one variable, with its name and location."""
    values = get_variable_values(schema, [definition], inputs, MAX_ERRORS, hide_suggestions)
    prefix = f"Variable '${definition.variable.name.value}' has invalid value:"
    errors = values if isinstance(values, list) else []
    return [error if error.nodes else GraphQLError(f"{prefix} {error.message}", definition) for error in errors]


def _check_size(variables: dict[str, Any]) -> None:
    """Limits the number of values in the variables: each error of coercion prints the object around it. Raises
    BadInput."""
    number, containers = 0, [cast("Any", variables)]
    while containers:
        container: Any = containers.pop()
        number += len(container)
        if number > MAX_VALUES:
            raise BadInput(f"The variables have more than {MAX_VALUES:,} values: split the request.")
        values: Any = container.values() if hasattr(container, "values") else container
        containers.extend(each for each in values if type(each) in _CONTAINERS)
