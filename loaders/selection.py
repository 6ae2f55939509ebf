"""The tree of a plan: the fields of an operation, and how the value of each stored one is read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,  # pyright: ignore[reportUnknownVariableType]
)

from loaders.field_spec import FieldSpec
from loaders.graphql_core import FieldDetails

Path = tuple[str, ...]
"""Response keys, without positions in lists."""
Details = list[FieldDetails]
Getter = Callable[[Any], Any]
"""Reads the value of a field from the values of its object."""


@dataclass(slots=True, eq=False)
class PlannedField:
    """A field of the selection on objects of one type. Only `__typename` has no definition.

    `times` is how often it can be in the response, and `length` how many objects a list among its values has, where the
    resolver of its parent determines that. A stored field has a `getter`; all others are resolved, with the value
    in the slot `needed` of the parent where their declaration needs one. `below` holds the selection of each type that
    the field leads to.
    """

    parent: GraphQLObjectType
    key: str
    definition: GraphQLField | None
    details: Details
    path: Path
    times: int
    length: int = 1
    getter: Getter | None = None
    needed: int | None = None
    below: dict[str, "Selection"] = field(default_factory=dict[str, "Selection"])

    @property
    def name(self) -> str:
        """The name of the field in the schema."""
        return self.details[0].node.name.value

    @property
    def defined(self) -> GraphQLField:
        """The definition of a field that has one."""
        return cast("GraphQLField", self.definition)

    @property
    def coordinate(self) -> str:
        """The type and the name, such as `Paper.title`. Source: https://spec.graphql.org/draft/#sec-Schema-Coordinates"""
        return f"{self.parent.name}.{self.name}"

    @property
    def is_list(self) -> bool:
        """Whether its value is a list."""
        return isinstance(get_nullable_type(cast("Any", self.defined.type)), GraphQLList)

    @property
    def spec(self) -> FieldSpec:
        """What the schema declares of the field."""
        return FieldSpec.of(self.defined)

    @property
    def kind(self) -> GraphQLObjectType:
        """The type of the objects below a stored field."""
        return cast("GraphQLObjectType", named_type(self.defined))

    def read(self, values: Any) -> Any:
        """The value of a stored field. Raises LookupError for a field with a resolver."""
        if self.getter is None:
            raise LookupError(f"{'.'.join(self.path)} is not stored.")
        return self.getter(values)


Selection = dict[str, PlannedField]
"""Fields by response key, in the order of the response."""


def named_type(definition: GraphQLField | GraphQLArgument) -> GraphQLNamedType:
    """The type of a field or of an argument, or of what its lists hold."""
    return get_named_type(definition.type)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]


def is_node(kind: GraphQLObjectType) -> bool:
    """Whether objects of the type have an id of their own."""
    return any(interface.name == "Node" for interface in kind.interfaces)
