"""Parquet files of records, as OpenAlex's snapshot has them since 2026: each row becomes a line of JSON.

DuckDB reads row group by row group, so memory stays flat. Times come as the API writes them. Source: OpenAlex
documentation, "Snapshot"; Apache Parquet, "File format".
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb

from ingest.parsing import Chunk
from ingest.sources import Damaged, full

MAGIC: Final = b"PAR1"
#: Rows fetched at a time: a chunk is full by its bytes as well as by its records.
_ROWS: Final = 100
_SETTINGS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
}
#: A folder `updated_date=…` is no column of the file.
_COUNT: Final = "SELECT count(*) FROM read_parquet(?, hive_partitioning = false)"
_COLUMNS: Final = """\
SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false))"""
_RECORDS: Final = """\
SELECT encode(to_json(record)::VARCHAR)
FROM (SELECT * {moments} FROM read_parquet(?, hive_partitioning = false)) AS record"""
#: Columns that hold a moment, and the text of each where it is there as a timestamp.
_MOMENTS: Final = {
    name: f"strftime(make_timestamp(epoch_us({name})), '%Y-%m-%dT%H:%M:%S.%f') AS {name}"
    for name in ("created_date", "updated_date")
}


def chunks(path: Path) -> Iterator[Chunk]:
    """The file's rows by chunk, as lines of JSON. Raises Damaged where it cannot be read further."""
    row = 1
    size = path.stat().st_size
    file = [_literal(path)]
    try:
        with duckdb.connect(config=_SETTINGS) as database:
            database.execute("SET enable_progress_bar = false")
            (total,) = database.execute(_COUNT, file).fetchall()[0]
            columns = database.execute(_COLUMNS, file).fetchall()
            database.execute(_RECORDS.format(moments=_moments(columns)), file)
            lines = _lines(database)
            while taken := full(lines):
                row += len(taken)
                yield Chunk(str(path), row - len(taken), taken, position=size * (row - 1) // total)
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise Damaged(str(path), row, f"the file cannot be read further ({reason})") from error


def _literal(path: Path) -> str:
    """The path as a pattern that matches this file alone."""
    return "".join(f"[{sign}]" if sign in "[*?" else sign for sign in str(path))


def _moments(columns: list[Any]) -> str:
    moments = [_MOMENTS[name] for name, kind in columns if name in _MOMENTS and kind.startswith("TIMESTAMP")]
    return f"REPLACE ({', '.join(moments)})" if moments else ""


def _lines(database: duckdb.DuckDBPyConnection) -> Iterator[bytes]:
    while rows := database.fetchmany(_ROWS):
        for (line,) in rows:
            yield line
