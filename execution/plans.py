"""Plans, made once for all requests that differ in nothing that a plan depends on."""

from typing import Final

from graphql.execution import VariableValues

from errors import BadInput
from execution.documents import ParsedOperation
from loaders.cost import Limits
from loaders.planning import Operation, Plan, plan
from loaders.recent import Recent

#: Fields of all plans in the cache.
MAX_FIELDS: Final = 100_000
#: By the identity of an operation, which is kept beside its plan so that no other object gets it.
_PLANS: Final[Recent[tuple[int, Limits, bytes], tuple[ParsedOperation, Plan]]] = Recent(MAX_FIELDS)


def planned(parsed: ParsedOperation, variables: VariableValues, limits: Limits) -> Plan:
    """The plan of a valid operation with coerced variables. Raises GraphQLError for arguments that cannot be used."""
    operation = Operation(parsed.schema, parsed.definition, parsed.fragments, variables)
    try:
        key = id(parsed), limits, parsed.plan_key.key(variables.coerced)
    except TypeError:
        return plan(operation, limits)
    cached = _PLANS.get(key)
    if cached is not None and _fits(cached[1], operation):
        return cached[1]
    made = plan(operation, limits)
    _PLANS.put(key, (parsed, made), made.cost.fields)
    return made


def _fits(plan: Plan, operation: Operation) -> bool:
    """Whether the cursors of this request can be used; if not, planning again says what is wrong with them."""
    try:
        for each in plan.deferred:
            each.value(operation.variables.coerced)
    except BadInput:
        return False
    return True
