"""What is used of graphql-core and Strawberry beyond their documented interfaces: nothing else imports it from them.

`tests/execution/test_graphql_core.py` fails when one of these changes.
"""

from collections.abc import Callable
from typing import Any, Final, cast

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema, specified_rules
from graphql import validate as _validate  # pyright: ignore[reportUnknownVariableType]
from graphql.execution.collect_fields import (
    CollectedFields,
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.pyutils import Path
from graphql.pyutils import is_iterable as _is_iterable  # pyright: ignore[reportUnknownVariableType]
from graphql.validation import validation_context
from graphql.validation.rules import overlapping_fields_can_be_merged
from graphql.validation.validate import ValidationAbortedError
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as StrawberryExecutor
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

__all__ = [
    "MAX_ERRORS",
    "CollectedFields",
    "FieldDetails",
    "FragmentDetails",
    "Path",
    "StrawberryExecutor",
    "collect_fields",
    "collect_subfields",
    "first_errors",
    "graphql_schema",
    "is_iterable",
    "release",
    "strawberry_schema",
    "validate",
]

#: Errors of one request before it runs; and errors beyond which none suggests another name, because each suggestion
#: compares a name with all others.
MAX_ERRORS: Final = 20
MAX_SUGGESTIONS: Final = 3
#: Comparisons of fields with the same response key, and steps through fragments, of one document.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 15_000
validation_context.MAX_FRAGMENT_WORK = 5_000
_RULES: Final = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
_TOO_COMPLEX: Final = (
    "The document selects too many fields with the same response key, or its fragments use each other too often:"
    " split it."
)

#: Whether a value can be the value of a list.
is_iterable: Final[Callable[[object], bool]] = cast("Any", _is_iterable)


def graphql_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """The schema as graphql-core has it."""
    return schema._schema  # pyright: ignore[reportPrivateUsage]


def strawberry_schema(schema: GraphQLSchema) -> strawberry.Schema:
    """The schema as Strawberry has it."""
    return cast("Any", schema)._strawberry_schema


def validate(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """The errors of a document, at most `MAX_ERRORS`, by the rules of the specification and of Strawberry's types."""
    return first_errors(lambda hide: _errors(schema, document, hide_suggestions=hide))


def first_errors(find: Callable[[bool], list[GraphQLError]]) -> list[GraphQLError]:
    """At most `MAX_ERRORS` errors, with suggestions if there are few of them. `find` finds errors, and is called again
    with False if they may have suggestions: the error of a document that is too complex has none."""
    errors = find(True)
    is_complete = any(error.message == _TOO_COMPLEX for error in errors)
    return find(False) if 0 < len(errors) <= MAX_SUGGESTIONS and not is_complete else errors[:MAX_ERRORS]


def _errors(schema: GraphQLSchema, document: DocumentNode, *, hide_suggestions: bool) -> list[GraphQLError]:
    errors: list[GraphQLError] = cast("Any", _validate)(schema, document, _RULES, MAX_ERRORS, hide_suggestions)
    is_complex = len(errors) <= MAX_ERRORS and any(isinstance(error, ValidationAbortedError) for error in errors)
    return [GraphQLError(_TOO_COMPLEX)] if is_complex else errors


def release(executor: StrawberryExecutor) -> None:
    """Breaks the cycles of references through an executor that has ended. It cannot run again."""
    del executor.async_helpers
