"""What an operation may cost, without running it."""

from typing import Any

from loaders.context import Context
from loaders.cost import Cost
from schema.subscription_execution import subscribable


def cost(context: Context, query: str, variables: dict[str, Any] | None, operation: str | None) -> Cost:
    """The cost of a query, a mutation or an event of a subscription. Raises schema.subscription_execution.Refused for
    what is not valid, or could cost too much."""
    return subscribable(query, operation, variables or {}, context).plan.cost
