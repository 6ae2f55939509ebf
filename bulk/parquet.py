"""Parquet files by Arrow: rows of Python values are collected by column and written in row groups.

Every column is optional in the schema, because Neo4j's import reads an empty list in a required column as null.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from graphdb.value_types import Flag, Integer, Real, Several, ValueType

#: pyarrow has no type stubs.
arrow: Any = import_module("pyarrow")
_parquet: Any = import_module("pyarrow.parquet")
compute: Any = import_module("pyarrow.compute")

INTEGER: Final = arrow.int64()
TEXT: Final = arrow.string()
FLAG: Final = arrow.bool_()
REAL: Final = arrow.float64()
INTEGERS: Final = arrow.list_(INTEGER)
TEXTS: Final = arrow.list_(TEXT)
#: Types of Arrow by column.
Columns = Mapping[str, Any]


def column_type(value_type: ValueType) -> Any:
    """The type of Arrow for a property of the model."""
    if isinstance(value_type, Several):
        return arrow.list_(column_type(value_type.of))
    if isinstance(value_type, Integer):
        return INTEGER
    if isinstance(value_type, Real):
        return REAL
    return FLAG if isinstance(value_type, Flag) else TEXT


def columns_of(types: Mapping[str, ValueType]) -> dict[str, Any]:
    """The columns of properties of the model."""
    return {name: column_type(value_type) for name, value_type in types.items()}


class TableFile:
    """A Parquet file that is written row by row; nothing exists before the first row. A context manager."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path = path
        self.schema = arrow.schema(list(columns.items()))
        #: Rows that are not written yet: tuples in the order of the columns.
        self.pending: list[tuple[Any, ...]] = []
        self.rows = 0
        self._writer: Any = None

    def flush(self) -> None:
        """Write the pending rows as one row group."""
        if self.pending:
            arrays = [
                arrow.array(values, kind)
                for values, kind in zip(zip(*self.pending, strict=True), self.schema.types, strict=True)
            ]
            self.write(arrow.record_batch(arrays, schema=self.schema))
            self.pending.clear()

    def write(self, batch: Any) -> None:
        """Write a batch or table of Arrow."""
        if self._writer is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = writer(self.path, self.schema)
        self.rows += batch.num_rows
        (self._writer.write_table if isinstance(batch, arrow.Table) else self._writer.write_batch)(batch)

    def close(self) -> None:
        """Write the pending rows and the end of the file."""
        self.flush()
        if self._writer is not None:
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def writer(path: Path, schema: Any) -> Any:
    """A writer of Arrow for a new file."""
    return _parquet.ParquetWriter(path, schema, compression="zstd", compression_level=1, version="2.6")


def read_batches(path: Path, columns: Sequence[str] | None = None) -> Iterator[Any]:
    """The batches of a file, one a row group."""
    file: Any = _parquet.ParquetFile(path)
    for group in range(file.num_row_groups):
        yield file.read_row_group(group, columns=columns)


def count_rows(path: Path) -> int:
    """The number of rows of a file."""
    return _parquet.read_metadata(path).num_rows
