"""The final tables: the nodes and edges of a graph as Parquet files, and the manifest that describes them.

`manifest.json`: `version` of this layout, `source parts` (fingerprints of the parts that the tables hold completely),
`days` (entity → day up to which they hold all partitions of a snapshot), `filter` (of the works, null for all), and the
number of rows by label in `nodes` and by type in `edges`. `nodes/<Label>/*.parquet` has the column `nid`, a
number that is unique over all labels, and one column for each property; `edges/<TYPE>/*.parquet` has `start` and `end`,
the `nid` of both ends, and the properties. A null is an absent property.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import duckdb
import orjson

from errors import PeergraphError

#: Incremented when the layout changes.
VERSION: Final = 2
Kind = Literal["nodes", "edges"]
#: The columns with numbers of nodes; all other columns are properties.
ENDS: Final[dict[Kind, tuple[str, ...]]] = {"nodes": ("nid",), "edges": ("start", "end")}
#: `hive_partitioning = false`: a folder such as `x=y` above the tables is not a column.
_SCHEMA: Final = (
    "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false))"
)
_ROWS: Final = "SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata(?)"
_REQUIRED: Final = """\
SELECT DISTINCT name FROM parquet_schema(?)
WHERE converted_type = 'LIST' AND repetition_type = 'REQUIRED' ORDER BY ALL"""


class TablesError(PeergraphError):
    """The tables cannot be imported: one sentence with the reason and what to do."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables in a folder. `digest` identifies them."""

    folder: Path
    parts: tuple[str, ...]
    nodes: dict[str, int]
    edges: dict[str, int]
    digest: str
    days: dict[str, str]
    filter: str | None

    def kinds(self) -> Iterator[tuple[Kind, str, int]]:
        """Every table that has rows: whether it has nodes or edges, its label or type, and the number of rows."""
        for label, rows in sorted(self.nodes.items()):
            if rows:
                yield "nodes", label, rows
        for edge_type, rows in sorted(self.edges.items()):
            if rows:
                yield "edges", edge_type, rows

    def files(self, kind: Kind, name: str) -> list[str]:
        """The files of one table."""
        return sorted(str(path) for path in (self.folder / kind / name).glob("*.parquet"))

    def columns(self, kind: Kind, name: str) -> dict[str, str]:
        """The columns of one table with their types in DuckDB."""
        return dict(_connect().execute(_SCHEMA, [self.files(kind, name)]).fetchall())

    @property
    def size(self) -> int:
        """The bytes of all tables."""
        return sum(Path(path).stat().st_size for kind, name, _ in self.kinds() for path in self.files(kind, name))


def open_tables(folder: Path) -> Tables:
    """The tables in the folder, checked against their manifest. Raises TablesError."""
    path = folder / "manifest.json"
    try:
        content = path.read_bytes()
        manifest: dict[str, Any] = orjson.loads(content)
        version = manifest["version"]
        if version != VERSION:
            message = f"The tables in {folder} are of version {version}, this is version {VERSION}: delete the folder."
            raise TablesError(message)
        tables = Tables(
            folder, tuple(manifest["source parts"]), dict(manifest["nodes"]), dict(manifest["edges"]),
            hashlib.sha256(content).hexdigest(), dict(manifest["days"]), manifest["filter"],
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TablesError(f"The manifest {path} cannot be read ({error}): delete the folder {folder}.") from error
    for kind, name, rows in tables.kinds():
        _check(tables, kind, name, rows)
    return tables


def _check(tables: Tables, kind: Kind, name: str, rows: int) -> None:
    """Raises TablesError if a table differs from its manifest or cannot be imported as it is."""
    files = tables.files(kind, name)
    try:
        connection = _connect()
        stored = int(connection.execute(_ROWS, [files]).fetchall()[0][0]) if files else 0
        required = [row[0] for row in connection.execute(_REQUIRED, [files]).fetchall()] if files else []
    except duckdb.Error as error:
        message = f"The table {name} in {tables.folder} is damaged ({_first_line(error)}): delete the folder."
        raise TablesError(message) from error
    if stored != rows:
        message = f"The table {name} in {tables.folder} has {stored:,} rows, its manifest {rows:,}: delete the folder."
        raise TablesError(message)
    # Neo4j reads an empty list in a required column as null.
    if required:
        raise TablesError(
            f"The lists {', '.join(required)} of the table {name} are required columns, not optional ones."
        )


def _connect() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False})


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
