"""The edges of co-citation and co-authorship networks.

The weight of an edge is the cosine of both ends: shared items ÷ √(items of one end × items of the other). Source:
Salton and McGill 1983, "Introduction to modern information retrieval", section 6.2.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Final

from maps.options import Network
from maps.records import EdgeName, MapEdge

#: Edges of a node to its closest ones; all edges of a dense network would hide them.
STRONGEST: Final = 5
_KINDS: Final[dict[Network, EdgeName]] = {"CO_CITATION": "CO_CITED", "CO_AUTHORSHIP": "CO_AUTHORED"}


def network_edges(
    network: Network,
    members: Sequence[str],
    sizes: Sequence[int],
    shared: Mapping[tuple[int, int], int],
    seeds: Sequence[str],
) -> list[MapEdge]:
    """The edges of the seeds, and the strongest of each other member. `sizes`: the items of each member; `shared`: the
    number of common ones of each pair of positions."""
    edges = {pair: _edge(network, members, sizes, pair, count) for pair, count in shared.items()}
    ranked = sorted(edges, key=lambda pair: (-edges[pair].weight, edges[pair].source, edges[pair].target))
    degrees, centres = defaultdict[int, int](int), set(seeds)
    chosen: list[MapEdge] = []
    for pair in ranked:
        is_central = not centres.isdisjoint((members[pair[0]], members[pair[1]]))
        if is_central or min(degrees[pair[0]], degrees[pair[1]]) < STRONGEST:
            chosen.append(edges[pair])
            for end in pair:
                degrees[end] += not is_central
    return chosen


def _edge(network: Network, members: Sequence[str], sizes: Sequence[int], pair: tuple[int, int], count: int) -> MapEdge:
    source, target = sorted((members[pair[0]], members[pair[1]]))
    weight = min(1.0, count / sqrt(max(1, sizes[pair[0]] * sizes[pair[1]])))
    papers = "1 paper" if count == 1 else f"{count} papers"
    label = f"is cited by {papers} together with" if network == "CO_CITATION" else f"wrote {papers} with"
    return MapEdge(source, target, _KINDS[network], round(weight, 4), label, count)
