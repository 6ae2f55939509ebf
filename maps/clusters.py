"""Clusters of a map, by the Louvain method, each with the topic that tells it apart.

Sources: Blondel, Guillaume, Lambiotte and Lefebvre 2008, "Fast unfolding of communities in large networks" (by
networkx); the label is the topic of the greatest class-based TF-IDF weight (Grootendorst 2022).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, cast

import networkx as nx

from maps.records import MapCluster, MapEdge, MapRecord

#: A centre is linked with nearly everything: its edges count less, so that what it is around falls apart.
CENTRAL: Final = 0.25
#: A smaller group is no cluster.
SMALLEST: Final = 2
_SEED: Final = 1


def clustered(
    found: Mapping[str, MapRecord], edges: Sequence[MapEdge], seeds: Sequence[str]
) -> tuple[tuple[MapCluster, ...], dict[str, int]]:
    """The clusters, largest first, and the cluster of each node that is in one."""
    groups = [group for group in _communities(sorted(found), edges, set(seeds)) if len(group) >= SMALLEST]
    groups.sort(key=lambda group: (-len(group), group))
    labels = _labels([[found[node] for node in group] for group in groups])
    clusters = tuple(
        MapCluster(number, label, len(group)) for number, (group, label) in enumerate(zip(groups, labels, strict=True))
    )
    return clusters, {node: number for number, group in enumerate(groups) for node in group}


def _communities(ids: Sequence[str], edges: Sequence[MapEdge], seeds: set[str]) -> list[list[str]]:
    """Nodes are numbers here, because sets of text are walked in another order in every process."""
    number = {node: place for place, node in enumerate(ids)}
    weights = defaultdict[tuple[int, int], float](float)
    for edge in edges:
        ends = sorted((number[edge.source], number[edge.target]))
        weights[ends[0], ends[1]] += edge.weight * (CENTRAL if seeds & {edge.source, edge.target} else 1)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(ids)))
    # Sums depend on their order in the last digits, and a tie must fall the same way each time. An edge of weight 0, of
    # a topic with score 0, ties nothing together, and a graph of such edges alone has no modularity.
    rounded = ((a, b, round(weight, 9)) for (a, b), weight in sorted(weights.items()) if a != b)
    graph.add_weighted_edges_from(edge for edge in rounded if edge[2] > 0)
    if not graph.number_of_edges():
        return []
    found = cast("list[set[int]]", nx.community.louvain_communities(graph, weight="weight", seed=_SEED))
    return [sorted(ids[place] for place in group) for group in found]


def _labels(groups: Sequence[Sequence[MapRecord]]) -> list[str]:
    """The topic with most weight in the group, times the group's part of all that weight; each topic names one group
    where there is another. A group without topics has the name of its greatest node."""
    inside = [_topics(group) for group in groups]
    total = defaultdict[str, float](float)
    for topics in inside:
        for topic, weight in topics.items():
            total[topic] += weight
    labels: list[str] = []
    for group, topics in zip(groups, inside, strict=True):
        ranked = sorted(
            topics, key=lambda topic: (topic in labels, -round(topics[topic] ** 2 / total[topic], 9), topic)
        )
        labels.append(ranked[0] if ranked else max(group, key=lambda node: (node.size, node.id)).label)
    return labels


def _topics(group: Sequence[MapRecord]) -> dict[str, float]:
    weights = defaultdict[str, float](float)
    for node in group:
        for topic, score in node.topics:
            # A topic with score 0 says nothing about the paper, and would divide by a total of 0.
            if score > 0:
                weights[topic] += score
        if node.kind == "TOPIC":
            weights[node.label] += 1
    return weights
