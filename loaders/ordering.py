"""Reads `orderBy`; without it, a list has its default order."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import chain
from typing import Any, Final

from errors import BadInput
from graphdb import paging
from graphdb.fragments import Direction, PagedList, Sort

MAX_KEYS: Final = 5


def sorts(connection: PagedList, order_by: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None) -> tuple[Sort, ...]:
    """The sort keys, each field once; unknown values come last in both directions.

    Raises BadInput for more than MAX_KEYS, which a cursor would have to hold."""
    orders = [order_by] if isinstance(order_by, Mapping) else list(order_by or [])
    if len(orders) > MAX_KEYS:
        raise BadInput(f"`orderBy` has {len(orders)} keys: it may have {MAX_KEYS}.")
    ways: dict[str, Direction] = {}
    for order in orders:
        ways.setdefault(_name(order["field"]), Direction[_name(order["direction"])])
    return tuple(chain.from_iterable(_keys(connection, *each) for each in ways.items())) or connection.sort


def is_stored(connection: PagedList, order_by: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None) -> bool:
    """Whether the store has the order, so that a page reads only its own edges: the default one, and on a list of all
    nodes that by one property."""
    orders = [order_by] if isinstance(order_by, Mapping) else list(order_by or [])
    if not orders or not connection.whole:
        return not orders
    return len(orders) == 1 and connection.orders[_name(orders[0]["field"])].text.startswith("{m}.")


def _keys(connection: PagedList, name: str, way: Direction) -> Iterator[Sort]:
    if way is Direction.ASC and name in connection.unknown:
        yield paging.unknown_last(connection, name)
    yield Sort(connection.orders[name], way)


def _name(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)
