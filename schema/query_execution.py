"""Runs operations from their text. One whose document is known and whose variables fit is run at once; everything else
goes through Strawberry, which says what is wrong with it."""

from collections.abc import Awaitable, Collection, Mapping
from typing import Any, Final, cast

from graphql import ExecutionResult, GraphQLError, OperationType, get_variable_values
from graphql.execution import executor as core
from strawberry.types import ExecutionResult as Result
from strawberry.types.graphql import OperationType as Allowed

from execution.documents import ParsedOperation
from execution.executor import FastExecutor
from execution.plans import planned
from execution.resolvers import is_awaitable
from loaders.context import Context
from loaders.planning import Operation
from schema.documents import DOCUMENTS
from schema.schema import SCHEMA

Answer = ExecutionResult | Result
_GRAPHQL: Final = SCHEMA._schema  # pyright: ignore[reportPrivateUsage]
#: Of fields and types that have none of their own, as graphql-core wants them.
_RESOLVERS: Final = tuple(getattr(core, f"default_{each}_resolver") for each in ("field", "type", "field"))
_STRAWBERRY: Final = {each: Allowed(each.value) for each in OperationType}


async def run(
    context: Context,
    query: str,
    variables: Mapping[str, Any] | None,
    operation: str | None,
    allowed: Collection[OperationType],
) -> Answer:
    """The answer of an operation. Raises what `strawberry.Schema.execute` raises."""
    known = DOCUMENTS.operation(query, operation)
    executor = _executor(known, context, variables or {}) if known and known.definition.operation in allowed else None
    if executor is None:
        return await SCHEMA.execute(
            query,
            variable_values=dict(variables or {}),
            context_value=context,
            operation_name=operation,
            allowed_operation_types=cast("Any", [_STRAWBERRY[each] for each in allowed]),
        )
    if isinstance(executor, GraphQLError):
        return ExecutionResult(None, [executor])
    answer: Any = executor.execute_operation()
    return await cast("Awaitable[ExecutionResult]", answer) if is_awaitable(answer) else answer


def _executor(
    known: ParsedOperation, context: Context, variables: Mapping[str, Any]
) -> FastExecutor | GraphQLError | None:
    """The executor of a planned operation, or why it cannot be planned; None where its variables do not fit."""
    values = get_variable_values(_GRAPHQL, known.definition.variable_definitions or (), dict(variables))
    if isinstance(values, list):
        return None
    try:
        plan = planned(Operation(_GRAPHQL, known.definition, known.fragments, values), variables, context.limits)
    except GraphQLError as error:
        return error
    context.begin(plan, values.coerced)
    return FastExecutor(
        _GRAPHQL, known.definitions, known.fragments, None, context, known.definition, values, *_RESOLVERS
    )
