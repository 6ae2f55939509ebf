"""Parameters that a plan leaves open, because they differ between requests that share it: cursors in variables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphql import FieldNode, Node, VariableNode, Visitor, visit

from graphdb.composing import Statement
from graphdb.fragments import Sort
from graphdb.projection import Window
from loaders import cursors


@dataclass(frozen=True, slots=True)
class DeferredParam:
    """One sort key of a cursor in a variable, and the argument with that variable."""

    argument: str
    variable: str
    sorts: tuple[Sort, ...]
    index: int

    def value(self, variables: Mapping[str, Any]) -> object:
        """The value in this request. Raises BadInput for an invalid cursor."""
        return cursors.decode(self.argument, variables[self.variable], self.sorts)[self.index]


def cursor_variable(node: FieldNode, argument: str) -> str | None:
    """The variable that is the value of a field's argument; None for a literal or no value."""
    values = (each.value for each in node.arguments or () if each.name.value == argument)
    return next((value.name.value for value in values if isinstance(value, VariableNode)), None)


def variables_in(node: Node) -> set[str]:
    """The names of the variables in a part of a document."""
    names: set[str] = set()

    class Variables(Visitor):
        def enter_variable(self, node: VariableNode, *_others: object) -> None:
            names.add(node.name.value)

    visit(node, Variables())
    return names


def defer_cursors(window: Window, node: FieldNode, sorts: Sequence[Sort]) -> Window:
    """The window with deferred parameters in place of cursors in variables, so that all pages of a list have the same
    window."""
    after = _deferred("after", window.after, node, tuple(sorts))
    return replace(window, after=after, before=_deferred("before", window.before, node, tuple(sorts)))


def deferred(window: Window) -> list[DeferredParam]:
    """The deferred parameters of a window."""
    return [key for keys in (window.after, window.before) for key in keys or () if isinstance(key, DeferredParam)]


def _deferred(name: str, keys: list[object] | None, node: FieldNode, sorts: tuple[Sort, ...]) -> list[object] | None:
    variable = cursor_variable(node, name)
    if keys is None or variable is None:
        return keys
    return [DeferredParam(name, variable, sorts, index) for index in range(len(keys))]


def bind(statement: Statement, variables: Mapping[str, Any]) -> Statement:
    """The statement with the values of this request."""
    values = {
        name: param.value(variables) for name, param in statement.parameters.items() if isinstance(param, DeferredParam)
    }
    return Statement(statement.text, {**statement.parameters, **values}) if values else statement
