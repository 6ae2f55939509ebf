"""The layout of a map: force-directed and deterministic.

Source: Fruchterman and Reingold 1991, "Graph drawing by force-directed placement": all pairs of nodes repel with k²/d,
linked ones attract with d²/k, and a decreasing temperature limits each step. The initial positions are on Vogel's
spiral (1979) in the order of distance, cluster and id, without randomness. Gravity keeps unconnected parts near;
finally, overlapping nodes are separated.
"""

from collections.abc import Mapping, Sequence
from math import pi, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from thread_pools import checkpoint

Points = npt.NDArray[np.float64]

#: The radius of the smallest and of the largest node.
MIN_RADIUS: Final = 5.0
MAX_RADIUS: Final = 16.0
#: Minimum space between two nodes.
GAP: Final = 7.0
#: Ideal length of an edge (k in the paper).
LENGTH: Final = 62.0
#: Steps of the layout; half of them for a large map.
STEPS: Final = 120
_LARGE_MAP: Final = 150
#: Gravity towards the middle, relative to the attraction of an edge.
GRAVITY: Final = 0.09
_GOLDEN: Final = pi * (3 - sqrt(5))
_SEPARATION_STEPS: Final = 120


def radius(weight: float) -> float:
    """The radius of a node of this weight (0 to 1): its area grows with the weight."""
    return sqrt(MIN_RADIUS**2 + (MAX_RADIUS**2 - MIN_RADIUS**2) * weight)


def force_layout(
    order: Sequence[str], links: Mapping[tuple[str, str], float], radii: Mapping[str, float], fixed: str | None
) -> dict[str, tuple[float, float]]:
    """Positions of the nodes, which are in the order of the spiral. `links`: the weight of each linked pair; `fixed`:
    the node at the origin, by default the centroid is there. Takes 3 ms for 60 nodes, a tenth of a second for 500."""
    if not order:
        return {}
    number = {node: index for index, node in enumerate(order)}
    pull = np.zeros((len(order), len(order)))
    for (a, b), weight in sorted(links.items()):
        pull[number[a], number[b]] = pull[number[b], number[a]] = weight
    fixed_index = None if fixed is None else number[fixed]
    points = _relax(_spiral(len(order)), pull, fixed_index)
    points = _separate(points, np.array([radii[node] for node in order]), fixed_index)
    points -= points.mean(axis=0) if fixed_index is None else points[fixed_index]
    return {
        node: (round(float(x), 1) + 0.0, round(float(y), 1) + 0.0) for node, (x, y) in zip(order, points, strict=True)
    }


def _spiral(count: int) -> Points:
    indexes = np.arange(count, dtype=np.float64)
    angles, distances = indexes * _GOLDEN, LENGTH * np.sqrt(indexes) * 0.7
    return np.column_stack((distances * np.cos(angles), distances * np.sin(angles)))


def _relax(points: Points, pull: Points, fixed_index: int | None) -> Points:
    # The attraction is divided by the lower degree of both ends, otherwise the neighbours of a hub collapse into one
    # point.
    degree = np.maximum((pull > 0).sum(axis=1), 1)
    pull = pull / np.sqrt(np.minimum(degree[:, None], degree[None, :])) / LENGTH
    x, y = points[:, 0], points[:, 1]
    # Coordinates apart and matrices that are used again take a quarter of the time of arrays of vectors.
    across, down, squared, force = (np.empty(pull.shape) for _ in range(4))
    start = LENGTH * sqrt(len(points)) / 4
    steps = STEPS if len(points) <= _LARGE_MAP else STEPS // 2
    for step in range(steps):
        checkpoint()
        np.subtract(x[:, None], x, out=across)
        np.subtract(y[:, None], y, out=down)
        np.multiply(across, across, out=squared)
        np.multiply(down, down, out=force)
        squared += force
        squared += 1e-9
        # Force divided by length, because it is multiplied by the vector: k²/d² - pull * d / k.
        np.sqrt(squared, out=force)
        force *= pull
        np.divide(LENGTH**2, squared, out=squared)
        np.subtract(squared, force, out=force)
        gravity = GRAVITY * np.sqrt(x * x + y * y) / LENGTH
        right = np.einsum("ij,ij->i", force, across) - gravity * x
        below = np.einsum("ij,ij->i", force, down) - gravity * y
        size = np.sqrt(right * right + below * below) + 1e-9
        share = np.minimum(size, start * (1 - step / steps) ** 1.5) / size
        x, y = x + right * share, y + below * share
        if fixed_index is not None:
            x, y = x - x[fixed_index], y - y[fixed_index]
    return np.column_stack((x, y))


def _separate(points: Points, radii: Points, fixed_index: int | None) -> Points:
    """Separates overlapping nodes; two nodes at one point move along the angle of the spiral."""
    minimum = radii[:, None] + radii[None, :] + GAP
    np.fill_diagonal(minimum, 0)
    nudge = _spiral(len(points)) * 1e-3
    for _ in range(_SEPARATION_STEPS):
        checkpoint()
        vectors = (points + nudge)[:, None, :] - (points + nudge)[None, :, :]
        length = np.sqrt(np.einsum("ijk,ijk->ij", vectors, vectors)) + 1e-9
        missing = np.maximum(minimum - length, 0)
        if missing.max() < 0.2:
            break
        points = points + np.einsum("ij,ijk->ik", missing / length * 0.3, vectors)
        if fixed_index is not None:
            points = points - points[fixed_index]
    return points
