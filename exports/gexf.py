"""Maps as GEXF 1.2, which Gephi opens with positions, sizes and colours, and networkx reads.

Source: GEXF 1.2draft Primer, https://gexf.net/primer.html
"""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from exports import map_attributes
from exports.characters import xml_text
from exports.map_attributes import Value, present
from exports.palette import LIGHT
from maps.layout import radius
from maps.records import MapNode
from maps.research_map import ResearchMap

#: GEXF defines these two; others are declared attributes. Positions are Gephi's, with y upwards.
_BUILTIN: Final = {"label", "weight"}
_NODE: Final = [(name, kind) for name, kind in map_attributes.NODE if name not in {"label", "x", "y"}]
_EDGE: Final = [(name, kind) for name, kind in map_attributes.EDGE if name not in _BUILTIN]


def gexf(drawn: ResearchMap) -> str:
    """The map as a directed, static graph. Unknown values are omitted."""
    root = Element("gexf", {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2",
                            "xmlns:viz": "http://www.gexf.net/1.2draft/viz"})  # fmt: skip
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "Peergraph"
    SubElement(meta, "description").text = xml_text(drawn.description)
    graph = SubElement(root, "graph", mode="static", defaultedgetype="directed")
    _declared(graph, "node", _NODE)
    _declared(graph, "edge", _EDGE)
    nodes, edges = SubElement(graph, "nodes"), SubElement(graph, "edges")
    for node in drawn.nodes:
        element = SubElement(nodes, "node", id=xml_text(node.id), label=xml_text(node.label))
        _values(element, _NODE, map_attributes.of_node(node))
        _looks(element, node)
    for number, edge in enumerate(drawn.edges):
        ends = {"source": xml_text(edge.source), "target": xml_text(edge.target), "weight": str(edge.weight)}
        element = SubElement(edges, "edge", {"id": str(number), "label": xml_text(edge.label), **ends})
        _values(element, _EDGE, map_attributes.of_edge(edge))
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _declared(graph: Element, domain: str, attributes: list[tuple[str, str]]) -> None:
    declared = SubElement(graph, "attributes", {"class": domain})
    for name, kind in attributes:
        written = "integer" if kind == "int" else kind
        SubElement(declared, "attribute", id=f"{domain}.{name}", title=name, type=written)


def _values(element: Element, attributes: list[tuple[str, str]], values: Mapping[str, Value]) -> None:
    domain, there = element.tag, SubElement(element, "attvalues")
    for name, value in present({name: values[name] for name, _ in attributes}).items():
        SubElement(there, "attvalue", {"for": f"{domain}.{name}", "value": xml_text(str(value))})


def _looks(element: Element, node: MapNode) -> None:
    red, green, blue = (str(int(LIGHT.kinds[node.kind][place : place + 2], 16)) for place in (1, 3, 5))
    SubElement(element, "viz:color", r=red, g=green, b=blue)
    SubElement(element, "viz:size", value=str(round(radius(node.weight), 1)))
    if node.x is not None and node.y is not None:
        SubElement(element, "viz:position", x=str(node.x), y=str(-node.y), z="0.0")
