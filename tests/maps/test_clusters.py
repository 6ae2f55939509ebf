"""Weakly linked groups are separate clusters, labelled with their distinctive topics."""

from itertools import combinations

from maps.clusters import find_clusters
from maps.records import MapEdge, MapRecord


def _paper(name: str, *topics: str) -> MapRecord:
    return MapRecord(name, "PAPER", name, None, 1, tuple((topic, 0.9) for topic in topics))


def _linked(*names: str) -> list[MapEdge]:
    return [MapEdge(a, b, "CITES", 1.0, "cites") for a, b in combinations(names, 2)]


def test_groups_and_their_names() -> None:
    one = {name: _paper(name, "Science", "Birds") for name in ("a", "b", "c", "d")}
    other = {name: _paper(name, "Science", "Fish") for name in ("e", "f", "g")}
    edges = [*_linked(*one), *_linked(*other), MapEdge("a", "e", "CITES", 1.0, "cites")]
    clusters, of = find_clusters(one | other, edges, ["a"])
    assert [(cluster.id, cluster.label, cluster.size) for cluster in clusters] == [(0, "Birds", 4), (1, "Fish", 3)]
    assert of == {"a": 0, "b": 0, "c": 0, "d": 0, "e": 1, "f": 1, "g": 1}


def test_without_topics_the_greatest_node_names_it() -> None:
    records = {"a": MapRecord("a", "AUTHOR", "Ann", None, 3), "b": MapRecord("b", "PAPER", "A title", None, 9)}
    clusters, _ = find_clusters(records, _linked("a", "b"), ["a"])
    assert [cluster.label for cluster in clusters] == ["A title"]


def test_a_node_alone_is_in_no_cluster() -> None:
    assert find_clusters({"a": _paper("a")}, [], ["a"]) == ((), {})


def test_topics_of_score_0_name_no_cluster() -> None:
    """Some topics in OpenAlex have the score 0; the label was divided by the sum of scores."""
    scored = {
        name: MapRecord(name, "PAPER", name, None, 1, (("Rocks", 0.0), ("Birds", 0.4))) for name in ("a", "b", "c")
    }
    clusters, _ = find_clusters(scored, _linked("a", "b", "c"), ["a"])
    assert [cluster.label for cluster in clusters] == ["Birds"]
    unscored = {name: MapRecord(name, "PAPER", name, None, 1, (("Rocks", 0.0),)) for name in ("a", "b", "c")}
    clusters, _ = find_clusters(unscored, _linked("a", "b", "c"), ["a"])
    assert [cluster.label for cluster in clusters] == ["c"]


def test_edges_of_weight_0_tie_nothing_together() -> None:
    """The edge of a topic has its score as weight; modularity was divided by the sum of weights, which can be 0."""
    records = {name: _paper(name) for name in ("a", "b")} | {"t": MapRecord("t", "TOPIC", "Rocks", None, 2)}
    unscored = [MapEdge(name, "t", "ABOUT", 0.0, "is about") for name in ("a", "b")]
    assert find_clusters(records, unscored, ["t"]) == ((), {})
    clusters, of = find_clusters(records, [*unscored, *_linked("a", "b")], ["t"])
    assert ([cluster.size for cluster in clusters], of) == ([2], {"a": 0, "b": 0})


def test_a_rare_topic_of_one_paper_names_no_group() -> None:
    """A group of language models was named after the proteins of one of them."""
    one = {name: _paper(name, "Language") for name in ("a", "b", "c")} | {"d": _paper("d", "Language", "Proteins")}
    other = {name: _paper(name, "Language", "Speech") for name in ("e", "f", "g")}
    edges = [*_linked(*one), *_linked(*other), MapEdge("a", "e", "CITES", 1.0, "cites")]
    clusters, _ = find_clusters(one | other, edges, [])
    assert [cluster.label for cluster in clusters] == ["Language", "Speech"]
