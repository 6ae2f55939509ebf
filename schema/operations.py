"""Prepares and executes operations of the schema."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from graphql import ExecutionResult, OperationType

from execution import prepare as preparation
from execution.documents import Documents
from execution.prepare import ANY, GraphQLParams, RequestError
from execution.prepared_operation import PreparedOperation
from loaders.context import Context
from loaders.cost import Limits
from loaders.graphql_core import graphql_schema
from schema.schema import MAX_TOKENS, SCHEMA

DOCUMENTS: Final = Documents(graphql_schema(SCHEMA), MAX_TOKENS)


def prepare(params: GraphQLParams, limits: Limits, allowed: Collection[OperationType] = ANY) -> PreparedOperation:
    """As `execution.prepare.prepare`."""
    return preparation.prepare(DOCUMENTS, params, limits, allowed)


async def execute(context: Context, query: str, variables: Mapping[str, Any] | None = None) -> ExecutionResult:
    """The result of a query or mutation, including request errors."""
    try:
        operation = prepare(GraphQLParams(query, variables), context.limits, ANY - {OperationType.SUBSCRIPTION})
    except RequestError as error:
        return ExecutionResult(None, error.errors)
    return await operation.execute(context)
