"""Both executors on one query."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from graphql import ExecutionResult, GraphQLError

from execution.documents import Documents
from execution.executor import FastExecutor
from execution.prepare import GraphQLParams, RequestError, prepare
from loaders.context import Context
from loaders.graphql_core import StrawberryExecutor
from schema.operations import DOCUMENTS
from schema.schema import MAX_TOKENS

Executor = type[StrawberryExecutor]


async def run(
    documents: Documents, executor: Executor, context: Context, query: str, variables: Mapping[str, Any] | None = None
) -> ExecutionResult:
    """The response of an executor, with the errors of an operation that cannot run."""
    try:
        operation = prepare(documents, GraphQLParams(query, variables), context.limits)
    except RequestError as error:
        return ExecutionResult(None, error.errors)
    return await operation.execute(context, executor)


async def fast(context: Context, query: str, variables: Mapping[str, Any] | None = None) -> ExecutionResult:
    """The response of the fast executor."""
    return await run(DOCUMENTS, FastExecutor, context, query, variables)


async def slow(context: Context, query: str, variables: Mapping[str, Any] | None = None) -> ExecutionResult:
    """The response of graphql-core, with a new plan: independent of earlier requests."""
    return await run(Documents(DOCUMENTS.schema, MAX_TOKENS), StrawberryExecutor, context, query, variables)


def same(one: ExecutionResult, other: ExecutionResult, *, exactly: bool = False) -> None:
    """Whether two responses are equal: data including the order of keys, errors by message and path.

    Which of several errors below one null is reported depends on the order of the event loop. So each null must have
    errors in both, and the same ones where the field that failed is the null itself. `exactly`: where nothing is
    awaited, the lists of errors are equal.
    """
    assert orjson.dumps(one.data) == orjson.dumps(other.data)
    if exactly:
        assert errors_of(one) == errors_of(other)
    first, second = by_null(one), by_null(other)
    assert first.keys() == second.keys()
    for null, errors in first.items():
        errors_of_field = [[error for error in group if error[1] == list(null)] for group in (errors, second[null])]
        if len(errors) == len(second[null]) == len(errors_of_field[0]) == len(errors_of_field[1]):
            assert sorted(map(repr, errors)) == sorted(map(repr, second[null]))


def errors_of(answer: ExecutionResult) -> list[tuple[str, Any, Any]]:
    """Message, path and locations of each error."""
    return [_describe(error) for error in answer.errors or ()]


def by_null(answer: ExecutionResult) -> dict[tuple[str | int, ...], list[tuple[str, Any, Any]]]:
    """The errors by the null that each causes."""
    errors: dict[tuple[str | int, ...], list[tuple[str, Any, Any]]] = defaultdict(list)
    for error in answer.errors or ():
        errors[_null_path(answer.data, error.path or [])].append(_describe(error))
    return dict(errors)


def _describe(error: GraphQLError) -> tuple[str, Any, Any]:
    return error.message, error.path, [tuple(each) for each in error.locations or ()]


def _null_path(data: Any, path: Sequence[str | int]) -> tuple[str | int, ...]:
    """The part of the path that leads to the null."""
    for index, key in enumerate(path):
        if data is None:
            return tuple(path[:index])
        data = data[key]
    assert data is None
    return tuple(path)
