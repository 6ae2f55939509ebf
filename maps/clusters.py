"""Clusters of a map by the Louvain method, each labelled with the topic of most of its papers.

Sources: Blondel, Guillaume, Lambiotte and Lefebvre 2008, "Fast unfolding of communities in large networks" (by
networkx); among the topics of most papers, the label is that of the greatest class-based TF-IDF weight (Grootendorst
2022), which alone would prefer a rare topic of one paper.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, cast

import networkx as nx

from maps.records import MapCluster, MapEdge, MapRecord
from thread_pools import checkpoint

#: Weight of the edges of a centre, which is linked to nearly all nodes and would merge the clusters.
CENTRE_WEIGHT: Final = 0.25
#: Smaller groups are not clusters.
MIN_SIZE: Final = 2
_SEED: Final = 1
#: Shares of a group's papers that its topic must have, in order of preference.
_SHARES: Final = (0.5, 0.25)


def find_clusters(
    records: Mapping[str, MapRecord], edges: Sequence[MapEdge], seeds: Sequence[str]
) -> tuple[tuple[MapCluster, ...], dict[str, int]]:
    """The clusters, largest first, and the cluster of each node in one."""
    groups = [group for group in _communities(sorted(records), edges, set(seeds)) if len(group) >= MIN_SIZE]
    groups.sort(key=lambda group: (-len(group), group))
    labels = _labels([[records[node] for node in group] for group in groups])
    clusters = tuple(
        MapCluster(number, label, len(group)) for number, (group, label) in enumerate(zip(groups, labels, strict=True))
    )
    return clusters, {node: number for number, group in enumerate(groups) for node in group}


def _communities(ids: Sequence[str], edges: Sequence[MapEdge], seeds: set[str]) -> list[list[str]]:
    """Nodes are numbers here, because the iteration order of sets of strings differs between processes."""
    number = {node: index for index, node in enumerate(ids)}
    weights = defaultdict[tuple[int, int], float](float)
    for edge in edges:
        ends = sorted((number[edge.source], number[edge.target]))
        weights[ends[0], ends[1]] += edge.weight * (CENTRE_WEIGHT if seeds & {edge.source, edge.target} else 1)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(ids)))
    # Sums depend on their order in the last digits, and ties must be broken the same way each time. Edges with weight
    # 0, of topics with score 0, are dropped: a graph of such edges alone has no modularity.
    rounded = ((a, b, round(weight, 9)) for (a, b), weight in sorted(weights.items()) if a != b)
    graph.add_weighted_edges_from(edge for edge in rounded if edge[2] > 0)
    if not graph.number_of_edges():
        return []
    communities = list[set[int]]()
    # The last partition is that of `louvain_communities`.
    for partition in nx.community.louvain_partitions(graph, weight="weight", seed=_SEED):
        checkpoint()
        communities = cast("list[set[int]]", partition)
    return [sorted(ids[index] for index in community) for community in communities]


def _labels(groups: Sequence[Sequence[MapRecord]]) -> list[str]:
    """Among the topics of most papers of the group, the one with the greatest weight in the group times the group's
    share of the topic; each topic labels one group if possible. A group without topics has the label of its largest
    node."""
    inside = [_topics(group) for group in groups]
    total = defaultdict[str, float](float)
    for topics in inside:
        for topic, weight in topics.items():
            total[topic] += weight
    labels: list[str] = []
    for group, topics in zip(groups, inside, strict=True):
        common = _common(group, labels) or topics
        ranked = sorted(
            common, key=lambda topic: (topic in labels, -round(topics[topic] ** 2 / total[topic], 9), topic)
        )
        labels.append(ranked[0] if ranked else max(group, key=lambda node: (node.size, node.id)).label)
    return labels


def _common(group: Sequence[MapRecord], used: Sequence[str]) -> list[str]:
    """The topics of at least half of the papers; of a quarter, if these label other groups or there are none; otherwise
    those of the most papers."""
    papers = [{topic for topic, score in node.topics if score > 0} for node in group if node.kind == "PAPER"]
    papers = [topics for topics in papers if topics]
    counts = Counter(topic for topics in papers for topic in topics)
    for share in _SHARES:
        common = [topic for topic, count in counts.items() if count >= share * len(papers)]
        if set(common) - set(used):
            return common
    most = max(counts.values(), default=0)
    return [topic for topic, count in counts.items() if count == most]


def _topics(group: Sequence[MapRecord]) -> dict[str, float]:
    weights = defaultdict[str, float](float)
    for node in group:
        for topic, score in node.topics:
            # A topic with score 0 has no weight, and its total of 0 would be a divisor.
            if score > 0:
                weights[topic] += score
        if node.kind == "TOPIC":
            weights[node.label] += 1
    return weights
