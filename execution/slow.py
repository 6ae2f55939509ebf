"""Logs operations that are slow: their shape, cost and plan, without values and names of the client.

Source of the form: Apollo's operation signatures,
https://www.apollographql.com/docs/graphos/platform/insights/operation-signatures
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from graphql import (
    FieldNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    NameNode,
    Node,
    ObjectValueNode,
    OperationDefinitionNode,
    StringValueNode,
    Visitor,
    print_ast,
    visit,
)

from execution.documents import ParsedOperation
from loaders.cost import Cost
from loaders.plan import Plan
from telemetry.logs import SLOW
from telemetry.metrics import SLOW as SLOW_TOTAL

#: Characters of a shape in the log, and fetch groups of a plan.
MAX_SHAPE: Final = 2_000
MAX_GROUPS: Final = 20
#: Shapes of operations in the cache of documents: an operation that is slow is slow again.
_SHAPES: Final[WeakKeyDictionary[ParsedOperation, str]] = WeakKeyDictionary()
_LOG: Final = logging.getLogger(SLOW)


@dataclass(frozen=True, slots=True)
class SlowLog:
    """Logs operations from a duration in seconds on."""

    seconds: float

    def observe(self, parsed: ParsedOperation, plan: Plan, cost: Cost, seconds: float) -> None:
        """Logs the operation if it took long."""
        if seconds < self.seconds:
            return
        kind = parsed.definition.operation.value
        SLOW_TOTAL.labels(kind).inc()
        fields: dict[str, object] = {
            "kind": kind,
            "field": parsed.root_field,
            "seconds": round(seconds, 3),
            "cost": cost.work,
            "expensive": dict(cost.most_expensive),
            "plan": outline(plan),
            "shape": shape(parsed),
        }
        _LOG.warning("A %s was slow", kind, extra={"fields": fields})


def outline(plan: Plan) -> list[str]:
    """The fetch groups of a plan: the type that each begins at, and the number of values that it reads."""
    groups = [
        f"{label}: {len(group.selection)} fields"
        for below in plan.fetch_groups.values()
        for label, group in below.items()
    ]
    return [*groups[:MAX_GROUPS], *([f"{len(groups) - MAX_GROUPS} more"] if len(groups) > MAX_GROUPS else [])]


def shape(parsed: ParsedOperation) -> str:
    """The operation with placeholders for literals, and without the names that its author chose."""
    if parsed not in _SHAPES:
        _SHAPES[parsed] = _print(parsed)
    return _SHAPES[parsed]


def _print(parsed: ParsedOperation) -> str:
    nodes = [parsed.definition, *parsed.definitions.values()]
    signature = _Signature()
    text = " ".join(" ".join(print_ast(visit(node, signature)).split()) for node in nodes)
    return text if len(text) <= MAX_SHAPE else f"{text[:MAX_SHAPE]} …"


class _Signature(Visitor):
    """Replaces literals, and numbers the names of variables and fragments."""

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[tuple[str, str], str] = {}

    def enter_int_value(self, *_: Any) -> IntValueNode:
        return IntValueNode(value="0")

    def enter_float_value(self, *_: Any) -> FloatValueNode:
        return FloatValueNode(value="0")

    def enter_string_value(self, *_: Any) -> StringValueNode:
        return StringValueNode(value="", block=False)

    def enter_list_value(self, *_: Any) -> ListValueNode:
        return ListValueNode(values=())

    def enter_object_value(self, *_: Any) -> ObjectValueNode:
        return ObjectValueNode(fields=())

    def leave_field(self, node: FieldNode, *_: Any) -> Node:
        return _changed(node, alias=None)

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> Node:
        return _changed(node, name=None)

    def enter_variable(self, node: Any, *_: Any) -> Any:
        return _changed(node, name=self._named("v", node.name))

    def enter_fragment_spread(self, node: Any, *_: Any) -> Any:
        return _changed(node, name=self._named("F", node.name))

    def enter_fragment_definition(self, node: Any, *_: Any) -> Any:
        return _changed(node, name=self._named("F", node.name))

    def _named(self, prefix: str, name: NameNode) -> NameNode:
        number = sum(kind == prefix for kind, _ in self._names)
        return NameNode(value=self._names.setdefault((prefix, name.value), f"{prefix}{number}"))


def _changed(node: Node, **changes: Any) -> Any:
    attributes: Mapping[str, Any] = {key: getattr(node, key, None) for key in node.keys}
    return type(node)(**{**attributes, **changes})
