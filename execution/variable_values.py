"""Coerces the variables of a request to values of their types.

Source: GraphQL, section 6.1.2, https://spec.graphql.org/draft/#sec-Coercing-Variable-Values
"""

from collections.abc import Mapping
from typing import Any, Final, cast

from graphql import GraphQLError, GraphQLSchema, VariableDefinitionNode, get_variable_values
from graphql.execution import VariableValues

from errors import BadInput
from execution.documents import ParsedOperation
from loaders.graphql_core import MAX_ERRORS, first_errors

#: Values in the variables of a request, in objects and lists of any depth; a filter has 10 lists of 1,000 ids.
MAX_VALUES: Final = 20_000
_CONTAINERS: Final[frozenset[object]] = frozenset({dict, list})


def variable_values(
    schema: GraphQLSchema, parsed: ParsedOperation, variables: Mapping[str, Any] | None
) -> VariableValues | list[GraphQLError]:
    """The coerced values, or the errors, each with the name of its variable. Raises BadInput for too many values."""
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
