"""What is made of a value of a type: null, a leaf, a list, or an object that somebody else builds."""

from collections.abc import Callable
from typing import Any, Final, cast

from graphql import GraphQLField, GraphQLList, GraphQLNonNull, is_leaf_type
from graphql.pyutils import is_iterable  # pyright: ignore[reportUnknownVariableType]

from execution.code import Code
from execution.leaves import leaf
from execution.trouble import Trouble

#: The line with which a function of an object begins.
NONE: Final = "if s is None: raise T"
Inner = Callable[[str], str]
"""From the expression that reads an object to the one that builds it."""


def value(code: Code, kind: object, source: str, inner: Inner, *, nullable: bool = True) -> str:
    """What is made of a value of a type; `inner` makes it of the objects in it."""
    of = getattr(kind, "of_type", None)
    if isinstance(kind, GraphQLNonNull):
        return value(code, of, source, inner, nullable=False)
    if is_leaf_type(kind):
        return leaf(code, kind, source, nullable=nullable)
    built = inner
    if isinstance(kind, GraphQLList):
        item = value(code, of, "x", inner)
        items = f"(s if s.__class__ is list else {code.constant(_listed)}(s))"
        name = code.function([NONE, f"return [{item} for x in {items}]"])
        built = calling(name)
    return f"(None if (a := {source}) is None else {built('a')})" if nullable else built(source)


def type_of(definition: GraphQLField) -> object:
    """The type of a field."""
    return cast("Any", definition).type


def calling(name: str) -> Inner:
    """Calls a function of that name with what is read."""
    return lambda source: f"{name}({source}, w)"


def _listed(value: object) -> object:
    if not is_iterable(value):
        raise Trouble
    return cast("object", value)
