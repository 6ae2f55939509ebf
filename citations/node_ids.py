"""The table of public ids and their positions: a sorted array with binary search, which workers share in memory.

Ids are in the order of their UTF-8 bytes, which is that of their code points, so positions have the order of ids.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citations.rows import Offsets


@dataclass(frozen=True, slots=True)
class NodeIds:
    """Id `i` is `text[ends[i]:ends[i + 1]]` in UTF-8."""

    text: npt.NDArray[np.uint8]
    ends: Offsets

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, position: int) -> bytes:
        return self.text[self.ends[position] : self.ends[position + 1]].tobytes()

    def at(self, positions: Iterable[int]) -> list[str]:
        """The ids at these positions."""
        return [self[position].decode() for position in positions]

    def before(self, id: str) -> int:  # noqa: A002
        """The number of ids before this one."""
        return bisect_left(self, id.encode())  # pyright: ignore[reportArgumentType]

    def position(self, id: str) -> int | None:  # noqa: A002
        """The position of the node with this id; None if there is none."""
        position = self.before(id)
        return position if position < len(self) and self[position] == id.encode() else None


def encode_ids(ids: Sequence[bytes]) -> NodeIds:
    """The table of sorted ids."""
    ends = np.zeros(len(ids) + 1, np.int64)
    np.cumsum([len(key) for key in ids], out=ends[1:])
    return NodeIds(np.frombuffer(b"".join(ids), np.uint8), ends)
