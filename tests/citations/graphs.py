"""Random graphs from a seed: small enough for naive computation, with hubs, ties, and papers without edges."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from citations.index import Edges, Index, build_index
from citations.node_ids import NodeIds, encode_ids


@dataclass(frozen=True, slots=True)
class Graph:
    """Edges by public id, and scores of topics from 0 to 1."""

    papers: list[str]
    cites: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    wrote: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    about: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])


def random_graph(papers: int, seed: int) -> Graph:
    """A skewed graph with about ten citations, two authors and two topics per paper."""
    chance = random.Random(seed)  # noqa: S311
    graph = Graph([f"W{number}" for number in range(papers)])
    for paper in graph.papers[: papers * 9 // 10]:
        for _ in range(chance.randrange(20)):
            cited = graph.papers[int(papers * chance.random() ** 3)]
            if cited != paper:
                graph.cites.add((paper, cited))
        graph.wrote.update((paper, f"A{int(papers * chance.random() ** 2)}") for _ in range(chance.randrange(4)))
        scores = (0.0, 0.5, 0.5, 0.8, 1.0)
        graph.about.update({(paper, f"T{int(30 * chance.random() ** 2)}"): chance.choice(scores) for _ in range(2)})
    return graph


def index_of(graph: Graph) -> Index:
    """The index of the graph."""
    papers, authors = _table(graph.papers), _table(pair for _, pair in graph.wrote)
    topics = _table(pair for _, pair in graph.about)
    about = list(graph.about)
    return build_index(
        papers, authors, topics,
        _ends(graph.cites, papers, papers), _ends(graph.wrote, papers, authors), _ends(about, papers, topics),
        np.array([graph.about[pair] for pair in about]),
    )  # fmt: skip


def _table(ids: Iterable[str]) -> NodeIds:
    return encode_ids(sorted(public_id.encode() for public_id in set(ids)))


def _ends(edges: Iterable[tuple[str, str]], near: NodeIds, far: NodeIds) -> Edges:
    positions = [(near.position(one), far.position(other)) for one, other in edges]
    both = np.array(positions, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]
