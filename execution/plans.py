"""Plans, made once for all requests that differ in nothing that a plan depends on."""

from typing import Final

from cachetools import LRUCache
from graphql.execution import VariableValues

from errors import BadInput
from execution.documents import ParsedOperation
from loaders.cost import Limits
from loaders.plan import Operation, Plan
from loaders.planning import plan

#: Fields of all plans in the cache.
MAX_FIELDS: Final = 100_000
_PLANS: Final[LRUCache[tuple[ParsedOperation, Limits, bytes], Plan]] = LRUCache(
    MAX_FIELDS, lambda plan: plan.ledger.fields
)


def planned(parsed: ParsedOperation, variables: VariableValues, limits: Limits) -> Plan:
    """The plan of a valid operation with coerced variables. Raises GraphQLError for arguments that cannot be used."""
    operation = Operation(parsed.schema, parsed.definition, parsed.fragments, variables)
    try:
        key = parsed, limits, parsed.plan_key.key(variables.coerced)
    except TypeError:
        return plan(operation, limits)
    try:
        cached = _PLANS[key]
    except KeyError:
        pass
    else:
        if _fits(cached, operation):
            return cached
    made = plan(operation, limits)
    if made.ledger.fields <= MAX_FIELDS:
        _PLANS[key] = made
    return made


def forget_plans() -> None:
    """Empties the cache, for benchmarks."""
    _PLANS.clear()


def _fits(plan: Plan, operation: Operation) -> bool:
    """Whether the cursors of this request can be used; if not, planning again says what is wrong with them."""
    try:
        for each in plan.deferred:
            each.value(operation.variables.coerced)
    except BadInput:
        return False
    return True
