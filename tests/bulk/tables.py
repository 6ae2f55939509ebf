"""Final tables of a graph that ingest loaded, read back from it: the input of the importer without the other steps."""

from collections import defaultdict
from pathlib import Path
from typing import IO, Any, Final

import duckdb
import orjson

from bulk.final_tables import VERSION
from graphdb.store import Store
from tests.bulk.graph import Properties, edges, nodes

#: Labels that the import writes itself.
OWN: Final = frozenset({"Meta", "IngestedPart"})
_COPY: Final = """\
COPY (SELECT {columns} FROM read_json(
  '{source}', format = 'newline_delimited', columns = {spec}, maximum_object_size = 200000000
)) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"""
_TYPES: Final = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", str: "VARCHAR"}


class Table:
    """Rows of one kind, collected as JSON Lines with the types of the columns."""

    def __init__(self, path: Path, ends: tuple[str, ...]) -> None:
        self.path = path
        self.rows = 0
        self.columns = dict.fromkeys(ends, "BIGINT")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[bytes] = path.with_suffix(".jsonl").open("wb")

    def add(self, ends: dict[str, int], properties: Properties) -> None:
        """Add a row."""
        self.rows += 1
        for name, value in properties.items():
            kind = column_type(value)
            if self.columns.get(name, "[]") in (kind, "[]") or (self.columns[name], kind) == ("BIGINT", "DOUBLE"):
                self.columns[name] = kind
        self._file.write(orjson.dumps({**properties, **ends}) + b"\n")

    def write(self) -> int:
        """Write the Parquet file; the number of rows."""
        self._file.close()
        columns = {name: "VARCHAR[]" if kind == "[]" else kind for name, kind in self.columns.items()}
        source = self.path.with_suffix(".jsonl")
        # A list column without nulls would be REQUIRED in Parquet, whose empty lists Neo4j reads as nulls.
        chosen = ", ".join(
            f'nullif("{name}", [NULL]::{kind}) AS "{name}"' if kind.endswith("[]") else f'"{name}"'
            for name, kind in columns.items()
        )
        spec = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        duckdb.connect().execute(_COPY.format(columns=chosen, source=source, spec=f"{{{spec}}}", path=self.path))
        source.unlink()
        return self.rows


def column_type(value: Any) -> str:
    """The type of a value in DuckDB; `[]` for an empty list."""
    if isinstance(value, list):
        return f"{_TYPES[type(value[0])]}[]" if value else "[]"  # pyright: ignore
    return _TYPES[type(value)]


async def write_tables(store: Store, folder: Path, parts: list[str]) -> None:
    """Write the graph as final tables, except the nodes that the import writes itself."""
    node_tables: dict[str, Table] = {}
    edge_tables: dict[str, Table] = {}
    left_out = set[int]()
    async for node in nodes(store):
        assert len(node.labels) == 1, node.key
        label = node.labels[0]
        if label in OWN:
            left_out.add(node.number)
            continue
        if label not in node_tables:
            node_tables[label] = Table(folder / "nodes" / label / "0.parquet", ("nid",))
        node_tables[label].add({"nid": node.number}, node.properties)
    async for edge in edges(store):
        if edge.type not in edge_tables:
            edge_tables[edge.type] = Table(folder / "edges" / edge.type / "0.parquet", ("start", "end"))
        edge_tables[edge.type].add({"start": edge.start, "end": edge.end}, edge.properties)
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, tables in (("nodes", node_tables), ("edges", edge_tables)):
        for name, table in tables.items():
            counts[kind][name] = table.write()
    manifest = {"version": VERSION, "source parts": parts, "days": {}, "filter": None, **counts}
    (folder / "manifest.json").write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
