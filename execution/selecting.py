"""What is selected of an object: fields in the order of the answer, fragments and repetitions resolved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from graphql import GraphQLField, GraphQLObjectType
from graphql.execution.collect_fields import CollectedFields, collect_fields, collect_subfields

from execution.bailout import Unsupported
from loaders.planning import Details, Operation, Path


@dataclass(frozen=True, slots=True)
class Selected:
    """A field of the selection on objects of a type. Only `__typename` has no definition."""

    parent: GraphQLObjectType
    key: str
    definition: GraphQLField | None
    details: Details
    path: Path

    @property
    def known(self) -> GraphQLField:
        """The definition of a field that has one."""
        return cast("GraphQLField", self.definition)


def root(operation: Operation) -> tuple[GraphQLObjectType, Iterator[Selected]]:
    """The root type of an operation, and the fields of its root."""
    kind = cast("GraphQLObjectType", operation.schema.get_root_type(operation.definition.operation))
    collected = collect_fields(operation.schema, operation.fragments, operation.variables, kind, operation.definition)
    return kind, _fields(kind, collected, ())


def below(operation: Operation, kind: GraphQLObjectType, each: Selected) -> Iterator[Selected]:
    """The fields of an object that a field leads to."""
    collected = collect_subfields(
        operation.schema, operation.fragments, operation.variables, operation.definition, kind, each.details
    )
    return _fields(kind, collected, each.path)


def _fields(kind: GraphQLObjectType, collected: CollectedFields, path: Path) -> Iterator[Selected]:
    """The fields of an object, in the order of the answer."""
    if collected.new_defer_usages:
        raise Unsupported("incremental delivery")
    for key, details in collected.grouped_field_set.items():
        name = details[0].node.name.value
        if name in {"__schema", "__type"}:
            raise Unsupported("introspection")
        if any(directive.name.value == "stream" for each in details for directive in each.node.directives or ()):
            raise Unsupported("incremental delivery")
        definition = kind.fields.get(name)
        if definition is not None or name == "__typename":
            yield Selected(kind, key, definition, details, (*path, key))
