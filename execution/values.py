"""Completes values by their type: nulls, leaves, lists, and objects through `Inner`."""

from collections.abc import Callable
from typing import Any, Final, cast

from graphql import GraphQLField, GraphQLList, GraphQLNonNull, is_leaf_type

from execution.bailout import Bailout
from execution.code import Body
from execution.leaf_values import leaf
from loaders.graphql_core import is_iterable

Inner = Callable[[Body, str], str]
"""Writes the code that builds an object from a variable that is not None; returns the expression of the result."""
_LISTED: Final = "{name} if {name}.__class__ is list else {listed}({name})"


def value(body: Body, kind: object, source: str, inner: Inner, *, nullable: bool = True) -> str:
    """Writes the code that completes a value of a type, read by the expression `source`, and returns the expression of
    the result; `inner` builds the objects in it."""
    of = getattr(kind, "of_type", None)
    if isinstance(kind, GraphQLNonNull):
        return value(body, of, source, inner, nullable=False)
    if is_leaf_type(kind):
        return leaf(body.code, kind, source, nullable=nullable)
    return nullable_value(
        body, source, _items(of, inner) if isinstance(kind, GraphQLList) else inner, nullable=nullable
    )


def nullable_value(body: Body, source: str, inner: Inner, *, nullable: bool) -> str:
    """Writes the code for an object or a list, or for null, which gives null or raises Bailout."""
    name = source if source.isidentifier() else body.named(source)
    if not nullable:
        body.line(f"if {name} is None: raise T")
        return inner(body, name)
    result = body.named("None")
    with body.block(f"if {name} is not None:"):
        body.line(f"{result} = {inner(body, name)}")
    return result


def type_of(definition: GraphQLField) -> object:
    """The type of a field."""
    return cast("Any", definition).type


def calling(name: str) -> Inner:
    """Calls the function with this name."""
    return lambda _body, source: f"{name}({source}, w)"


def _items(kind: object, inner: Inner) -> Inner:
    def items(body: Body, name: str) -> str:
        if body.nested_deeply:
            return f"{body.code.function(lambda another: items(another, 's'))}({name}, w)"
        result = body.named("[]")
        with body.loop(_LISTED.format(name=name, listed=body.code.constant(_listed))) as item:
            body.line(f"{result}.append({value(body, kind, item, inner)})")
        return result

    return items


def _listed(value: object) -> object:
    if not is_iterable(value):
        raise Bailout
    return value
