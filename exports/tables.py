"""Tables, written as a stream of records: CSV, JSON Lines and Parquet.

Each format says at its end that a table was cut, in a way that its readers take for no record.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import Any, Final

import orjson

from exports.characters import cell

#: pyarrow has no type stubs.
_arrow: Any = import_module("pyarrow")
_parquet: Any = import_module("pyarrow.parquet")
#: Records of one row group: about 10 MB of papers with abstracts, which are in memory until they are written.
ROW_GROUP: Final = 5_000
#: The key in the metadata of a Parquet file that was cut.
CUT: Final = "peergraph.cut"

Record = Mapping[str, Any]
"""The values of a row by the names of its columns, None for unknown ones."""


class ColumnType(Enum):
    """The type of the values of a column."""

    TEXT = "TEXT"
    TEXTS = "TEXTS"
    INTEGER = "INTEGER"
    REAL = "REAL"
    FLAG = "FLAG"


_TYPES: Final = {
    ColumnType.TEXT: _arrow.string(), ColumnType.TEXTS: _arrow.list_(_arrow.string()),
    ColumnType.INTEGER: _arrow.int64(), ColumnType.REAL: _arrow.float64(), ColumnType.FLAG: _arrow.bool_(),
}  # fmt: skip


class Writer:
    """Writes one list: first `begin`, then `page` for each page, `cut` if it is truncated, and `end`."""

    def begin(self) -> str | bytes:
        """What comes before the rows."""
        return ""

    def page(self, rows: Sequence[Any]) -> str | bytes:
        """Some rows."""
        raise NotImplementedError

    def cut(self, limit: int) -> str | bytes:
        """What comes after the last row of a list that is truncated to so many."""
        raise NotImplementedError

    def end(self) -> str | bytes:
        """The end of the file."""
        return ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a table has: its columns, how a record is made of a row, and the name of its rows."""

    columns: Mapping[str, ColumnType]
    record: Callable[[Any], Record]
    rows: str


def cut_sentence(limit: int, rows: str) -> str:
    """The sentence that a cut list ends with."""
    return f"The list was cut here: one export holds {limit} {rows} at most. Narrow it with a filter for the others."


class CsvWriter(Writer):
    """RFC 4180, UTF-8, one record per line, the texts of a list separated by `; `. A cut table ends with a line that
    begins with `#`.

    Text that a spreadsheet would run as a formula has an apostrophe before it (`exports.characters.cell`).
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def begin(self) -> str:
        return _lines([list(self._table.columns)])

    def page(self, rows: Sequence[Any]) -> str:
        records = map(self._table.record, rows)
        return _lines([[_cell(each[name]) for name in self._table.columns] for each in records])

    def cut(self, limit: int) -> str:
        return _lines([[f"# {cut_sentence(limit, self._table.rows)}"]])


class JsonLinesWriter(Writer):
    """One JSON object per line. A cut table ends with `{"cut": true, "limit": …, "message": …}`."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def page(self, rows: Sequence[Any]) -> str:
        record = self._table.record
        return b"".join(orjson.dumps(record(row), option=orjson.OPT_APPEND_NEWLINE) for row in rows).decode()

    def cut(self, limit: int) -> str:
        notice = {"cut": True, "limit": limit, "message": cut_sentence(limit, self._table.rows)}
        return orjson.dumps(notice, option=orjson.OPT_APPEND_NEWLINE).decode()


class ParquetWriter(Writer):
    """Parquet, compressed by zstd, in row groups of `ROW_GROUP` records, each of which is written when it is complete.
    The metadata of a cut table says so as `peergraph.cut`."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._schema = _arrow.schema([(name, _TYPES[kind]) for name, kind in table.columns.items()])
        self._file = _Written()
        self._writer = _parquet.ParquetWriter(self._file, self._schema, compression="zstd", version="2.6")
        self._pending: list[Record] = []

    def begin(self) -> bytes:
        return self._file.take()

    def page(self, rows: Sequence[Any]) -> bytes:
        self._pending += map(self._table.record, rows)
        while len(self._pending) >= ROW_GROUP:
            self._write(self._pending[:ROW_GROUP])
            del self._pending[:ROW_GROUP]
        return self._file.take()

    def cut(self, limit: int) -> bytes:
        self._writer.add_key_value_metadata({CUT: cut_sentence(limit, self._table.rows)})
        return b""

    def end(self) -> bytes:
        if self._pending:
            self._write(self._pending)
        self._writer.close()
        return self._file.take()

    def _write(self, records: Sequence[Record]) -> None:
        arrays = [_arrow.array([each[field.name] for each in records], field.type) for field in self._schema]
        self._writer.write_batch(_arrow.record_batch(arrays, schema=self._schema))


class _Written(io.RawIOBase):
    """A file that is written and not kept: `take` returns what was written since the last call."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def tell(self) -> int:
        return self._size

    def take(self) -> bytes:
        written = b"".join(self._parts)
        self._parts.clear()
        return written


@dataclass(frozen=True, slots=True)
class ListFormat:
    """A format of lists: its media type and its writer."""

    media: str
    writer: Callable[[], Writer]


def formats(table: Table) -> dict[str, ListFormat]:
    """The formats of a table, by the suffix of the URL. The media type of Parquet is registered at IANA."""
    return {
        "csv": ListFormat("text/csv; charset=utf-8", lambda: CsvWriter(table)),
        "jsonl": ListFormat("application/jsonl; charset=utf-8", lambda: JsonLinesWriter(table)),
        "parquet": ListFormat("application/vnd.apache.parquet", lambda: ParquetWriter(table)),
    }


def _cell(value: object) -> object:
    if isinstance(value, list):
        return cell("; ".join(str(each) for each in value))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, bool):
        return str(value).lower()
    return cell(value) if isinstance(value, str) else value


def _lines(rows: Sequence[Sequence[object]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()
