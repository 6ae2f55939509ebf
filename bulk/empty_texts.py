"""Properties of the final tables that are texts of zero length, which Neo4j's import drops."""

from collections.abc import Iterator
from typing import Final

import duckdb

from bulk.final_tables import ENDS, Tables, TablesError

#: Ids of one batch.
BATCH: Final = 100_000
_EMPTY: Final = """SELECT {key} FROM read_parquet(?, hive_partitioning = false) WHERE "{column}" = ''"""


def empty_texts(tables: Tables) -> Iterator[tuple[str, str, list[str]]]:
    """The label, the property, and the ids of a batch of nodes with such a text.

    Raises TablesError for one on an edge: no edge of the graph has one.
    """
    connection = duckdb.connect(config={"threads": 1})
    for kind, name, _ in tables.kinds():
        files = tables.files(kind, name)
        for column, column_type in tables.columns(kind, name).items():
            if column_type != "VARCHAR" or column in ENDS[kind]:
                continue
            key = "id" if kind == "nodes" else f'"{ENDS[kind][0]}"'
            result = connection.execute(_EMPTY.format(key=key, column=column), [files])
            while rows := result.fetchmany(BATCH):
                if kind == "edges":
                    raise TablesError(f"The table {name} has texts of zero length in the column {column}.")
                yield name, column, [row[0] for row in rows]
