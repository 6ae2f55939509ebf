"""Where the nodes of a map lie: a force-directed layout, the same for the same graph.

Source: Fruchterman and Reingold 1991, "Graph drawing by force-directed placement": every two nodes repel with k²/d,
linked ones attract with d²/k, and no step is longer than a temperature that falls. It begins on Vogel's spiral (1979)
in the order of distance, cluster and id, so there is no chance in it. A pull to the middle keeps loose parts near; at
the end nodes that overlap are pushed apart.
"""

from collections.abc import Mapping, Sequence
from math import pi, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

#: The radius of the smallest and of the greatest node.
SMALLEST: Final = 5.0
GREATEST: Final = 16.0
#: The least space between two nodes.
GAP: Final = 7.0
#: The length that a single edge would like to have (k of the paper).
LENGTH: Final = 62.0
#: Steps of the layout; a large map gets half of them.
STEPS: Final = 120
_LARGE: Final = 150
#: The pull to the middle, as a part of an edge's.
GRAVITY: Final = 0.09
_GOLDEN: Final = pi * (3 - sqrt(5))
_PUSHES: Final = 120


def radius(weight: float) -> float:
    """The radius of a node of this weight (0 to 1): its area grows with the weight."""
    return sqrt(SMALLEST**2 + (GREATEST**2 - SMALLEST**2) * weight)


def laid_out(
    order: Sequence[str], links: Mapping[tuple[str, str], float], radii: Mapping[str, float], fixed: str | None
) -> dict[str, tuple[float, float]]:
    """Places for the nodes, which come in the order of the spiral. `links` has a weight for each linked pair; `fixed`
    stays in the middle, without it the middle of all is there. Takes 10 ms for 60 nodes, half a second for 500."""
    if not order:
        return {}
    number = {node: place for place, node in enumerate(order)}
    pull = np.zeros((len(order), len(order)))
    for (a, b), weight in sorted(links.items()):
        pull[number[a], number[b]] = pull[number[b], number[a]] = weight
    held = None if fixed is None else number[fixed]
    points = _relax(_spiral(len(order)), pull, held)
    points = _apart(points, np.array([radii[node] for node in order]), held)
    points -= points.mean(axis=0) if held is None else points[held]
    return {
        node: (round(float(x), 1) + 0.0, round(float(y), 1) + 0.0) for node, (x, y) in zip(order, points, strict=True)
    }


def _spiral(count: int) -> Points:
    places = np.arange(count, dtype=np.float64)
    angles, distances = places * _GOLDEN, LENGTH * np.sqrt(places) * 0.7
    return np.column_stack((distances * np.cos(angles), distances * np.sin(angles)))


def _relax(points: Points, pull: Points, held: int | None) -> Points:
    # A hub's many edges pull no harder than those of its ends can bear: else all of them lie on one heap.
    degree = np.maximum((pull > 0).sum(axis=1), 1)
    pull = pull / np.sqrt(np.minimum(degree[:, None], degree[None, :]))
    start = LENGTH * sqrt(len(points)) / 4
    steps = STEPS if len(points) <= _LARGE else STEPS // 2
    for step in range(steps):
        apart = points[:, None, :] - points[None, :, :]
        length = np.sqrt(np.einsum("ijk,ijk->ij", apart, apart)) + 1e-9
        # Force over length, because it is multiplied with the way itself.
        force = LENGTH**2 / length**2 - pull * length / LENGTH
        move = (
            np.einsum("ij,ijk->ik", force, apart)
            - GRAVITY * points * np.sqrt(np.einsum("ij,ij->i", points, points))[:, None] / LENGTH
        )
        size = np.sqrt(np.einsum("ij,ij->i", move, move)) + 1e-9
        points = points + move * (np.minimum(size, start * (1 - step / steps) ** 1.5) / size)[:, None]
        if held is not None:
            points = points - points[held]
    return points


def _apart(points: Points, radii: Points, held: int | None) -> Points:
    """Pushes nodes that overlap from one another until none do; two in one place part along the spiral's angle."""
    wanted = radii[:, None] + radii[None, :] + GAP
    np.fill_diagonal(wanted, 0)
    nudge = _spiral(len(points)) * 1e-3
    for _ in range(_PUSHES):
        ways = (points + nudge)[:, None, :] - (points + nudge)[None, :, :]
        length = np.sqrt(np.einsum("ijk,ijk->ij", ways, ways)) + 1e-9
        missing = np.maximum(wanted - length, 0)
        if missing.max() < 0.2:
            break
        points = points + np.einsum("ij,ijk->ik", missing / length * 0.3, ways)
        if held is not None:
            points = points - points[held]
    return points
