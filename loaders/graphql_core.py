"""What is used of graphql-core and Strawberry beyond their documented interfaces: nothing else imports it from them.

`tests/execution/test_graphql_core.py` fails when one of these changes.
"""

from collections.abc import Callable
from typing import Any, Final, cast

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema, specified_rules
from graphql.execution.collect_fields import (
    CollectedFields,
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.pyutils import Path
from graphql.pyutils import is_iterable as _is_iterable  # pyright: ignore[reportUnknownVariableType]
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as StrawberryExecutor
from strawberry.schema.schema import validate_document as _validate_document

__all__ = [
    "CollectedFields",
    "FieldDetails",
    "FragmentDetails",
    "Path",
    "StrawberryExecutor",
    "collect_fields",
    "collect_subfields",
    "graphql_schema",
    "is_iterable",
    "release",
    "strawberry_schema",
    "validate",
]

#: Whether a value can be the value of a list.
is_iterable: Final[Callable[[object], bool]] = cast("Any", _is_iterable)


def graphql_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """The schema as graphql-core has it."""
    return schema._schema  # pyright: ignore[reportPrivateUsage]


def strawberry_schema(schema: GraphQLSchema) -> strawberry.Schema:
    """The schema as Strawberry has it."""
    return cast("Any", schema)._strawberry_schema


def validate(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """The errors of a document, by the rules of the specification and those of Strawberry's own types."""
    return cast("Any", _validate_document)(schema, document, tuple(specified_rules))


def release(executor: StrawberryExecutor) -> None:
    """Breaks the cycles of references through an executor that has ended. It cannot run again."""
    del executor.async_helpers
