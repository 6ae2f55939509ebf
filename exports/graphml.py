"""Maps as GraphML, for Gephi, networkx, igraph, yEd and Cytoscape.

Source: The GraphML File Format, http://graphml.graphdrawing.org/specification.html
"""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from exports import map_attributes
from exports.characters import xml_text
from exports.map_attributes import Value, present
from maps.research_map import ResearchMap

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"


def graphml(drawn: ResearchMap) -> str:
    """The map as a directed graph. Unknown values are omitted."""
    root = Element("graphml", xmlns=_NAMESPACE)
    for domain, attributes in (("node", map_attributes.NODE), ("edge", map_attributes.EDGE)):
        for name, kind in attributes:
            SubElement(root, "key", {"id": f"{domain}.{name}", "for": domain, "attr.name": name, "attr.type": kind})
    SubElement(root, "desc").text = xml_text(drawn.description)
    graph = SubElement(root, "graph", id="map", edgedefault="directed")
    for node in drawn.nodes:
        _data(SubElement(graph, "node", id=xml_text(node.id)), "node", map_attributes.of_node(node))
    for number, edge in enumerate(drawn.edges):
        ends = {"source": xml_text(edge.source), "target": xml_text(edge.target)}
        _data(SubElement(graph, "edge", {"id": f"e{number}", **ends}), "edge", map_attributes.of_edge(edge))
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _data(element: Element, domain: str, values: Mapping[str, Value]) -> None:
    for name, value in present(values).items():
        SubElement(element, "data", key=f"{domain}.{name}").text = xml_text(str(value))
