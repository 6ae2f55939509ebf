"""Compressed sparse rows: for each node, the nodes that its edges of one kind lead to, ascending."""

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int32]
Offsets = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_Kind = TypeVar("_Kind", bound=np.generic)

#: From this mean length on, rows are joined one by one; shorter ones are gathered value by value.
LONG: Final = 64


@dataclass(frozen=True, slots=True)
class Rows:
    """Row `i` is `targets[offsets[i]:offsets[i + 1]]`; `values` stand beside the targets, where edges have one."""

    offsets: Offsets
    targets: Positions
    values: Numbers | None = None

    def row(self, place: int) -> Positions:
        """The targets of one node."""
        return self.targets[self.offsets[place] : self.offsets[place + 1]]

    def values_of(self, place: int) -> Numbers:
        """The values beside the targets of one node."""
        assert self.values is not None  # noqa: S101 - tells the type checker which rows these are
        return self.values[self.offsets[place] : self.offsets[place + 1]]

    def lengths(self, places: npt.NDArray[np.integer]) -> Offsets:
        """How many targets each of the nodes has."""
        return self.offsets[places + 1] - self.offsets[places]

    def joined(self, places: npt.NDArray[np.integer]) -> tuple[Positions, Offsets]:
        """The targets of several nodes behind one another, and how many are of each."""
        lengths = self.lengths(places)
        return _concatenate(self.targets, self.offsets[places], lengths), lengths

    def joined_values(self, places: npt.NDArray[np.integer]) -> Numbers:
        """The values beside the targets that `joined` gives."""
        assert self.values is not None  # noqa: S101 - tells the type checker which rows these are
        return _concatenate(self.values, self.offsets[places], self.lengths(places))


def _concatenate(array: npt.NDArray[_Kind], starts: Offsets, lengths: Offsets) -> npt.NDArray[_Kind]:
    total = int(lengths.sum())
    if total > LONG * len(starts):
        ends = starts + lengths
        return np.concatenate([array[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)])
    shifts = starts - (np.cumsum(lengths) - lengths)
    return array[np.arange(total) + np.repeat(shifts, lengths)]


def rows(
    sources: npt.NDArray[np.integer], targets: npt.NDArray[np.integer], shape: tuple[int, int], values: Numbers | None
) -> Rows:
    """Rows of edges in any order, each edge once. `shape`: how many nodes there are at either end."""
    keys = sources.astype(np.int64) * shape[1] + targets
    if values is None:
        keys, kept = np.unique(keys), None
    else:
        keys, places = np.unique(keys, return_index=True)
        kept = values[places]
    offsets = np.zeros(shape[0] + 1, np.int64)
    np.cumsum(np.bincount(keys // max(shape[1], 1), minlength=shape[0]), out=offsets[1:])
    return Rows(offsets, (keys % max(shape[1], 1)).astype(np.int32), kept)


def turned(forward: Rows, width: int) -> Rows:
    """The same edges from their other ends; `width` is how many nodes there are at these."""
    sources = np.repeat(np.arange(len(forward.offsets) - 1), np.diff(forward.offsets))
    return rows(forward.targets, sources, (width, len(forward.offsets) - 1), forward.values)
