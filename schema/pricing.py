"""What an operation may cost, without running it."""

from typing import Any

from loaders.price import Price
from loaders.request import Request
from schema.subscribing import subscribable


def price(request: Request, query: str, variables: dict[str, Any] | None, operation: str | None) -> Price:
    """The price of a query, a mutation or an event of a subscription. Raises schema.subscribing.Refused for what is not
    valid, or could cost too much."""
    return subscribable(query, operation, variables or {}, request).plan.price
