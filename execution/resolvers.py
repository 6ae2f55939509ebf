"""Calls Strawberry's resolvers without the work that Strawberry and graphql-core repeat for each object."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any, cast

import strawberry
from graphql import GraphQLAbstractType, GraphQLField, GraphQLObjectType, get_argument_values
from graphql.execution import Executor
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from execution.bailout import Bailout, Unsupported
from execution.compiled_plan import Step
from loaders.graphql_core import Path as ResponsePath
from loaders.selection import PlannedField


def field_of(definition: GraphQLField) -> StrawberryField | None:
    """The Strawberry field of a definition; None for a field of another library."""
    field = definition.extensions.get("strawberry-definition")
    return field if isinstance(field, StrawberryField) else None


def checked(definition: GraphQLField) -> StrawberryField:
    """The Strawberry field, if its resolver can be called directly. Raises Unsupported for a field with permissions or
    other extensions, and for a resolver that is not Strawberry's."""
    field = field_of(definition)
    if field is None or type(field).get_result is not StrawberryField.get_result:
        raise Unsupported("a field of another kind")
    if field.extensions:
        raise Unsupported("a field extension")
    return field


def class_of(kind: GraphQLObjectType) -> type | None:
    """The Python class of a type's objects."""
    return getattr(kind.extensions.get("strawberry-definition"), "origin", None)


def type_named(kind: GraphQLAbstractType, possible: Iterable[GraphQLObjectType]) -> Callable[[Any], str]:
    """A function that returns the name of an object's type, by its class. It raises Bailout for another class, and for
    an abstract type with a `resolve_type` of its own."""
    resolves_type = getattr(kind.extensions.get("strawberry-definition"), "resolve_type", None)
    names = {} if resolves_type else {class_of(each): each.name for each in possible}

    def type_name(value: Any) -> str:
        name = names.get(value.__class__)
        if name is None:
            raise Bailout
        return name

    return type_name


def attribute(definition: GraphQLField) -> str | None:
    """The attribute that holds the value of a field without a resolver; None for a field with one."""
    field = checked(definition)
    is_attribute = field.is_basic_field and field.default_resolver is getattr and field.python_name.isidentifier()
    return field.python_name if is_attribute else None


def plain_call(definition: GraphQLField) -> Callable[[Any], Any] | None:
    """A synchronous resolver whose only parameter is `self`; None for any other."""
    field = checked(definition)
    resolver = cast("StrawberryResolver[Any] | None", field.base_resolver)
    if resolver is None or field.is_async or field.arguments or resolver.info_parameter:
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
