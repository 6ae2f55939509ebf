"""The work of introspection, which graphql-core resolves field by field."""

from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from typing import Any, Final, cast

from graphql import GraphQLObjectType, GraphQLSchema, introspection_types

#: The root fields of introspection, and the types of what they lead to.
ROOTS: Final = {"__schema": "__Schema", "__type": "__Type"}
#: An object, and a value of it, as graphql-core completes them.
OBJECT: Final = 8
VALUE: Final = 5


def types() -> Mapping[str, GraphQLObjectType]:
    """The types of introspection by name."""
    return cast("Mapping[str, GraphQLObjectType]", introspection_types)


@lru_cache(maxsize=8)
def lengths(schema: GraphQLSchema) -> Mapping[str, int]:
    """The lengths of the lists of introspection by coordinate. Those of a type are means: over all types below
    `__schema.types`, and else over the types that fields lead to, which are longer."""
    kinds = [cast("Any", kind) for kind in schema.type_map.values()]
    fields = [len(getattr(kind, "fields", ())) for kind in kinds]
    arguments = [len(getattr(each, "args", ())) for kind in kinds for each in getattr(kind, "fields", {}).values()]
    return {
        "__Schema.types": len(kinds),
        "__Schema.directives": len(schema.directives),
        "__Type.fields": _mean(fields),
        "__Type.inputFields": _mean(fields),
        "__Type.enumValues": _mean([len(getattr(kind, "values", ())) for kind in kinds]),
        "__Type.interfaces": _mean([len(getattr(kind, "interfaces", ())) for kind in kinds]),
        "__Type.possibleTypes": len(schema.get_possible_types(cast("Any", schema.type_map["Node"])))
        if "Node" in schema.type_map
        else 1,
        "__Field.args": _mean(arguments),
        "__Directive.args": 1,
        "nested __Type.fields": ceil(sum(number**2 for number in fields) / max(sum(fields), 1)),
    }


def _mean(numbers: list[int]) -> int:
    return ceil(sum(numbers) / max(len(numbers), 1))
