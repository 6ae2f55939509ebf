"""What Neo4j's import reads beside the final tables: a header for each table, and the nodes that describe the graph.

A header is a CSV file with two lines: the names and types of Neo4j, and the columns of the Parquet file (Neo4j
Operations Manual, "Import header format", "Extended header support for Parquet").
"""

from pathlib import Path
from typing import Final

import duckdb

from bulk.final_tables import ENDS, Kind, Tables, TablesError
from graphdb import timestamps
from graphdb.migrations import VERSION

#: Types of DuckDB → types of Neo4j's headers.
_TYPES: Final = {"BIGINT": "long", "VARCHAR": "string", "DOUBLE": "double", "BOOLEAN": "boolean"}
_END_FIELDS: Final = {"nid": ":ID", "start": ":START_ID", "end": ":END_ID"}
#: Nodes of these two labels have numbers of their own.
_META_FIELD: Final = ":ID(meta)"
_META: Final = """\
SELECT * FROM (VALUES
  (1::BIGINT, 'schema', $version::BIGINT, NULL::BIGINT, NULL, NULL),
  (2, 'graph', NULL, 1, $now, NULL),
  (3, 'import', NULL, NULL, NULL, $digest)
) AS meta(nid, id, version, epoch, updatedAt, tables)"""
_PARTS: Final = """\
SELECT 3 + row_number() OVER () AS nid, part AS id, $now AS at, entity, day, filter FROM (
  SELECT unnest($parts::VARCHAR[]) AS part, NULL AS entity, NULL AS day, NULL AS filter
  UNION ALL SELECT 'day:' || unnest($entities::VARCHAR[]), unnest($entities::VARCHAR[]), unnest($days::VARCHAR[]), NULL
  UNION ALL SELECT 'filter', NULL, NULL, $filter::VARCHAR WHERE $filter::VARCHAR IS NOT NULL
)"""


def write_files(tables: Tables, folder: Path) -> list[str]:
    """Write the headers and the nodes into the folder; the arguments of `neo4j-admin database import full` that name
    all files. Raises TablesError for a column of another type."""
    folder.mkdir(parents=True, exist_ok=True)
    arguments = [_table_argument(tables, folder, kind, name) for kind, name, _ in tables.kinds()]
    return [*arguments, *_meta_arguments(tables, folder)]


def _table_argument(tables: Tables, folder: Path, kind: Kind, name: str) -> str:
    columns = tables.columns(kind, name)
    fields = [_END_FIELDS[column] for column in ENDS[kind]]
    properties = {column: column_type for column, column_type in columns.items() if column not in ENDS[kind]}
    try:
        fields += [f"{column}:{_field_type(column_type)}" for column, column_type in properties.items()]
    except KeyError as error:
        raise TablesError(
            f"A column of the table {name} has the type {error}, which the graph does not have."
        ) from error
    return _argument(folder, kind, name, fields, [*ENDS[kind], *properties], tables.files(kind, name))


def _field_type(column_type: str) -> str:
    return _TYPES[column_type.removesuffix("[]")] + ("[]" if column_type.endswith("[]") else "")


def _meta_arguments(tables: Tables, folder: Path) -> list[str]:
    """The nodes that a first start and an ingest leave: the version of the schema, the counter of writes, the filter,
    and the parts and days that are stored. `import` marks a graph that is not complete yet (`graphdb.bulk`)."""
    now = timestamps.to_text()
    meta, parts = folder / "Meta.parquet", folder / "IngestedPart.parquet"
    connection = duckdb.connect()
    connection.execute(
        f"COPY ({_META}) TO '{_quoted(meta)}' (FORMAT parquet)",
        {"version": VERSION, "now": now, "digest": tables.digest},
    )
    fields = ["id:string", "version:long", "epoch:long", "updatedAt:string", "tables:string"]
    columns = ["nid", "id", "version", "epoch", "updatedAt", "tables"]
    arguments = [_argument(folder, "nodes", "Meta", [_META_FIELD, *fields], columns, [str(meta)])]
    if tables.parts or tables.days or tables.filter:
        connection.execute(
            f"COPY ({_PARTS}) TO '{_quoted(parts)}' (FORMAT parquet)",
            {
                "now": now,
                "parts": [*tables.parts],
                "entities": [*tables.days],
                "days": [*tables.days.values()],
                "filter": tables.filter,
            },
        )
        columns = ["nid", "id", "at", "entity", "day", "filter"]
        fields = [_META_FIELD, "id:string", "at:string", "entity:string", "day:string", "filter:string"]
        arguments.append(_argument(folder, "nodes", "IngestedPart", fields, columns, [str(parts)]))
    return arguments


def _argument(folder: Path, kind: Kind, name: str, fields: list[str], columns: list[str], files: list[str]) -> str:
    """Write the header of a table; the argument that names its files."""
    header = folder / f"{name}.csv"
    header.write_text(f"{','.join(fields)}\n{','.join(columns)}\n", encoding="utf-8")
    option = "--nodes" if kind == "nodes" else "--relationships"
    return f"{option}={name}={','.join([str(header), *files])}"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
