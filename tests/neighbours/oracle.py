"""Neighbours computed from the definition: plain Python over sets of edges, one pair of papers at a time.

Independent of the product except for the weights and the shrinkage.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, log, sqrt

from citations.weights import DEFAULT, SHRINKAGE, Part
from tests.citations.graphs import Graph

Edges = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A pair by the definition: `parts` → contribution, `shared`: part → ids of shared nodes."""

    id: str
    score: float
    parts: Mapping[Part, float]
    shared: Mapping[Part, set[str]]


class Oracle:
    """Neighbours in a graph."""

    def __init__(self, graph: Graph, weights: Mapping[Part, float] = DEFAULT) -> None:
        self.weights = weights
        self.papers = graph.papers
        self.references, self.citations = _both(graph.cites)
        self.authors, self.works = _both(graph.wrote)
        self.topics, self.subjects = _both(graph.about)
        self.scores: dict[str, dict[str, float]] = defaultdict(dict)
        for (paper, topic), score in graph.about.items():
            self.scores[paper][topic] = score

    def neighbours(self, paper: str) -> list[Neighbour]:
        """All neighbours by score, equal ones by id."""
        neighbours_of_paper = [self.pair(paper, other) for other in self.candidates(paper)]
        return sorted((each for each in neighbours_of_paper if each.score > 0), key=lambda each: (-each.score, each.id))

    def candidates(self, paper: str) -> set[str]:
        """Papers that share anything."""
        through = (
            *(self.citations[each] for each in self.references[paper]),
            *(self.references[each] for each in self.citations[paper]),
            *(self.works[each] for each in self.authors[paper]), *(self.subjects[each] for each in self.topics[paper]),
            self.references[paper], self.citations[paper],
        )  # fmt: skip
        return set[str]().union(*through) - {paper}

    def pair(self, one: str, other: str) -> Neighbour:
        """All parts of a pair."""
        shared = {
            Part.SHARED_REFERENCES: self.references[one] & self.references[other],
            Part.SHARED_CITATIONS: self.citations[one] & self.citations[other],
            Part.CITES: {other} & self.references[one],
            Part.CITED_BY: {other} & self.citations[one],
            Part.SHARED_AUTHORS: self.authors[one] & self.authors[other],
            Part.SHARED_TOPICS: self.topics[one] & self.topics[other],
        }
        values = {
            Part.SHARED_REFERENCES: _adamic_adar(self.references, self.citations, one, other),
            Part.SHARED_CITATIONS: _adamic_adar(self.citations, self.references, one, other),
            Part.CITES: float(len(shared[Part.CITES])),
            Part.CITED_BY: float(len(shared[Part.CITED_BY])),
            Part.SHARED_AUTHORS: _salton(self.authors[one], self.authors[other]),
            Part.SHARED_TOPICS: _cosine(self.scores[one], self.scores[other]),
        }
        parts = {part: self.weights[part] * value for part, value in values.items() if self.weights[part] * value > 0}
        return Neighbour(other, round(fsum(parts.values()), 10), parts, {part: shared[part] for part in parts})


def _both(edges: Iterable[tuple[str, str]]) -> tuple[Edges, Edges]:
    forward, back = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one, other in edges:
        forward[one].add(other)
        back[other].add(one)
    return forward, back


def _adamic_adar(edges: Edges, back: Edges, one: str, other: str) -> float:
    def weight(items: set[str]) -> float:
        return fsum(1 / log(1 + len(back[each])) for each in items)

    common = edges[one] & edges[other]
    return weight(common) / (sqrt(weight(edges[one]) * weight(edges[other])) + SHRINKAGE) if common else 0.0


def _salton(one: set[str], other: set[str]) -> float:
    return len(one & other) / sqrt(len(one) * len(other)) if one & other else 0.0


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    dot = fsum(one[each] * other[each] for each in one.keys() & other.keys())
    return dot / sqrt(fsum(each**2 for each in one.values()) * fsum(each**2 for each in other.values())) if dot else 0.0
