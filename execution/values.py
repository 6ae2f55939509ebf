"""What is made of a value of a type: null, a leaf, a list, or an object that somebody else builds."""

from collections.abc import Callable
from typing import Any, Final, cast

from graphql import GraphQLField, GraphQLList, GraphQLNonNull, is_leaf_type
from graphql.pyutils import is_iterable  # pyright: ignore[reportUnknownVariableType]

from execution.bailout import Bailout
from execution.code import Body
from execution.leaves import leaf

Inner = Callable[[Body, str], str]
"""Writes what builds an object that a name holds, and says the expression that is it. The object is there."""
_LISTED: Final = "{name} if {name}.__class__ is list else {listed}({name})"


def value(body: Body, kind: object, source: str, inner: Inner, *, nullable: bool = True) -> str:
    """Writes what is made of a value of a type that the expression `source` reads, and says the expression that is it;
    `inner` makes it of the objects in it."""
    of = getattr(kind, "of_type", None)
    if isinstance(kind, GraphQLNonNull):
        return value(body, of, source, inner, nullable=False)
    if is_leaf_type(kind):
        return leaf(body.code, kind, source, nullable=nullable)
    return there(body, source, _items(of, inner) if isinstance(kind, GraphQLList) else inner, nullable=nullable)


def there(body: Body, source: str, inner: Inner, *, nullable: bool) -> str:
    """Writes what is made of an object or a list, or of null, which makes null or Trouble."""
    name = source if source.isidentifier() else body.named(source)
    if not nullable:
        body.line(f"if {name} is None: raise T")
        return inner(body, name)
    made = body.named("None")
    with body.block(f"if {name} is not None:"):
        body.line(f"{made} = {inner(body, name)}")
    return made


def type_of(definition: GraphQLField) -> object:
    """The type of a field."""
    return cast("Any", definition).type


def calling(name: str) -> Inner:
    """Calls a function of that name with what is read."""
    return lambda _body, source: f"{name}({source}, w)"


def _items(kind: object, inner: Inner) -> Inner:
    def items(body: Body, name: str) -> str:
        if body.nested_deeply:
            return f"{body.code.function(lambda another: items(another, 's'))}({name}, w)"
        made = body.named("[]")
        with body.loop(_LISTED.format(name=name, listed=body.code.constant(_listed))) as item:
            body.line(f"{made}.append({value(body, kind, item, inner)})")
        return made

    return items


def _listed(value: object) -> object:
    if not is_iterable(value):
        raise Bailout
    return cast("object", value)
