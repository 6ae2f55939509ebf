"""Items that nodes share: the papers that cite two papers together, the papers that two authors wrote together."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from citations.rows import Positions
from thread_pools import checkpoint

#: Items that are counted; nodes with few of them are counted first.
MAX_ITEMS: Final = 2_000_000
_CHUNK: Final = 8_192


def shared_counts(items: Sequence[Positions]) -> dict[tuple[int, int], int]:
    """The number of common items of each pair of nodes that has any, the lower number first. `items`: those of each
    node, without duplicates. Takes 0.3 s for `MAX_ITEMS`: call it in a thread."""
    lengths = np.array([len(each) for each in items], np.int64)
    order = np.argsort(lengths, kind="stable")
    counted = np.sort(order[np.cumsum(lengths[order]) <= MAX_ITEMS])
    if not len(counted):
        return {}
    owners = np.repeat(np.arange(len(counted)), lengths[counted])
    joined: Positions = np.concatenate([items[int(number)] for number in counted])
    _, columns, numbers = np.unique(joined, return_inverse=True, return_counts=True)
    is_shared = numbers > 1
    places = np.cumsum(is_shared) - 1
    chosen = is_shared[columns]
    owners, columns = owners[chosen], places[columns[chosen]]
    totals = _products(owners, columns, len(counted), int(np.count_nonzero(is_shared)))
    rows, others = np.nonzero(np.triu(totals, 1))
    return {
        (int(counted[row]), int(counted[other])): int(totals[row, other])
        for row, other in zip(rows.tolist(), others.tolist(), strict=True)
    }


def _products(
    owners: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], nodes: int, items: int
) -> npt.NDArray[np.int64]:
    """M Mᵀ of the matrix of nodes and items, some thousand items at a time."""
    totals = np.zeros((nodes, nodes), np.int64)
    order = np.argsort(columns, kind="stable")
    owners, columns = owners[order], columns[order]
    for first in range(0, items, _CHUNK):
        checkpoint()
        start, end = np.searchsorted(columns, (first, first + _CHUNK))
        matrix = np.zeros((nodes, min(_CHUNK, items - first)), np.float32)
        matrix[owners[start:end], columns[start:end] - first] = 1
        totals += np.rint(matrix @ matrix.T).astype(np.int64)
    return totals
