"""A cache of plans by plan key."""

from typing import Final

from cachetools import LRUCache
from graphql.execution import VariableValues

from errors import BadInput
from execution.documents import ParsedOperation
from loaders.cost import Limits
from loaders.plan import Operation, Plan
from loaders.planning import plan
from telemetry.metrics import CACHE, CACHE_SIZE

#: Fields of all plans in the cache.
MAX_FIELDS: Final = 100_000
_PLANS: Final[LRUCache[tuple[ParsedOperation, Limits, bytes], Plan]] = LRUCache(
    MAX_FIELDS, lambda plan: plan.ledger.fields
)

_HITS, _MISSES = (CACHE.labels("plans", outcome) for outcome in ("hit", "miss"))
_SIZE: Final = CACHE_SIZE.labels("plans")


def get_plan(parsed: ParsedOperation, variables: VariableValues, limits: Limits) -> Plan:
    """The plan of a valid operation with coerced variables. Raises GraphQLError for invalid arguments."""
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
        if _has_valid_cursors(cached, operation):
            _HITS.inc()
            return cached
    _MISSES.inc()
    new = plan(operation, limits)
    if new.ledger.fields <= MAX_FIELDS:
        _PLANS[key] = new
        _SIZE.set(_PLANS.currsize)
    return new


def clear_plans() -> None:
    """Clears the cache, for benchmarks."""
    _PLANS.clear()


def _has_valid_cursors(plan: Plan, operation: Operation) -> bool:
    """Whether the cursors of this request are valid; if not, planning raises the error with its location."""
    try:
        for each in plan.deferred:
            each.value(operation.variables.coerced)
    except BadInput:
        return False
    return True
