"""Results of the index are those of the definition: order, scores, contributions, counts and shared nodes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citations import evidence
from citations.index import Index
from citations.ranking import TICKS, Ranking, reasons
from citations.scoring import rank
from citations.weights import DEFAULT, Part, weights
from errors import BadInput
from tests.citations.graphs import Graph, index_of, random_graph
from tests.neighbours.oracle import Oracle


def of(index: Index, paper: str, weights_by_part: dict[str, float] | None = None) -> Ranking:
    position = index.papers.position(paper)
    assert position is not None
    return rank(index, position, weights(weights_by_part))


def agrees(ranking: Ranking, oracle: Oracle, paper: str) -> None:
    """Compares a full ranking with the definition."""
    expected = oracle.neighbours(paper)
    actual = ranking.best(len(ranking))
    assert [(each.id, each.score) for each in actual] == [(each.id, each.score) for each in expected]
    for one, named, other in zip(actual[:50], reasons(actual[:50]), expected[:50], strict=True):
        assert abs(sum(each.contribution for each in named) - one.score) < 1e-9
        assert {each.kind for each in named} == set(other.parts)
        assert all(abs(each.contribution - other.parts[each.kind]) < 1e-9 for each in named)
        assert {each.kind: each.shared.count for each in named} == {
            part: len(ids) for part, ids in other.shared.items()
        }
        assert all(set(each.shared.examples(1_000)) == other.shared[each.kind] for each in named)
        assert named == sorted(named, key=lambda each: -each.contribution)


@pytest.mark.parametrize(("seed", "joined"), [(1, evidence.MAX_JOINED), (2, evidence.MAX_JOINED), (3, 20)])
def test_a_random_graph_is_ranked_as_defined(seed: int, joined: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # Items are compared at once, or one by one where there are many.
    monkeypatch.setattr(evidence, "MAX_JOINED", joined)
    graph = random_graph(120, seed)
    index, oracle = index_of(graph), Oracle(graph)
    for paper in graph.papers:
        agrees(of(index, paper), oracle, paper)


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 1_000),
    changed=st.dictionaries(st.sampled_from([part.value for part in Part]), st.sampled_from([0.0, 0.25, 1.0, 7.5])),
)
def test_weights_of_the_caller_apply(seed: int, changed: dict[str, float]) -> None:
    expected = {part: changed.get(part.value, usual) for part, usual in DEFAULT.items()}
    if not any(expected.values()):
        return
    graph = random_graph(40, seed)
    index, oracle = index_of(graph), Oracle(graph, expected)
    for paper in graph.papers[:10]:
        agrees(of(index, paper, changed), oracle, paper)


@pytest.mark.parametrize(("references", "least", "most"), [(1, 0.10, 0.17), (2, 0.05, 0.12), (30, 0.0, 0.01)])
def test_one_shared_reference_is_no_close_relation(references: int, least: float, most: float) -> None:
    """Of papers with so many references, which nobody else cites."""
    others = {(paper, f"{paper}{number}") for paper in "PQ" for number in range(references - 1)}
    graph = Graph(["P", "Q", "R", *sorted(far for _, far in others)], cites={("P", "R"), ("Q", "R"), *others})
    (score,) = [each.score for each in of(index_of(graph), "P").best(100) if each.id == "Q"]
    assert least < score < most


def test_many_shared_references_are_a_close_relation() -> None:
    shared = {(paper, f"R{number}") for paper in "PQ" for number in range(30)}
    graph = Graph(["P", "Q", *sorted({far for _, far in shared})], cites=shared)
    (score,) = [each.score for each in of(index_of(graph), "P").best(100) if each.id == "Q"]
    assert 0.33 < score < 0.35


def test_the_usual_weights_add_up_to_one() -> None:
    assert abs(sum(DEFAULT.values()) - 1) < 1e-12


def test_a_page_begins_after_the_last_one() -> None:
    graph = random_graph(200, 7)
    ranking = of(index_of(graph), "W3")
    everyone = ranking.best(len(ranking))
    assert len(everyone) > 50
    read = ranking.best(7)
    while page := ranking.best(7, (read[-1].ticks, read[-1].id)):
        read += page
    assert [each.id for each in read] == [each.id for each in everyone]


def test_a_page_ends_before_the_next_one() -> None:
    ranking = of(index_of(random_graph(200, 7)), "W3")
    everyone = ranking.best(len(ranking))
    read = ranking.best(7, last=True)
    while page := ranking.best(7, before=(read[0].ticks, read[0].id), last=True):
        read = page + read
    assert [each.id for each in read] == [each.id for each in everyone]
    first, last = everyone[3], everyone[9]
    between = ranking.best(20, (first.ticks, first.id), (last.ticks, last.id))
    assert [each.id for each in between] == [each.id for each in everyone[4:9]]


def test_a_page_after_a_removed_paper_begins_at_its_position() -> None:
    ranking = of(index_of(_tied()), "W07")
    ticks = ranking.best(2)[1].ticks
    assert [each.id for each in ranking.best(2, (ticks, "W11-gone"))] == ["W12", "W13"]
    assert [each.id for each in ranking.best(2, (ticks, "W11"))] == ["W12", "W13"]
    assert [each.id for each in ranking.best(2, (ticks + 1, "W99"))] == ["W01", "W02"]


def _tied() -> Graph:
    """Thirty papers that all cite the first."""
    papers = [f"W{number:02}" for number in range(30)]
    return Graph(papers, cites={(paper, "W00") for paper in papers[1:]})


def test_few_and_many_candidates_have_the_same_ranking(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = random_graph(150, 11)
    index = index_of(graph)
    few = [of(index, paper).best(150) for paper in graph.papers]
    for share in (0.0, 1e9):
        monkeypatch.setattr("citations.scoring.SPARSE_SHARE", share)
        assert [[each.id for each in of(index, paper).best(150)] for paper in graph.papers] == [
            [each.id for each in page] for page in few
        ]


def test_equal_scores_are_ordered_by_id() -> None:
    cited, *actual = of(index_of(_tied()), "W07").best(30)
    assert len({each.ticks for each in actual}) == 1
    assert [each.id for each in actual] == [each for each in _tied().papers[1:] if each != "W07"]
    assert cited.id == "W00"


def test_examples_come_rarest_first() -> None:
    cites = {("P", "common"), ("Q", "common"), ("P", "rare"), ("Q", "rare"), ("X", "common"), ("Y", "common")}
    graph = Graph(["P", "Q", "X", "Y", "common", "rare"], cites=cites)
    (first, *_) = of(index_of(graph), "P", {"cites": 0}).best(1)
    ((reason, *_),) = reasons([first])
    assert first.id == "Q"
    assert reason.shared.examples(1) == ["rare"]
    assert reason.shared.examples(5) == ["rare", "common"]
    assert reason.shared.examples(0) == []


def test_an_isolated_paper_has_no_neighbours() -> None:
    ranking = of(index_of(Graph(["W1", "W2"], cites={("W1", "W1")})), "W1")
    assert (len(ranking), ranking.best(5)) == (0, [])


def test_scores_are_whole_ticks() -> None:
    actual = of(index_of(random_graph(60, 5)), "W1").best(10)
    assert all(each.score == each.ticks / TICKS == round(each.score, 10) for each in actual)


@pytest.mark.parametrize("value", [-0.1, 100.5, float("nan"), float("inf")])
def test_a_weight_beyond_its_limits_is_refused_by_name(value: float) -> None:
    with pytest.raises(BadInput, match=r"`weights.citedBy` is .*: it must be between 0 and 100"):
        weights({"citedBy": value})


def test_weights_that_are_all_zero_are_refused() -> None:
    with pytest.raises(BadInput, match="at least one"):
        weights({part.value: 0.0 for part in Part})
