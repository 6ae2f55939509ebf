"""The database of the global step: DuckDB on disk with a memory limit, views of the shape tables, and finished steps.

A step is one transaction that ends with its name in `finished`, so that a killed run continues with the first
unfinished step.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Self

import duckdb

from bulk.columns import TABLES
from bulk.numbers import CODES, LABEL_BITS
from bulk.parquet import arrow

#: Rows of a batch that Python reads.
BATCH: Final = 20_000
_TYPES: Final = {"int64": "BIGINT", "string": "VARCHAR", "bool": "BOOLEAN", "double": "DOUBLE"}
_RARE: Final = "rare"


class Database:
    """A connection. `parts`: the folders of the shape tables, in the order of ingest. A context manager."""

    def __init__(self, folder: Path, parts: Sequence[Path], *, memory: str, threads: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.parts = list(parts)
        self.connection = duckdb.connect(
            str(folder / "state.duckdb"),
            config={
                "memory_limit": memory, "threads": threads, "temp_directory": str(folder / "spill"),
                "preserve_insertion_order": False, "autoinstall_known_extensions": False,
            },
        )  # fmt: skip
        self.execute("SET enable_progress_bar = false")
        self.execute("CREATE TABLE IF NOT EXISTS finished (step VARCHAR)")
        self.execute("CREATE OR REPLACE TABLE part (folder VARCHAR, part BIGINT)")
        if parts:
            rows = [[path.name, index] for index, path in enumerate(parts)]
            self.connection.executemany("INSERT INTO part VALUES (?, ?)", rows)
        for name in TABLES:
            self.view(f"shape_{name}", self.files(name), name)

    def part_path(self, position: int) -> str:
        """The folder of a part, as text."""
        return str(self.parts[position])

    def files(self, table: str) -> list[Path]:
        """The files of a table, in the order of the parts."""
        return [path for folder in self.parts if (path := folder / f"{table}.parquet").exists()]

    def view(self, name: str, files: Sequence[Path], table: str) -> None:
        """A view of files with the columns of a shape table."""
        if files:
            listed = ", ".join(_literal(path) for path in files)
            query = f"SELECT * FROM read_parquet([{listed}], hive_partitioning = false)"
            parts = f"SELECT * FROM read_parquet([{listed}], hive_partitioning = false, filename = true)"
        else:
            columns = ", ".join(f'NULL::{sql_type(kind)} AS "{column}"' for column, kind in TABLES[table].items())
            query = f"SELECT * FROM (SELECT {columns}) WHERE false"
            parts = f"SELECT *, NULL::VARCHAR AS filename FROM ({query})"
        self.execute(f"CREATE OR REPLACE VIEW {name} AS {query}")
        # `sequence` is the position of the chunk in the order of ingest.
        self.execute(
            f"CREATE OR REPLACE VIEW {name}_in_order AS SELECT shape.* EXCLUDE (filename), part.part, "
            f"{'part.part << 32 | shape.chunk' if 'chunk' in TABLES[table] else 'part.part'} AS sequence "
            f"FROM ({parts}) AS shape JOIN part ON part.folder = parse_path(shape.filename)[-2]"
        )

    def execute(self, statement: str, parameters: object = None) -> duckdb.DuckDBPyConnection:
        """Run a statement."""
        return self.connection.execute(statement, parameters)

    def value(self, query: str) -> Any:
        """The single value of a query."""
        # All rows: an unfinished result would block the connection.
        rows = self.execute(query).fetchall()
        return rows[0][0] if rows else None

    def batches(self, query: str) -> Iterator[Any]:
        """The result as batches of Arrow. No other statement may run meanwhile."""
        with self.connection.cursor() as cursor:
            yield from cursor.sql(query).to_arrow_reader(BATCH)

    def table(self, query: str) -> Any:
        """The result as a table of Arrow."""
        return self.connection.sql(query).to_arrow_table()

    def rows(self, query: str) -> Iterator[dict[str, Any]]:
        """The result as dictionaries."""
        for batch in self.batches(query):
            yield from batch.to_pylist()

    def step(self, name: str, run: Callable[[], None]) -> None:
        """Run the step in a transaction, unless it is finished."""
        if self.is_finished(name):
            return
        self.execute("BEGIN")
        try:
            run()
            self.execute("INSERT INTO finished VALUES (?)", [name])
            self.execute("COMMIT")
        except BaseException:
            self.execute("ROLLBACK")
            raise
        self.execute("CHECKPOINT")

    def is_finished(self, step: str) -> bool:
        """Whether the step is finished."""
        return bool(self.execute("SELECT 1 FROM finished WHERE step = ?", [step]).fetchall())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.connection.close()


def sql_type(kind: Any) -> str:
    """The type of SQL for a type of Arrow."""
    return f"{sql_type(kind.value_type)}[]" if arrow.types.is_list(kind) else _TYPES[str(kind)]


def label_range(label: str) -> str:
    """A condition on `nid` for the nodes of a label."""
    return f"nid BETWEEN {CODES[label]} AND {CODES[label] + (1 << LABEL_BITS) - 1}"


def _literal(path: Path) -> str:
    """The path as text of SQL, as a pattern that matches only this file."""
    pattern = "".join(f"[{char}]" if char in "[*?" else char for char in str(path.absolute()))
    return "'" + pattern.replace("'", "''") + "'"
