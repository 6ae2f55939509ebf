"""Compressed sparse rows: for each node, the ascending targets of its edges of one kind."""

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int32]
Offsets = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_Kind = TypeVar("_Kind", bound=np.generic)

#: Rows with at least this mean length are concatenated; shorter ones are gathered by index.
LONG_ROW: Final = 64


@dataclass(frozen=True, slots=True)
class Rows:
    """Row `i` is `targets[offsets[i]:offsets[i + 1]]`; `values` is parallel to `targets` if edges have a value."""

    offsets: Offsets
    targets: Positions
    values: Numbers | None = None

    def row(self, position: int) -> Positions:
        """The targets of one node."""
        return self.targets[self.offsets[position] : self.offsets[position + 1]]

    def values_of(self, position: int) -> Numbers:
        """The values of one node's edges."""
        assert self.values is not None  # noqa: S101 - for the type checker: these rows have values
        return self.values[self.offsets[position] : self.offsets[position + 1]]

    def lengths(self, positions: npt.NDArray[np.integer]) -> Offsets:
        """The number of targets of each node."""
        return self.offsets[positions + 1] - self.offsets[positions]

    def joined(self, positions: npt.NDArray[np.integer]) -> tuple[Positions, Offsets]:
        """The concatenated targets of several nodes, and the number for each."""
        lengths = self.lengths(positions)
        return _concatenate(self.targets, self.offsets[positions], lengths), lengths

    def joined_values(self, positions: npt.NDArray[np.integer]) -> Numbers:
        """The values for the targets of `joined`."""
        assert self.values is not None  # noqa: S101 - for the type checker: these rows have values
        return _concatenate(self.values, self.offsets[positions], self.lengths(positions))


def _concatenate(array: npt.NDArray[_Kind], starts: Offsets, lengths: Offsets) -> npt.NDArray[_Kind]:
    total = int(lengths.sum())
    if total > LONG_ROW * len(starts):
        ends = starts + lengths
        return np.concatenate([array[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)])
    shifts = starts - (np.cumsum(lengths) - lengths)
    return array[np.arange(total) + np.repeat(shifts, lengths)]


def rows(
    sources: npt.NDArray[np.integer], targets: npt.NDArray[np.integer], shape: tuple[int, int], values: Numbers | None
) -> Rows:
    """Rows from edges in any order, without duplicates. `shape`: the numbers of sources and targets."""
    keys = sources.astype(np.int64) * shape[1] + targets
    if values is None:
        keys, row_values = np.unique(keys), None
    else:
        keys, positions = np.unique(keys, return_index=True)
        row_values = values[positions]
    offsets = np.zeros(shape[0] + 1, np.int64)
    np.cumsum(np.bincount(keys // max(shape[1], 1), minlength=shape[0]), out=offsets[1:])
    return Rows(offsets, (keys % max(shape[1], 1)).astype(np.int32), row_values)


def transpose(forward: Rows, width: int) -> Rows:
    """The edges in reverse; `width`: the number of targets."""
    sources = np.repeat(np.arange(len(forward.offsets) - 1), np.diff(forward.offsets))
    return rows(forward.targets, sources, (width, len(forward.offsets) - 1), forward.values)
