"""Values that a plan does not hold, because they differ from one request to the next: cursors in variables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphql import FieldNode, VariableNode

from graphdb.composing import Statement
from graphdb.fragments import Sort
from graphdb.projection import Window
from loaders import cursors


@dataclass(frozen=True, slots=True)
class DeferredParam:
    """One sort key of the cursor that a variable holds, for the argument of a name."""

    argument: str
    variable: str
    sorts: tuple[Sort, ...]
    place: int

    def value(self, variables: Mapping[str, Any]) -> object:
        """The value in this request. Raises BadInput for what is no cursor of the list."""
        return cursors.decode(self.argument, variables[self.variable], self.sorts)[self.place]


def cursor_variable(node: FieldNode, argument: str) -> str | None:
    """The variable that a field's argument is; None where it is no variable."""
    values = (each.value for each in node.arguments or () if each.name.value == argument)
    return next((each.name.value for each in values if isinstance(each, VariableNode)), None)


def windowed(window: Window, node: FieldNode, sorts: Sequence[Sort]) -> Window:
    """The window of a field's arguments without the cursors that variables hold: all pages have the same."""
    after = _deferred("after", window.after, node, tuple(sorts))
    return replace(window, after=after, before=_deferred("before", window.before, node, tuple(sorts)))


def deferred(window: Window) -> list[DeferredParam]:
    """What a window leaves for later."""
    return [each for end in (window.after, window.before) for each in end or () if isinstance(each, DeferredParam)]


def _deferred(name: str, keys: list[object] | None, node: FieldNode, sorts: tuple[Sort, ...]) -> list[object] | None:
    variable = cursor_variable(node, name)
    if keys is None or variable is None:
        return keys
    return [DeferredParam(name, variable, sorts, place) for place in range(len(keys))]


def bound(statement: Statement, variables: Mapping[str, Any]) -> Statement:
    """The statement with the values of this request."""
    deferred = {
        name: each.value(variables) for name, each in statement.parameters.items() if isinstance(each, DeferredParam)
    }
    return Statement(statement.text, {**statement.parameters, **deferred}) if deferred else statement
