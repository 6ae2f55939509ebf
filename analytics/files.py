"""The tables of the whole graph on disk: one file of DuckDB, which each process opens for reading, in versions as
`citations.versions` keeps them.

The file has the tables of `analytics.raw_tables`. Edges are in the order of their values, so that DuckDB reads those
of one topic from few blocks; columns of few different values are enumerations, which are stored as numbers. Beside it
are the arrays of `analytics.columns`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from analytics import columns
from analytics.columns import Columns
from analytics.raw_tables import CITED, EDGES, OWN
from analytics.source import CONFIG, MEMORY, THREADS
from citations import versions
from citations.versions import Damaged, Entries
from graphdb.adjacency import Stamp

#: Incremented when the tables change: those of another format are rebuilt.
FORMAT: Final = 3
FILE: Final = "tables.duckdb"
_READ: Final = "read.duckdb"
#: Columns of few different values.
_ENUMERATED: Final = {
    "papers": ("kind", "language", "status", "licence", "venue", "publisher"),
    "topics": ("topic", "level"),
    "institutions": ("institution",),
    "countries": ("country",),
    "funders": ("funder",),
}


@dataclass(frozen=True, slots=True)
class OpenTables:
    """The tables, the columns of their papers, the stamp of their graph, and their folder."""

    connection: duckdb.DuckDBPyConnection
    columns: Columns
    stamp: Stamp
    folder: Path


def stamp_of(folder: Path) -> Stamp | None:
    """The stamp of the current tables; None if there are none. Raises Damaged."""
    return versions.stamp_of(folder, FORMAT)


def load(folder: Path) -> OpenTables | None:
    """Open the current tables and verify their checksum; None if there are none. Raises Damaged."""
    version = versions.current(folder)
    if version is None:
        return None
    stamp, entries = versions.read_manifest(version, FORMAT)
    path = version / FILE
    try:
        if versions.checksum(path) != entries[FILE]["sha256"]:
            raise Damaged(f"{path} does not have the checksum that it was written with: rebuild the index.")
        connection = duckdb.connect(str(path), read_only=True, config=CONFIG)
        return OpenTables(connection, columns.load(version, entries), stamp, version)
    except (OSError, KeyError, ValueError, duckdb.Error) as error:
        raise Damaged(f"{path} cannot be read ({error}): rebuild the index.") from error


def staging(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database in a new folder for the tables that are read."""
    folder.mkdir(parents=True)
    config: dict[str, Any] = {"threads": THREADS, "memory_limit": MEMORY, "temp_directory": str(folder)}
    return duckdb.connect(str(folder / _READ), config=config)


def derive(connection: duckdb.DuckDBPyConnection, building: Path) -> Entries:
    """Write the final tables from those of `staging`; their entry in the manifest."""
    path = building / FILE
    connection.execute(f"ATTACH '{_quoted(path)}' AS final")
    connection.execute(CITED)
    connection.execute(OWN)
    for table, names in _ENUMERATED.items():
        for column in names:
            values = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {column}"
            connection.execute(f"CREATE TYPE final.{table}_{column} AS ENUM ({values})")
    replaced = ", ".join(f"{name}::final.papers_{name} AS {name}" for name in _ENUMERATED["papers"])
    connection.execute(
        f"CREATE TABLE final.papers AS SELECT papers.* REPLACE ({replaced}),"
        " coalesce(self_citations, 0) AS self_citations FROM papers LEFT JOIN own USING (paper) ORDER BY paper"
    )
    for table, fields in EDGES.items():
        names = [name for name, _ in fields]
        enumerated = _ENUMERATED.get(table, ())
        values = [f"{name}::final.{table}_{name} AS {name}" if name in enumerated else name for name in names]
        connection.execute(
            f"CREATE TABLE final.{table} AS SELECT paper, {', '.join(values)} FROM {table} ORDER BY {names[0]}, paper"
        )
    connection.execute("CREATE TABLE final.cited AS SELECT * FROM cited ORDER BY paper, year")
    arrays = columns.write(connection, building, "final.papers")
    connection.execute("DETACH final")
    return {FILE: {"sha256": versions.checksum(path)}, **arrays}


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
