"""What `orderBy` asks for: the list's own order where it says nothing."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Final

from errors import BadInput
from graphdb.fragments import Many, Sort, Way

MAX_KEYS: Final = 5


def sorts(many: Many, given: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None) -> tuple[Sort, ...]:
    """The sort keys, each field once. Raises BadInput for more of them than a cursor should carry."""
    wanted = [given] if isinstance(given, Mapping) else list(given or [])
    if len(wanted) > MAX_KEYS:
        raise BadInput(f"`orderBy` has {len(wanted)} keys: it may have {MAX_KEYS}.")
    named: dict[str, Way] = {}
    for order in wanted:
        named.setdefault(_name(order["field"]), Way[_name(order["direction"])])
    return tuple(Sort(many.orders[name], way) for name, way in named.items()) or many.sort


def _name(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)
