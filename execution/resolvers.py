"""Strawberry's resolvers, called without what Strawberry and graphql-core do for each object anew."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any, cast

import strawberry
from graphql import GraphQLAbstractType, GraphQLField, GraphQLObjectType, get_argument_values
from graphql.execution import Executor
from graphql.pyutils import Path as ResponsePath
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from execution.bailout import Bailout, Unsupported
from execution.program import Step
from loaders.selection import PlannedField


def field_of(definition: GraphQLField) -> StrawberryField | None:
    """What Strawberry knows of a field."""
    found = definition.extensions.get("strawberry-definition")
    return found if isinstance(found, StrawberryField) else None


def checked(definition: GraphQLField) -> StrawberryField:
    """The field, if its resolver may be called directly. Raises Unplanned for what stands between: permissions and
    other extensions, and a resolver that is not Strawberry's."""
    found = field_of(definition)
    if found is None or type(found).get_result is not StrawberryField.get_result:
        raise Unsupported("a field of another kind")
    if found.extensions:
        raise Unsupported("a field extension")
    return found


def made_as(kind: GraphQLObjectType) -> type | None:
    """The class whose objects a type usually has."""
    return getattr(kind.extensions.get("strawberry-definition"), "origin", None)


def type_named(kind: GraphQLAbstractType, possible: Iterable[GraphQLObjectType]) -> Callable[[Any], str]:
    """Says the name of the type of an object, by its class. Raises Trouble for one that only a resolver can tell."""
    own = getattr(kind.extensions.get("strawberry-definition"), "resolve_type", None)
    names = {} if own else {made_as(each): each.name for each in possible}

    def found(value: Any) -> str:
        name = names.get(value.__class__)
        if name is None:
            raise Bailout
        return name

    return found


def attribute(definition: GraphQLField) -> str | None:
    """The attribute that a field without a resolver is read from."""
    found = checked(definition)
    usual = found.is_basic_field and found.default_resolver is getattr and found.python_name.isidentifier()
    return found.python_name if usual else None


def plain_call(definition: GraphQLField) -> Callable[[Any], Any] | None:
    """A resolver that needs nothing but the object."""
    found = checked(definition)
    resolver = cast("StrawberryResolver[Any] | None", found.base_resolver)
    if resolver is None or found.is_async or found.arguments or resolver.info_parameter:
        return None
    if resolver.parent_parameter or resolver.root_parameter or not resolver.self_parameter:
        return None
    return cast("Callable[[Any], Any]", resolver.wrapped_func)


class Call:
    """A resolver with its arguments, for all objects of a step. `info.path` has no positions in lists."""

    def __init__(self, step: Step, executor: Executor[Any]) -> None:
        field = step.field
        strawberry_field = checked(field.defined)
        self._resolver = cast("StrawberryResolver[Any]", strawberry_field.base_resolver)
        nodes = [details.node for details in field.details]
        raw = cast("Any", executor).build_resolve_info(field.defined, nodes, field.parent, _path(field))
        info = strawberry.Info[Any, Any](_raw_info=raw, _field=strawberry_field)
        self._keywords = _arguments(step, executor)
        if (parameter := self._resolver.info_parameter) is not None:
            self._keywords[parameter.name] = info
        parents = (self._resolver.parent_parameter, self._resolver.root_parameter)
        self._parents = [parameter.name for parameter in parents if parameter is not None]

    def __call__(self, source: Any) -> Any:
        """What the resolver returns, or an awaitable of it."""
        keywords = {**self._keywords, **dict.fromkeys(self._parents, source)} if self._parents else self._keywords
        return self._resolver(source, **keywords) if self._resolver.self_parameter else self._resolver(**keywords)


def is_awaitable(value: Any) -> bool:
    """Whether a resolver's value has to be awaited."""
    return inspect.isawaitable(value)


def _arguments(step: Step, executor: Executor[Any]) -> dict[str, Any]:
    definition, details = step.field.defined, step.field.details[0]
    if not (definition.args or details.node.arguments):
        return {}
    values = get_argument_values(
        definition,
        details.node,
        executor.variable_values,
        details.fragment_variable_values,
        executor.hide_suggestions,
    )
    return {python: convert(values[name]) for name, python, convert in step.inputs if name in values}


def _path(field: PlannedField) -> ResponsePath:
    path: ResponsePath | None = None
    for key in field.path[:-1]:
        path = ResponsePath(path, key, None)
    return ResponsePath(path, field.key, field.parent.name)
