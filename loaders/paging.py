"""Reads `first`, `after`, `last` and `before`.

Source: Relay Cursor Connections, https://relay.dev/graphql/connections.htm, section 4.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from errors import BadInput
from graphdb.fragments import Sort
from graphdb.projection import Window
from loaders import cursors

#: The size of a page without `first` and `last`.
DEFAULT_PAGE: Final = 20


def window(arguments: Mapping[str, Any], sorts: Sequence[Sort], limit: int) -> Window:
    """The window of a connection's arguments. Raises BadInput for arguments that make no page."""
    return Window(
        size=size(arguments, limit),
        backwards=arguments.get("last") is not None,
        after=_keys("after", arguments, sorts),
        before=_keys("before", arguments, sorts),
    )


def size(arguments: Mapping[str, Any], limit: int) -> int:
    """The size of the page. Raises BadInput beyond the limit, and for both `first` and `last`."""
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise BadInput(f"Give `first` or `last`, not both: first is {first} and last is {last}.")
    for name, edges in (("first", first), ("last", last)):
        if edges is not None and not 0 <= edges <= limit:
            raise BadInput(f"`{name}` is {edges}: it must be between 0 and {limit}.")
    return next((edges for edges in (first, last) if edges is not None), min(DEFAULT_PAGE, limit))


def _keys(name: str, arguments: Mapping[str, Any], sorts: Sequence[Sort]) -> list[object] | None:
    cursor = arguments.get(name)
    return None if cursor is None else cursors.decode(name, cursor, sorts)
