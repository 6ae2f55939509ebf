"""Scalars and enums: an expression that passes the usual values and coerces all others by their type."""

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
#: By coercion function: a condition on a value `a`, read at the braces, that the function returns unchanged.
_UNCHANGED: Final[Mapping[Callable[..., Any], str]] = {
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
    coercion, usual = code.constant(_coercion(kind)), _UNCHANGED.get(kind.coerce_output_value)
    if usual is None:
        return f"(None if {read} is None else {coercion}(a))" if nullable else f"{coercion}({source})"
    unchanged = f"{read} is None or {usual.format('a')}" if nullable else usual.format(read)
    return f"(a if {unchanged} else {coercion}(a))"


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
    """The coercion of the type. It raises for a value that it cannot represent."""

    def coerced(value: Any) -> Any:
        if value is None or isinstance(value, Exception):
            raise Bailout
        result = kind.coerce_output_value(value)
        if result is None or result is Undefined:
            raise Bailout
        return result

    return _COERCIONS.setdefault(kind, coerced)
