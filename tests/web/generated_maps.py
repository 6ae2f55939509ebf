"""Generated maps."""

from math import cos, pi, sin, sqrt
from random import Random
from typing import Any, Final

_KINDS: Final = ("PAPER", "PAPER", "AUTHOR", "INSTITUTION", "TOPIC")


def generated_map(nodes: int, edges: int) -> dict[str, Any]:
    """The response of an endpoint with a map of this size; the same for the same size."""
    rng = Random(7)  # noqa: S311
    positions = [
        (24 * sqrt(n) * cos(n * pi * (3 - sqrt(5))), 24 * sqrt(n) * sin(n * pi * (3 - sqrt(5)))) for n in range(nodes)
    ]
    map_nodes = [
        {
            "id": f"n{n}", "kind": _KINDS[n % 5], "label": f"A rather long title of the paper with the number {n}",
            "subtitle": f"{2000 + n % 25}", "weight": rng.random(), "distance": min(n, 1), "cluster": n % 8,
            "x": x, "y": y,
        }
        for n, (x, y) in enumerate(positions)
    ]  # fmt: skip
    pairs = {(0, n) for n in range(1, nodes)}
    while len(pairs) < edges:
        pairs.add((rng.randrange(nodes), rng.randrange(nodes)))
    map_edges = [
        {
            "source": f"n{a}", "target": f"n{b}", "kind": "NEIGHBOUR" if n % 9 == 0 else "CITES", "weight": 0.5,
            "label": "cites",
        }
        for n, (a, b) in enumerate(sorted(pairs))
    ]  # fmt: skip
    content = {
        "nodes": map_nodes, "edges": map_edges, "clusters": [], "available": [], "complete": True,
        "description": f"A map of {nodes} nodes.", "permalink": "http://127.0.0.1/explore",
    }  # fmt: skip
    return {"data": {"researchMap": content}}
