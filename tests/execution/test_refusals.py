"""Requests that are refused before anything runs: in few steps, with few and short errors."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

import pytest

from benchmarks.refused import FILTER, REFUSED
from endpoints.error_formatting import MAX_MESSAGE, format_exception
from execution.documents import MAX_CHARACTERS, MAX_LINES
from execution.prepare import GraphQLParams, RequestError
from execution.variable_values import MAX_VALUES
from loaders.cost import Limits
from loaders.graphql_core import MAX_ERRORS
from schema.operations import prepare

#: Calls of Python functions that prepare a refused request: about 50 ms.
MAX_CALLS: Final = 400_000


def calls(function: Callable[[], object]) -> int:
    """The calls of Python functions that a function makes."""
    number = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal number
        number += event == "call"

    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.parametrize("name", REFUSED)
def test_a_request_is_refused_in_few_steps_with_few_errors(name: str) -> None:
    query, variables = REFUSED[name]
    errors: list[dict[str, Any]] = []

    def refuse() -> None:
        with pytest.raises(RequestError) as caught:
            prepare(GraphQLParams(query, variables), Limits())
        errors.extend(format_exception(caught.value))

    assert calls(refuse) < MAX_CALLS
    assert 1 <= len(errors) <= MAX_ERRORS
    assert all(len(error["message"]) <= MAX_MESSAGE + 2 for error in errors)


TOO_MANY: Final[list[Any]] = [
    {f"yeer{number}": 1 for number in range(MAX_VALUES)},
    {"or": [{"yeer": 1}] * (MAX_VALUES // 2)},
    {"ids": [[[]]] * (MAX_VALUES // 2)},
]


@pytest.mark.parametrize("value", TOO_MANY)
def test_too_many_values_are_refused_before_they_are_coerced(value: object) -> None:
    with pytest.raises(RequestError, match=f"^The variables have more than {MAX_VALUES:,} values"):
        prepare(GraphQLParams(FILTER, {"f": value}), Limits())


def test_few_errors_have_suggestions_and_many_have_none() -> None:
    with pytest.raises(RequestError, match="Did you mean 'paper' or 'papers'"):
        prepare(GraphQLParams("{ paperz { totalCount } }"), Limits())
    with pytest.raises(RequestError, match="Did you mean 'year'"):
        prepare(GraphQLParams(FILTER, {"f": {"yeer": {}}}), Limits())
    with pytest.raises(RequestError) as caught:
        prepare(GraphQLParams(f"{{ {' '.join(f'papers{number}' for number in range(10))} }}"), Limits())
    assert not any("Did you mean" in error.message for error in caught.value.errors)


@pytest.mark.parametrize(("text", "name"), [(" " * MAX_CHARACTERS, "characters"), ("\n" * MAX_LINES, "lines")])
def test_the_longest_document_is_read_and_a_longer_one_is_not(text: str, name: str) -> None:
    query = "{ __typename }"
    room = len(query) if name == "characters" else 0
    prepare(GraphQLParams(text[room:] + query), Limits())
    with pytest.raises(RequestError, match=f"Document contains more than .* {name}"):
        prepare(GraphQLParams(f"{text} \n{query}"), Limits())
