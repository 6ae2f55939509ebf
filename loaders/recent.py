"""Bounded memory: what was used last is kept."""

from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Values of a weight of at most `most` together; the one not used for the longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value, now the one used last."""
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def put(self, key: Key, value: Value, weight: int = 1) -> Value:
        """Keeps a value, unless it is too heavy by itself."""
        self._forget(key)
        self._values[key] = value, weight
        self._weight += weight
        while self._weight > self._most:
            self._forget(next(iter(self._values)))
        return value

    def _forget(self, key: Key) -> None:
        found = self._values.pop(key, None)
        self._weight -= found[1] if found else 0

    def __len__(self) -> int:
        return len(self._values)
