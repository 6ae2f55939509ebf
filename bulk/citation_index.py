"""The citation index from the final tables, without reading the graph.

DuckDB numbers the nodes in the order of their ids and replaces the ends of the edges by these positions, on disk if
they do not fit into memory.
"""

from pathlib import Path
from typing import Any, Final, cast

import duckdb
import numpy as np
import numpy.typing as npt

from bulk.final_tables import Kind, Tables
from citations import files
from citations.index import Edges, Index, build_index
from citations.node_ids import NodeIds
from graphdb.adjacency import Stamp

#: Ids of one batch.
_BATCH: Final = 200_000
_LABELS: Final = ("Paper", "Author", "Topic")
#: DuckDB compares texts by their bytes, as `NodeIds` does.
_POSITIONS: Final = """\
CREATE TABLE {label} AS
SELECT nid, row_number() OVER (ORDER BY id) - 1 AS position FROM {source}"""
_IDS: Final = "SELECT id FROM {source} ORDER BY id"
_EDGES: Final = """\
SELECT source.position AS source, target.position AS target {value}
FROM {edges} AS edge
JOIN {start} AS source ON edge."start" = source.nid
JOIN {end} AS target ON edge."end" = target.nid"""


def write_index(tables: Tables, folder: Path, work: Path, stamp: Stamp, memory: str) -> None:
    """Write the index of the graph with this stamp and make it the current one. `work`: a folder for temporary files;
    `memory`: the limit of DuckDB, as in `1GB`."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"temp_directory": str(work), "memory_limit": memory}) as connection:
        index = _index(connection, tables)
    files.write(folder, index, stamp)
    files.remove_unused(folder)


def _index(connection: duckdb.DuckDBPyConnection, tables: Tables) -> Index:
    for label in _LABELS:
        empty = "(SELECT 0::BIGINT AS nid, '' AS id WHERE false)"
        source = _source(tables, "nodes", label) or empty
        connection.execute(_POSITIONS.format(label=label, source=source))
    cites, wrote, about = (
        _edges(connection, tables, *names)
        for names in (("CITES", "Paper", "Paper"), ("AUTHORED", "Author", "Paper"), ("ABOUT", "Paper", "Topic"))
    )
    papers, authors, topics = (_ids(connection, tables, label) for label in _LABELS)
    return build_index(
        papers, authors, topics, _ends(cites), _ends(wrote, reverse=True), _ends(about),
        about.get("score", np.empty(0)),
    )  # fmt: skip


def _source(tables: Tables, kind: Kind, name: str) -> str | None:
    """The table as a source of DuckDB; None if it has no rows."""
    paths = ", ".join("'" + path.replace("'", "''") + "'" for path in tables.files(kind, name))
    return f"read_parquet([{paths}], hive_partitioning = false)" if paths else None


def _edges(
    connection: duckdb.DuckDBPyConnection, tables: Tables, name: str, start: str, end: str
) -> dict[str, npt.NDArray[Any]]:
    source = _source(tables, "edges", name)
    if source is None:
        return {}
    value = ", coalesce(edge.score, 0.0) AS score" if name == "ABOUT" else ""
    statement = _EDGES.format(edges=source, start=start, end=end, value=value)
    result = cast("Any", connection.execute(statement))
    return cast("dict[str, npt.NDArray[Any]]", result.fetchnumpy())


def _ends(edges: dict[str, npt.NDArray[Any]], *, reverse: bool = False) -> Edges:
    none = np.empty(0, np.int64)
    source, target = edges.get("source", none), edges.get("target", none)
    return (target, source) if reverse else (source, target)


def _ids(connection: duckdb.DuckDBPyConnection, tables: Tables, label: str) -> NodeIds:
    """The ids of a label in order."""
    source = _source(tables, "nodes", label)
    texts, lengths = bytearray(), [np.zeros(1, np.int64)]
    if source is not None:
        result = connection.execute(_IDS.format(source=source))
        while rows := result.fetchmany(_BATCH):
            keys = [row[0].encode() for row in rows]
            texts += b"".join(keys)
            lengths.append(np.fromiter(map(len, keys), np.int64, len(keys)))
    return NodeIds(np.frombuffer(bytes(texts), np.uint8), np.cumsum(np.concatenate(lengths)))
