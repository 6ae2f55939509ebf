"""Both executors on one question."""

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
    """The answer of an executor. The errors of an operation that cannot run are in it."""
    try:
        operation = prepare(documents, GraphQLParams(query, variables), context.limits)
    except RequestError as error:
        return ExecutionResult(None, error.errors)
    return await operation.execute(context, executor)


async def fast(context: Context, query: str, variables: Mapping[str, Any] | None = None) -> ExecutionResult:
    """The answer of the fast executor."""
    return await run(DOCUMENTS, FastExecutor, context, query, variables)


async def slow(context: Context, query: str, variables: Mapping[str, Any] | None = None) -> ExecutionResult:
    """The answer of graphql-core, with a plan of its own: nothing is left of requests before."""
    return await run(Documents(DOCUMENTS.schema, MAX_TOKENS), StrawberryExecutor, context, query, variables)


def same(one: ExecutionResult, other: ExecutionResult, *, exactly: bool = False) -> None:
    """Whether two answers are equal: their data to the order of keys, their errors by what is wrong where.

    What of several errors below one null is told depends on which came first, and that on the event loop. So each null
    must be accounted for in both, and by the same errors where the field that failed is the null itself; `exactly`
    where nothing is awaited: then by the same list.
    """
    assert orjson.dumps(one.data) == orjson.dumps(other.data)
    if exactly:
        assert told(one) == told(other)
    first, second = by_null(one), by_null(other)
    assert first.keys() == second.keys()
    for null, errors in first.items():
        own = [[error for error in some if error[1] == list(null)] for some in (errors, second[null])]
        if len(errors) == len(second[null]) == len(own[0]) == len(own[1]):
            assert sorted(map(repr, errors)) == sorted(map(repr, second[null]))


def told(answer: ExecutionResult) -> list[tuple[str, Any, Any]]:
    """What errors say, and where."""
    return [_told(error) for error in answer.errors or ()]


def by_null(answer: ExecutionResult) -> dict[tuple[str | int, ...], list[tuple[str, Any, Any]]]:
    """The errors by the null that each stands for."""
    found: dict[tuple[str | int, ...], list[tuple[str, Any, Any]]] = defaultdict(list)
    for error in answer.errors or ():
        found[_null(answer.data, error.path or [])].append(_told(error))
    return dict(found)


def _told(error: GraphQLError) -> tuple[str, Any, Any]:
    return error.message, error.path, [tuple(each) for each in error.locations or ()]


def _null(data: Any, path: Sequence[str | int]) -> tuple[str | int, ...]:
    """As much of the path as leads to the null."""
    for place, key in enumerate(path):
        if data is None:
            return tuple(path[:place])
        data = data[key]
    assert data is None
    return tuple(path)
