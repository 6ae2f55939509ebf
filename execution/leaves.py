"""Scalars and enums: an expression that lets the usual value through, and asks the type about every other."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLString,
    Undefined,
)

from execution.bailout import Bailout
from execution.code import Code

_TEXT: Final = "{}.__class__ is str"
#: By how a type coerces: what is true of a value `a`, read at the braces, that it leaves as it is.
_AS_IT_IS: Final[Mapping[Callable[..., Any], str]] = {
    GraphQLString.coerce_output_value: _TEXT,
    GraphQLID.coerce_output_value: _TEXT,
    str: _TEXT,
    GraphQLInt.coerce_output_value: "{}.__class__ is int and -2147483648 <= a <= 2147483647",
    GraphQLFloat.coerce_output_value: "{}.__class__ is float and -1e999 < a < 1e999",
    GraphQLBoolean.coerce_output_value: "{} is True or a is False",
}


def leaf(code: Code, kind: GraphQLLeafType, source: str, *, nullable: bool) -> str:
    """The expression for a value of the type that the expression `source` reads."""
    read = f"(a := {source})"
    if isinstance(kind, GraphQLEnumType):
        names = code.constant(_names(kind))
        return f"(None if {read} is None else {names}[a])" if nullable else f"{names}[{source}]"
    coercion, usual = code.constant(_coercion(kind)), _AS_IT_IS.get(kind.coerce_output_value)
    if usual is None:
        return f"(None if {read} is None else {coercion}(a))" if nullable else f"{coercion}({source})"
    kept = f"{read} is None or {usual.format('a')}" if nullable else usual.format(read)
    return f"(a if {kept} else {coercion}(a))"


_NAMES: Final[dict[GraphQLEnumType, dict[Any, str]]] = {}
_COERCIONS: Final[dict[GraphQLLeafType, Callable[[Any], Any]]] = {}


def _names(kind: GraphQLEnumType) -> dict[Any, str]:
    """The names of an enum by what resolvers return: its members, and their values."""
    if kind not in _NAMES:
        members = getattr(kind, "wrapped_cls", ())
        names = {each.value: name for name, each in kind.values.items()}
        _NAMES[kind] = names | {member: names[member.value] for member in members}
    return _NAMES[kind]


def _coercion(kind: GraphQLLeafType) -> Callable[[Any], Any]:
    """What the type itself makes of a value. Raises where it makes nothing of it."""

    def coerced(value: Any) -> Any:
        if value is None or isinstance(value, Exception):
            raise Bailout
        found = kind.coerce_output_value(value)
        if found is None or found is Undefined:
            raise Bailout
        return found

    return _COERCIONS.setdefault(kind, coerced)
