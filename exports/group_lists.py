"""Groups of a list of papers, written as a stream: CSV, JSON Lines, Parquet (`exports.tables`)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from exports.tables import ColumnType, ListFormat, Record, Table, formats

#: The measures of a group, by their names in GraphQL.
MEASURES: Final = {
    "citations": ColumnType.REAL, "meanCitations": ColumnType.REAL, "medianCitations": ColumnType.REAL,
    "maxCitations": ColumnType.INTEGER, "hIndex": ColumnType.INTEGER, "openAccessShare": ColumnType.REAL,
    "firstYear": ColumnType.INTEGER, "lastYear": ColumnType.INTEGER,
}  # fmt: skip
ROWS: Final = "groups"


def formats_of(keys: Mapping[str, bool]) -> dict[str, ListFormat]:
    """The formats of groups by these keys, each with whether its values are nodes, by the suffix of the URL."""
    columns: dict[str, ColumnType] = {}
    for key, is_node in keys.items():
        columns[_column(key)] = ColumnType.INTEGER if key == "YEAR" else ColumnType.TEXT
        if is_node:
            columns[f"{_column(key)}Name"] = ColumnType.TEXT
    return formats(Table({**columns, "papers": ColumnType.INTEGER, **MEASURES}, record_of, ROWS))


def record_of(group: Mapping[str, Any]) -> Record:
    """A group of GraphQL as one flat record: the value of each key, the name of the node that has it as its id, the
    number of papers, and measures."""
    keys: Sequence[Mapping[str, Any]] = group["keys"]
    values: dict[str, Any] = {}
    for each in keys:
        column, value = _column(each["key"]), each["value"]
        values[column] = int(value) if each["key"] == "YEAR" and value is not None else value
        node: Mapping[str, Any] = each["node"] or {}
        values[f"{column}Name"] = node.get("name")
    return {**values, "papers": group["count"], **{name: group["measures"][name] for name in MEASURES}}


def _column(key: str) -> str:
    """`OPEN_ACCESS_STATUS` as `openAccessStatus`."""
    first, *rest = key.lower().split("_")
    return first + "".join(each.capitalize() for each in rest)
