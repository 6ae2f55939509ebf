"""Maps as CSV: a table of nodes and one of edges, with the column names that Gephi's spreadsheet import expects.

Source: RFC 4180; UTF-8, lines ended by CR LF. Text that a spreadsheet would run as a formula has an apostrophe before
it (`exports.characters.cell`).
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from exports import map_attributes
from exports.characters import cell
from exports.map_attributes import Value
from maps.research_map import ResearchMap

_NODE: Final = ("Id", *("DOI" if name == "doi" else name.capitalize() for name, _ in map_attributes.NODE))
_EDGE: Final = ("Source", "Target", "Type", *(name.capitalize() for name, _ in map_attributes.EDGE))


def map_csv(drawn: ResearchMap) -> str:
    """Both tables, separated by an empty line."""
    return f"{nodes_csv(drawn)}\r\n{edges_csv(drawn)}"


def nodes_csv(drawn: ResearchMap) -> str:
    """The table of nodes."""
    return _table(_NODE, ([node.id, *map_attributes.of_node(node).values()] for node in drawn.nodes))


def edges_csv(drawn: ResearchMap) -> str:
    """The table of edges."""
    return _table(
        _EDGE,
        ([edge.source, edge.target, "Directed", *map_attributes.of_edge(edge).values()] for edge in drawn.edges),
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([cell(value) if isinstance(value, str) else value for value in row] for row in rows)
    return file.getvalue()
