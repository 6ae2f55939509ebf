"""Prior and derivative works of a random graph, as an oracle counts them."""

from collections import Counter

import pytest

from citations import map_works
from citations.map_works import Direction, rank
from tests.citations.graphs import Graph, index_of, random_graph


def _expected(graph: Graph, papers: set[str], direction: Direction) -> list[tuple[str, int]]:
    cites = {(citing, cited) for citing, cited in graph.cites if citing != cited}
    citations = Counter(cited for _, cited in cites)
    pairs = cites if direction is Direction.PRIOR else {(cited, citing) for citing, cited in cites}
    counts = Counter(work for paper, work in pairs if paper in papers and work not in papers)
    return sorted(counts.items(), key=lambda work: (-work[1], -citations[work[0]], work[0]))


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("seed", range(5))
def test_works_are_those_of_an_oracle(direction: Direction, seed: int) -> None:
    graph = random_graph(80, seed)
    index = index_of(graph)
    papers = graph.papers[seed:40:2]
    expected = _expected(graph, set(papers), direction)
    assert rank(index, [*papers, "W404", papers[0]], direction, 1_000) == expected
    assert rank(index, papers, direction, 7) == expected[:7]
    assert rank(index, [], direction, 7) == []


def test_papers_with_few_citations_are_counted_first(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Graph(["A", "B", "C"] + [f"W{number}" for number in range(9)])
    graph.cites.update({("W0", "A"), ("W0", "B"), ("W1", "B")} | {(f"W{number}", "C") for number in range(9)})
    index = index_of(graph)
    monkeypatch.setattr(map_works, "MAX_EDGES", 3)
    assert rank(index, ["C", "B", "A"], Direction.DERIVATIVE, 9) == [("W0", 2), ("W1", 1)]
