"""The same graph, the same picture: in any order, in any process; and nothing lies on anything else."""

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
    ends = [(nodes[chance.randrange(place)], nodes[place]) for place in range(1, count)]
    more = [(min(pair), max(pair)) for pair in (chance.choices(nodes, k=2) for _ in range(3 * count))]
    return nodes, {(a, b): 1.0 for a, b in [*ends, *more] if a != b}


@pytest.mark.parametrize("count", [1, 2, 3, 60, 200])
def test_nothing_overlaps_and_the_centre_is_in_the_middle(count: int) -> None:
    nodes, links = _graph(count, count)
    radii = {node: 5.0 + (place % 11) for place, node in enumerate(nodes)}
    places = force_layout(nodes, links, radii, nodes[0])
    assert places[nodes[0]] == (0.0, 0.0)
    for place, a in enumerate(nodes):
        for b in nodes[place + 1 :]:
            assert dist(places[a], places[b]) > radii[a] + radii[b]


def test_the_order_of_edges_does_not_matter() -> None:
    nodes, links = _graph(60, 7)
    turned = dict(reversed(links.items()))
    radii = dict.fromkeys(nodes, 8.0)
    assert force_layout(nodes, links, radii, None) == force_layout(nodes, turned, radii, None)


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
