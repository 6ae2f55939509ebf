"""Reads `orderBy`; without it, a list has its default order."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Final

from errors import BadInput
from graphdb.fragments import Direction, PagedList, Sort

MAX_KEYS: Final = 5


def sorts(connection: PagedList, order_by: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None) -> tuple[Sort, ...]:
    """The sort keys, each field once. Raises BadInput for more than MAX_KEYS, which a cursor would have to hold."""
    orders = [order_by] if isinstance(order_by, Mapping) else list(order_by or [])
    if len(orders) > MAX_KEYS:
        raise BadInput(f"`orderBy` has {len(orders)} keys: it may have {MAX_KEYS}.")
    ways: dict[str, Direction] = {}
    for order in orders:
        ways.setdefault(_name(order["field"]), Direction[_name(order["direction"])])
    return tuple(Sort(connection.orders[name], way) for name, way in ways.items()) or connection.sort


def _name(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)
