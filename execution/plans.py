"""Plans, made once for all requests that differ in nothing that a plan depends on."""

from collections.abc import Mapping
from typing import Any, Final

from graphql import OperationDefinitionNode

from errors import BadInput
from execution.plan_key import PlanKey
from loaders.cost import Limits
from loaders.planning import Operation, Plan, plan
from loaders.recent import Recent

#: Characters of the operations, and fields of the plans, that are remembered.
MAX_TEXT: Final = 500_000
MAX_FIELDS: Final = 100_000

_PlannedOperation = tuple[OperationDefinitionNode, PlanKey]
_CACHE: Final[Recent[int, _PlannedOperation]] = Recent(MAX_TEXT)
_PLANS: Final[Recent[tuple[int, Limits, bytes], tuple[OperationDefinitionNode, Plan]]] = Recent(MAX_FIELDS)


def planned(operation: Operation, given: Mapping[str, Any], limits: Limits) -> Plan:
    """The plan of an operation whose variables were given so. Raises GraphQLError for arguments that cannot be used.

    An operation is known by its node, which is kept with what is remembered of it: documents are parsed once.
    """
    node = operation.definition
    key = _key(operation, given, limits)
    if key is None:
        return plan(operation, limits)
    known = _PLANS.get(key)
    if known is not None and _fits(known[1], operation):
        return known[1]
    made = plan(operation, limits)
    _PLANS.put(key, (node, made), made.cost.fields)
    return made


def _key(operation: Operation, given: Mapping[str, Any], limits: Limits) -> tuple[int, Limits, bytes] | None:
    node = operation.definition
    known = _CACHE.get(id(node))
    if known is None:
        relevance = PlanKey(operation.schema, operation.fragments, node)
        known = _CACHE.put(id(node), (node, relevance), node.loc.end if node.loc else 1_000)
    try:
        return id(node), limits, known[1].key(given)
    except TypeError:
        return None


def _fits(plan: Plan, operation: Operation) -> bool:
    """Whether the cursors of this request can be used; if not, planning anew says what is wrong with them."""
    try:
        for each in plan.deferred:
            each.value(operation.variables.coerced)
    except BadInput:
        return False
    return True
