"""GraphML and GEXF, read back by networkx: the same nodes, edges and attributes, whatever a title holds."""

import io
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from exports.characters import xml_text
from exports.gexf import gexf
from exports.graphml import graphml
from exports.map_attributes import of_edge, of_node, present
from maps.options import Options
from maps.research_map import ResearchMap
from tests.maps.made import HOSTILE, star

Graph = Any


def _graphml(drawn: ResearchMap) -> Graph:
    file = io.BytesIO(graphml(drawn).encode())
    return nx.read_graphml(file, force_multigraph=True)  # pyright: ignore


def _gexf(drawn: ResearchMap) -> Graph:
    file = io.BytesIO(gexf(drawn).encode())
    return nx.MultiDiGraph(nx.read_gexf(file))  # pyright: ignore


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    return {name: xml_text(value).replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
            for name, value in present(values).items()}  # fmt: skip


def _words(values: dict[str, Any]) -> dict[str, Any]:
    """Texts as their words: XML folds white space of attributes."""
    return {name: value.split() if isinstance(value, str) else value for name, value in values.items()}


@pytest.mark.parametrize("titles", [HOSTILE, ("One", "Two", "Three")])
def test_graphml_says_all_that_the_map_says(titles: tuple[str, ...]) -> None:
    drawn = star(titles)
    read = _graphml(drawn)
    assert {node: dict(values) for node, values in read.nodes(data=True)} == {
        node.id: _clean(of_node(node)) for node in drawn.nodes
    }
    found = sorted((a, b, sorted(values.items())) for a, b, values in read.edges(data=True))
    assert found == sorted((edge.source, edge.target, sorted(_clean(of_edge(edge)).items())) for edge in drawn.edges)


@pytest.mark.parametrize("titles", [HOSTILE, ("One", "Two", "Three")])
def test_gexf_says_all_that_the_map_says(titles: tuple[str, ...]) -> None:
    drawn = star(titles)
    read = _gexf(drawn)
    for node in drawn.nodes:
        values = dict(read.nodes[node.id])
        place = values.pop("viz")
        assert (place["position"]["x"], -place["position"]["y"]) == (node.x, node.y)
        expected = {name: value for name, value in _clean(of_node(node)).items() if name not in {"x", "y"}}
        assert _words(values) == _words(expected)
    found = sorted((a, b, values["kind"], values["weight"], values["label"]) for a, b, values in read.edges(data=True))
    assert found == sorted((edge.source, edge.target, edge.kind, edge.weight, edge.label) for edge in drawn.edges)


@pytest.mark.parametrize("read", [_graphml, _gexf])
def test_year_and_citations_are_numbers(read: Callable[[ResearchMap], Graph]) -> None:
    centre = read(star(("One", "Two"))).nodes["W1"]
    assert (centre["year"], centre["citations"], centre["doi"]) == (2020, 50, "10.1/centre")


@pytest.mark.parametrize("read", [_graphml, _gexf])
def test_an_empty_map_and_one_without_places_can_be_read(read: Callable[[ResearchMap], Graph]) -> None:
    assert read(ResearchMap()).number_of_nodes() == 0
    assert read(star(("One",), Options(layout=False))).number_of_nodes() == 2
