"""Nodes and edges of the store as records of maps."""

from graphdb.map_slice import EdgeRow, NodeRow
from maps.records import LABELS, EdgeName, Kind, MapEdge, MapRecord, kind_of
from maps.subtitles import subtitle
from plaintext.formulas import readable


def map_record(node: NodeRow) -> MapRecord:
    """The record of a node for maps."""
    kind: Kind = kind_of(node.label)
    _, _, year, doi = node.details if kind == "PAPER" else (None,) * 4
    name = readable(node.name or node.id)
    return MapRecord(
        node.id, kind, name, subtitle(kind, node.details, retracted=node.retracted), node.size, node.topics, year, doi
    )


def map_edge(edge: EdgeRow) -> MapEdge:
    """The edge of a map."""
    kind: EdgeName = edge.type  # pyright: ignore[reportAssignmentType]
    return MapEdge(edge.source, edge.target, kind, min(1.0, max(0.0, edge.weight)), LABELS[kind])
