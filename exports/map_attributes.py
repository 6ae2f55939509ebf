"""The attributes of nodes and edges that all map formats write."""

from collections.abc import Mapping
from typing import Final

from maps.records import MapEdge, MapNode

Value = str | int | float | None
#: Name and type of each attribute, in the terms of GraphML (`double` and `int` are GEXF's too).
NODE: Final = (
    ("label", "string"), ("kind", "string"), ("subtitle", "string"), ("weight", "double"), ("distance", "int"),
    ("cluster", "int"), ("x", "double"), ("y", "double"), ("year", "int"), ("citations", "int"), ("doi", "string"),
)  # fmt: skip
EDGE: Final = (("kind", "string"), ("weight", "double"), ("label", "string"), ("count", "int"))


def of_node(node: MapNode) -> dict[str, Value]:
    """The attributes of a node."""
    return {name: getattr(node, name) for name, _ in NODE}


def of_edge(edge: MapEdge) -> dict[str, Value]:
    """The attributes of an edge."""
    return {name: getattr(edge, name) for name, _ in EDGE}


def present(values: Mapping[str, Value]) -> dict[str, str | int | float]:
    """The attributes with a value."""
    return {name: value for name, value in values.items() if value is not None}
