"""Public ids and the places of their nodes in the index: ids in order, searched by halves, so that workers share them.

Ids are in the order of their UTF-8 bytes, which is that of their characters: the order of places is that of ids.
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

    def __getitem__(self, place: int) -> bytes:
        return self.text[self.ends[place] : self.ends[place + 1]].tobytes()

    def at(self, places: Iterable[int]) -> list[str]:
        """The ids of nodes."""
        return [self[place].decode() for place in places]

    def before(self, id: str) -> int:  # noqa: A002
        """How many ids come before this one."""
        return bisect_left(self, id.encode())  # pyright: ignore[reportArgumentType]

    def place(self, id: str) -> int | None:  # noqa: A002
        """The place of the node with this id; None when there is none."""
        place = self.before(id)
        return place if place < len(self) and self[place] == id.encode() else None


def names(ids: Sequence[bytes]) -> NodeIds:
    """The table of ids that are in order."""
    ends = np.zeros(len(ids) + 1, np.int64)
    np.cumsum([len(each) for each in ids], out=ends[1:])
    return NodeIds(np.frombuffer(b"".join(ids), np.uint8), ends)
