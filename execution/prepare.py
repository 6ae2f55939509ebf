"""Prepares operations: converts request parameters to a plan, or rejects the request with errors.

HTTP, WebSockets, server-sent events, pages and tests all prepare their operations here. Source for the order of the
steps: GraphQL, section 6.1, https://spec.graphql.org/draft/#sec-Executing-Requests
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import GraphQLError, GraphQLSchema, OperationType
from graphql.execution import VariableValues

from errors import BadInput, PeergraphError
from execution.documents import Document, Documents, ParsedOperation
from execution.plans import get_plan
from execution.prepared_operation import PreparedOperation
from execution.variable_values import variable_values
from loaders.cost import Limits
from loaders.graphql_core import MAX_ERRORS
from telemetry import tracing

ANY: Final = frozenset(OperationType)


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
        also = variable_values(documents.schema, parsed, params.variables)
        more = also if isinstance(also, list) else []
        raise RequestError([*document.errors, *more][:MAX_ERRORS], 400 if more else 422)
    return parsed


def _coerced(schema: GraphQLSchema, parsed: ParsedOperation, variables: Mapping[str, Any] | None) -> VariableValues:
    values = variable_values(schema, parsed, variables)
    if isinstance(values, list):
        raise RequestError(values)
    return values
