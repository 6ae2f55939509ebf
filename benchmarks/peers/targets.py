"""Targets of Peergraph, and whether one run reached them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from benchmarks.peers.executors import MERCURIUS, NESTED
from benchmarks.peers.figures import Figures
from benchmarks.peers.measuring import GROWTH, Outcome
from benchmarks.peers.services import LIMIT, NEO4J, PEERGRAPH


@dataclass(frozen=True, slots=True)
class Target:
    """A lower or upper bound of a ratio. `measure` computes it; None if not measured."""

    title: str
    bound: float
    at_least: bool
    measure: Callable[[Outcome], float | None]

    def met(self, ratio: float) -> bool:
        """Whether a ratio meets the target."""
        return ratio >= self.bound if self.at_least else ratio <= self.bound


def _ratio(
    value: Callable[[Figures], float], one: tuple[str, str, int], other: tuple[str, str, int]
) -> Callable[[Outcome], float | None]:
    def measure(outcome: Outcome) -> float | None:
        left, right = outcome.summaries.get(one), outcome.summaries.get(other)
        return value(left.middle) / value(right.middle) if left and right else None

    return measure


def _throughput(question: str, peer: str, clients: int = 32) -> Callable[[Outcome], float | None]:
    return _ratio(lambda each: each.rate, (question, PEERGRAPH.name, clients), (question, peer, clients))


def _latency(question: str, peer: str) -> Callable[[Outcome], float | None]:
    return _ratio(lambda each: each.p50, (question, PEERGRAPH.name, 1), (question, peer, 1))


TARGETS: Final = (
    Target("paper page, 32 clients: throughput against @neo4j/graphql", 3, True, _throughput("page", NEO4J.name)),
    Target("paper page, 1 client: p50 against @neo4j/graphql", 0.5, False, _latency("page", NEO4J.name)),
    Target(
        "papers as often as they are cited, 32 clients: throughput against @neo4j/graphql",
        10, True, _throughput("cited page", NEO4J.name),
    ),
    Target("hub, 1 client: p50 against @neo4j/graphql", 1 / 50, False, _latency("hub", NEO4J.name)),
    Target(
        "25 papers of a topic, 32 clients: throughput against @neo4j/graphql",
        8, True, _throughput("topic", NEO4J.name),
    ),
    Target(
        "paper page, 32 clients: throughput against the hand-written limit",
        0.7, True, _throughput("page", LIMIT.name),
    ),
    Target(
        "execution alone, 32 clients: throughput against mercurius with JIT",
        0.8, True, _throughput(NESTED.name, MERCURIUS.name),
    ),
    Target(
        "paper page, 1 client: p50 against a graph a tenth as large",
        1.25, False, _ratio(lambda each: each.p50, ("page", PEERGRAPH.name, 1), (GROWTH.name, PEERGRAPH.name, 1)),
    ),
    Target(
        "round trips of the paper page with reviews and neighbours",
        3, False, lambda outcome: outcome.trips.get((PEERGRAPH.name, "whole page")),
    ),
)  # fmt: skip
