"""The layout is the same in any order of edges and in any process, and nodes do not overlap."""

import os
import random
import subprocess
import sys
from math import dist

import pytest

from maps.layout import force_layout

PROGRAM = """
from tests.maps.made import star
drawn = star(tuple(f"Title {number}" for number in range(40)))
print([(node.id, node.x, node.y, node.cluster) for node in drawn.nodes], drawn.clusters)
"""


def _graph(count: int, seed: int) -> tuple[list[str], dict[tuple[str, str], float]]:
    chance = random.Random(seed)  # noqa: S311 (a graph, not a secret)
    nodes = [f"n{number:03d}" for number in range(count)]
    ends = [(nodes[chance.randrange(index)], nodes[index]) for index in range(1, count)]
    more = [(min(pair), max(pair)) for pair in (chance.choices(nodes, k=2) for _ in range(3 * count))]
    return nodes, {(a, b): 1.0 for a, b in [*ends, *more] if a != b}


@pytest.mark.parametrize("count", [1, 2, 3, 60, 200])
def test_nothing_overlaps_and_the_centre_is_in_the_middle(count: int) -> None:
    nodes, links = _graph(count, count)
    radii = {node: 5.0 + (index % 11) for index, node in enumerate(nodes)}
    positions = force_layout(nodes, links, radii, nodes[0])
    assert positions[nodes[0]] == (0.0, 0.0)
    for index, a in enumerate(nodes):
        for b in nodes[index + 1 :]:
            assert dist(positions[a], positions[b]) > radii[a] + radii[b]


def test_the_order_of_edges_does_not_matter() -> None:
    nodes, links = _graph(60, 7)
    reverse = dict(reversed(links.items()))
    radii = dict.fromkeys(nodes, 8.0)
    assert force_layout(nodes, links, radii, None) == force_layout(nodes, reverse, radii, None)


def test_every_process_draws_the_same() -> None:
    drawn = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(drawn) == 1


def test_no_nodes_have_no_places() -> None:
    assert force_layout([], {}, {}, None) == {}
