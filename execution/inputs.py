"""Converts arguments for resolvers as Strawberry does, with the lookups of a type done once instead of per value."""

from collections.abc import Mapping
from dataclasses import MISSING
from functools import lru_cache, partial
from typing import Any, cast

from graphql import GraphQLField, GraphQLSchema
from strawberry.relay import GlobalID
from strawberry.scalars import is_scalar
from strawberry.schema.config import StrawberryConfig
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import (
    StrawberryList,
    StrawberryMaybe,
    StrawberryObjectDefinition,
    StrawberryOptional,
    has_object_definition,
)
from strawberry.types.enum import StrawberryEnumDefinition, has_enum_definition
from strawberry.types.lazy_type import LazyType
from strawberry.types.unset import UNSET

from execution.bailout import Unsupported
from execution.compiled_plan import Convert, NamedConverters
from execution.resolvers import checked
from loaders.graphql_core import strawberry_schema


def inputs(schema: GraphQLSchema, definition: GraphQLField) -> NamedConverters:
    """The conversions of a field's arguments. Raises Unsupported for an argument of a type that has none here."""
    arguments = checked(definition).arguments
    return _conversions(schema).named(arguments) if arguments else []


@lru_cache(maxsize=8)
def _conversions(schema: GraphQLSchema) -> "Conversions":
    built = strawberry_schema(schema)
    return Conversions(built.schema_converter.scalar_registry, built.config)


class Conversions:
    """The conversions of a schema, by type."""

    def __init__(self, registry: Mapping[object, Any], config: StrawberryConfig) -> None:
        self._registry = registry
        self._config = config
        self._conversions: dict[object, Convert] = {}

    def named(self, arguments: list[StrawberryArgument]) -> NamedConverters:
        """The arguments with their conversions."""
        name = self._config.name_converter.from_argument
        return [(name(each), each.python_name, self.of(each.type)) for each in arguments]

    def of(self, kind: Any) -> Convert:
        """What `convert_argument` does with values of a type."""
        conversion = self._conversions.get(kind)
        if conversion is None:
            # A type may contain itself: this entry exists before the conversions of its fields.
            self._conversions[kind] = lambda value: self._conversions[kind](value)  # noqa: PLW0108 - looked up when it is called
            conversion = self._conversions[kind] = self._of(kind)
        return conversion

    def _of(self, kind: Any) -> Convert:
        if isinstance(kind, LazyType):
            return self.of(cast("LazyType[Any, Any]", kind).resolve_type())
        if isinstance(kind, StrawberryOptional) and not isinstance(kind, StrawberryMaybe):
            return self.of(kind.of_type)
        if isinstance(kind, StrawberryList):
            return _unless_null(partial(_listed, self.of(kind.of_type)))
        if isinstance(kind, StrawberryEnumDefinition) or has_enum_definition(kind):
            return _same
        if is_scalar(kind, self._registry) and kind is not GlobalID:
            return _same
        definition = kind.__strawberry_definition__ if has_object_definition(kind) else None
        if definition is None or not definition.is_input or definition.from_input is not None:
            raise Unsupported("an argument of another kind")
        return _unless_null(self._object(cast("type", kind), definition))

    def _object(self, kind: type, definition: StrawberryObjectDefinition) -> Convert:
        fields = [
            (
                self._config.name_converter.from_field(each),
                each.python_name,
                self.of(each.resolve_type(type_definition=definition)),
            )
            for each in definition.fields
        ]
        absent = {
            each.python_name: None
            for each in definition.fields
            if each.default_value is MISSING and cast("Any", each).default_factory is MISSING
        }

        def instance(value: Mapping[str, Any]) -> Any:
            present = {python: convert(value[name]) for name, python, convert in fields if name in value}
            return kind(**(absent | present))

        return instance


def _same(value: Any) -> Any:
    return value


def _unless_null(convert: Convert) -> Convert:
    """The conversion, which leaves null and UNSET as they are."""
    return lambda value: value if value is None or value is UNSET else convert(value)


def _listed(convert: Convert, values: Any) -> list[Any]:
    return list(values) if convert is _same else [convert(each) for each in values]
