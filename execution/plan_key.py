"""The variables that a plan depends on: page sizes, filters, and conditions of `@skip` and `@include`, but not ids and
cursors. It is computed before planning, to look up the plan."""

from collections.abc import Mapping
from typing import Any, Final, cast

import orjson
from graphql import (
    DirectiveNode,
    FieldNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
)

from loaders.deferred_params import cursor_variable, variables_in
from loaders.field_spec import FieldSpec
from loaders.graphql_core import FragmentDetails
from loaders.selection import named_type

_PAGE: Final = frozenset({"first", "last"})
_CURSORS: Final = frozenset({"after", "before"})


class PlanKey:
    """The variables of an operation whose values, lengths or presence its plans depend on."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDetails], operation: OperationDefinitionNode
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._visited: set[str] = set()
        self.values: set[str] = set()
        self.lengths: set[str] = set()
        self.presence: set[str] = set()
        self._directives(operation)
        self._selections(operation.selection_set, schema.get_root_type(operation.operation))

    def key(self, variables: Mapping[str, Any]) -> bytes:
        """The cache key for these coerced variables. Raises TypeError for a value that is not JSON."""
        if not (self.values or self.lengths or self.presence):
            return b""
        lengths = {name: _length(variables[name]) for name in self.lengths if name in variables}
        presence = {name: variables[name] is not None for name in self.presence if name in variables}
        values = {name: variables[name] for name in self.values if name in variables}
        return orjson.dumps([values, lengths, presence], option=orjson.OPT_SORT_KEYS)

    def _selections(self, selections: SelectionSetNode | None, kind: GraphQLNamedType | None) -> None:
        for node in selections.selections if selections else ():
            self._directives(node)
            if isinstance(node, FieldNode):
                definition = cast("dict[str, GraphQLField]", getattr(kind, "fields", {})).get(node.name.value)
                if definition is not None:
                    self._arguments(node, definition)
                    self._selections(node.selection_set, named_type(definition))
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                self._selections(node.selection_set, self._schema.get_type(condition.name.value) if condition else kind)
            else:
                self._fragment(cast("Any", node).name.value)

    def _fragment(self, name: str) -> None:
        if name in self._visited or name not in self._fragments:
            return
        self._visited.add(name)
        definition = self._fragments[name].definition
        self._selections(definition.selection_set, self._schema.get_type(definition.type_condition.name.value))

    def _directives(self, node: Node) -> None:
        for directive in cast("tuple[DirectiveNode, ...]", getattr(node, "directives", None) or ()):
            self.values |= variables_in(directive)

    def _arguments(self, node: FieldNode, definition: GraphQLField) -> None:
        """The statement of a stored field depends on its arguments, and on the presence of cursors; the plan of a
        resolver depends on arguments that determine the number of its objects."""
        spec = FieldSpec.of(definition)
        for argument in node.arguments or ():
            name, variables = argument.name.value, variables_in(argument)
            if spec.fragment is not None:
                is_deferred = name in _CURSORS and cursor_variable(node, name) is not None
                (self.presence if is_deferred else self.values).update(variables)
            elif name in _PAGE or spec.check or spec.length or name in spec.names:
                self.values |= variables
            else:
                self.lengths |= variables


def _length(value: object) -> int | None:
    return len(cast("list[object]", value)) if isinstance(value, list) else None
