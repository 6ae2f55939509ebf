"""The content of final tables in the form of `tests.ingest.records.read_graph`."""

from pathlib import Path
from typing import Any

from bulk.parquet import read_batches

Graph = tuple[list[Any], list[Any]]


def read_rows(folder: Path) -> list[dict[str, Any]]:
    """All rows of the files in a folder."""
    return [
        row for path in sorted(folder.glob("*.parquet")) for batch in read_batches(path) for row in batch.to_pylist()
    ]


def read_tables(tables: Path) -> Graph:
    """Every node and edge of the final tables, without the times at which records were read."""
    ids: dict[int, str] = {}
    nodes: list[Any] = []
    for folder in sorted((tables / "nodes").iterdir()):
        for row in read_rows(folder):
            nid = row.pop("nid")
            assert nid not in ids, (ids.get(nid), row["id"])
            ids[nid] = row["id"]
            properties = {name: value for name, value in row.items() if value is not None and name != "readAt"}
            # As in `read_graph`: the order of awaited ids is arbitrary.
            properties |= {name: sorted(properties[name]) for name in ("awaits",) if name in properties}
            nodes.append([[folder.name], row["id"], properties])
    edges: list[Any] = []
    for folder in sorted((tables / "edges").iterdir()):
        for row in read_rows(folder):
            start, end = ids[row.pop("start")], ids[row.pop("end")]
            edges.append([start, folder.name, end, {name: value for name, value in row.items() if value is not None}])
    return nodes, edges


def differences(one: Graph, other: Graph) -> list[str]:
    """The differences between two graphs; the properties of a node apart."""
    nodes, others = ({(row[0][0], row[1]): row[2] for row in graph[0]} for graph in (one, other))
    lines = [f"only in the first: {key}" for key in sorted(nodes.keys() - others.keys())]
    lines += [f"only in the second: {key}" for key in sorted(others.keys() - nodes.keys())]
    for key in sorted(nodes.keys() & others.keys()):
        left, right = nodes[key], others[key]
        lines += [
            f"{key} {name}: {left.get(name)!r} / {right.get(name)!r}"
            for name in sorted(left.keys() | right.keys())
            if _text(left.get(name)) != _text(right.get(name))
        ]
    edges, other_edges = sorted(map(_text, one[1])), sorted(map(_text, other[1]))
    lines += [f"edge only in the first: {edge}" for edge in sorted(set(edges) - set(other_edges))]
    lines += [f"edge only in the second: {edge}" for edge in sorted(set(other_edges) - set(edges))]
    return lines if lines or edges == other_edges else ["edges that occur twice"]


def _text(value: Any) -> str:
    """The value with sorted properties, so that 1, 1.0 and true differ."""
    if isinstance(value, list):
        return repr([_text(entry) for entry in value])  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        return repr(sorted((name, _text(entry)) for name, entry in value.items()))  # pyright: ignore
    return repr(value)
