"""Parquet files of records, part of OpenAlex's snapshot since 2026: each row becomes a line of JSON.

DuckDB reads one row group at a time, so memory is bounded. Timestamps are in the API's format. Source: OpenAlex
documentation, "Snapshot"; Apache Parquet, "File format".
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb

from ingest.chunk_parser import Chunk
from ingest.sources import Damaged, next_chunk_lines

MAGIC: Final = b"PAR1"
#: Rows per fetch; fewer than a chunk, which is limited by bytes as well.
_FETCH_ROWS: Final = 100
_SETTINGS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
}
#: `hive_partitioning = false`: the folder `updated_date=…` is not a column of the file.
_COUNT: Final = "SELECT count(*) FROM read_parquet(?, hive_partitioning = false)"
_COLUMNS: Final = """\
SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false))"""
_RECORDS: Final = """\
SELECT encode(to_json(record)::VARCHAR)
FROM (SELECT * {replacements} FROM read_parquet(?, hive_partitioning = false)) AS record"""
#: Columns with a time → their text in the API's format, for columns of the type timestamp.
_TIMESTAMPS: Final = {
    name: f"strftime(make_timestamp(epoch_us({name})), '%Y-%m-%dT%H:%M:%S.%f') AS {name}"
    for name in ("created_date", "updated_date")
}


def chunks(path: Path) -> Iterator[Chunk]:
    """The file's rows by chunk, as lines of JSON. Raises Damaged after the last readable row."""
    row = 1
    size = path.stat().st_size
    file = [_literal(path)]
    try:
        with duckdb.connect(config=_SETTINGS) as database:
            database.execute("SET enable_progress_bar = false")
            (total,) = database.execute(_COUNT, file).fetchall()[0]
            columns = database.execute(_COLUMNS, file).fetchall()
            database.execute(_RECORDS.format(replacements=_replacements(columns)), file)
            lines = _lines(database)
            while chunk_lines := next_chunk_lines(lines):
                row += len(chunk_lines)
                yield Chunk(str(path), row - len(chunk_lines), chunk_lines, position=size * (row - 1) // total)
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise Damaged(str(path), row, f"the file cannot be read further ({reason})") from error


def _literal(path: Path) -> str:
    """The path as a glob pattern that matches only this file."""
    return "".join(f"[{char}]" if char in "[*?" else char for char in str(path))


def _replacements(columns: list[Any]) -> str:
    timestamps = [_TIMESTAMPS[name] for name, kind in columns if name in _TIMESTAMPS and kind.startswith("TIMESTAMP")]
    return f"REPLACE ({', '.join(timestamps)})" if timestamps else ""


def _lines(database: duckdb.DuckDBPyConnection) -> Iterator[bytes]:
    while rows := database.fetchmany(_FETCH_ROWS):
        for (line,) in rows:
            yield line
