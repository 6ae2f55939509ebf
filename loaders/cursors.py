"""Keyset cursors: the sort keys and the id of an edge, so that a page costs the same wherever it begins.

Format: base64url without padding of the JSON list `[order, key, …, id]`. `order` identifies the sort order, so that a
cursor of one order is rejected in another.
"""

import base64
import binascii
import zlib
from collections.abc import Sequence

import orjson

from errors import BadInput
from graphdb.fragments import Sort

_MAX_CURSOR = 2_000
#: The integers of the store are less than this.
_MAX_INTEGER = 2**63


def order_of(sorts: Sequence[Sort]) -> int:
    """A number that identifies the order."""
    return zlib.crc32(" ".join(f"{sort.text.text} {sort.direction.name}" for sort in sorts).encode())


def encode(order: int, keys: Sequence[object]) -> str:
    """The cursor of the edge with these sort keys, the id of the node last."""
    return base64.urlsafe_b64encode(orjson.dumps([order, *keys])).rstrip(b"=").decode()


def decode(name: str, cursor: str, sorts: Sequence[Sort]) -> list[object]:
    """The sort keys in a cursor, the id of the node last. Raises BadInput for a cursor of another order or list, and
    for other texts."""
    return decode_keys(name, cursor, order_of(sorts), len(sorts) + 1)


def decode_keys(name: str, cursor: str, expected: int, number: int, arguments: str = "`orderBy`") -> list[object]:
    """As `decode`, for a cursor of the order with this number and so many keys. `arguments`: those that make the
    order."""
    try:
        padded = cursor[:_MAX_CURSOR] + "=" * (-len(cursor) % 4)
        order, *keys = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError) as error:
        raise BadInput(f"`{name}` is not a cursor of this service: {cursor[:80]!r}.") from error
    if len(keys) != number or not all(map(_is_key, keys)):
        raise BadInput(f"`{name}` is not a cursor of this list: {cursor[:80]!r}.")
    if order != expected:
        raise BadInput(f"`{name}` is a cursor that was created with a different {arguments}: {cursor[:80]!r}.")
    return keys


def _is_key(value: object) -> bool:
    return isinstance(value, str | float) or (isinstance(value, int) and -_MAX_INTEGER <= value < _MAX_INTEGER)
