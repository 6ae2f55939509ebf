"""The work of introspection, which graphql-core resolves field by field."""

from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from typing import Any, Final, cast

from graphql import GraphQLObjectType, GraphQLSchema, introspection_types, is_abstract_type

#: The root fields of introspection, and the types of what they lead to.
ROOTS: Final = {"__schema": "__Schema", "__type": "__Type"}
#: An object, and a value of it, as graphql-core completes them.
OBJECT: Final = 8
VALUE: Final = 5


def types() -> Mapping[str, GraphQLObjectType]:
    """The types of introspection by name."""
    return cast("Mapping[str, GraphQLObjectType]", introspection_types)


@lru_cache(maxsize=8)
def lengths(schema: GraphQLSchema) -> Mapping[str, float]:
    """The lengths of the lists of introspection by coordinate. Those of a type are means: over all types below
    `__schema.types`, and else over the types that fields lead to, which are longer. That of `ofType` is the share of
    the types with one."""
    kinds = [cast("Any", kind) for kind in schema.type_map.values()]
    fields = [len(getattr(kind, "fields", ())) for kind in kinds]
    arguments = [len(getattr(each, "args", ())) for kind in kinds for each in getattr(kind, "fields", {}).values()]
    possible = [len(schema.get_possible_types(kind)) if is_abstract_type(kind) else 0 for kind in kinds]
    return {
        "__Schema.types": len(kinds),
        "__Schema.directives": len(schema.directives),
        "__Type.fields": _mean(fields),
        "__Type.inputFields": _mean(fields),
        "__Type.enumValues": _mean([len(getattr(kind, "values", ())) for kind in kinds]),
        "__Type.interfaces": _mean([len(getattr(kind, "interfaces", ())) for kind in kinds]),
        "__Type.possibleTypes": max(possible, default=1),
        "every __Type.possibleTypes": _mean(possible),
        "__Type.ofType": _wrapped(kinds),
        "__Field.args": _mean(arguments),
        "__Directive.args": 1,
        "nested __Type.fields": ceil(sum(number**2 for number in fields) / max(sum(fields), 1)),
    }


def _mean(numbers: list[int]) -> int:
    return ceil(sum(numbers) / max(len(numbers), 1))


def _wrapped(kinds: list[Any]) -> float:
    """The share of lists and non-null types among the types that fields and arguments lead to."""
    fields = [each for kind in kinds for each in getattr(kind, "fields", {}).values()]
    references = [str(each.type) for field in fields for each in (field, *getattr(field, "args", {}).values())]
    wrappers = sum(reference.count("!") + reference.count("[") for reference in references)
    return wrappers / max(wrappers + len(references), 1)
