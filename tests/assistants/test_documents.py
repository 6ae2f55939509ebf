"""Each tool is a valid query with a bounded cost, described for a model. No store is needed."""

from typing import Any, Final

import pytest
from graphql import OperationType

from assistants.tools import TOOLS
from execution.prepare import GraphQLParams
from loaders.cost import Limits
from schema.operations import prepare

#: The dearest valid arguments of each tool.
DEAREST: Final[dict[str, dict[str, Any]]] = {
    "search": {"text": "graph", "limit": 25},
    "paper": {"paper": "W1"},
    "neighbours": {"paper": "W1", "limit": 25},
    "paths": {"start": "W1", "end": "W2", "maxLength": 6, "limit": 5},
    "map": {"around": "W1", "limit": 60},
    "groups": {"by": ["TOPIC", "YEAR"], "text": "graph", "topic": "topic:graphs", "limit": 50},
    "cite": {"paper": "W1"},
}


def test_every_tool_has_arguments_here() -> None:
    assert DEAREST.keys() == TOOLS.keys()


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_is_a_valid_query_of_bounded_cost(name: str) -> None:
    tool = TOOLS[name]
    variables = tool.read(DEAREST[name]).variables()
    operation = prepare(GraphQLParams(tool.document, variables), Limits(), {OperationType.QUERY})
    assert operation.kind is OperationType.QUERY
    assert operation.cost.work + operation.cost.planning <= Limits().cost / 2


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_and_its_arguments_are_described(name: str) -> None:
    tool = TOOLS[name]
    schema = tool.arguments.model_json_schema()
    assert len(tool.description) > 80
    assert schema["additionalProperties"] is False
    assert [each for each, field in schema["properties"].items() if not field.get("description")] == []
