"""The orders of groups and of the papers of a group, and pages of them by keyset cursors."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from graphdb.projection import Window


class GroupOrder(Enum):
    """The sort fields of groups. The values are the names in the API."""

    COUNT = "COUNT"
    CITATIONS = "CITATIONS"
    MEAN_CITATIONS = "MEAN_CITATIONS"
    H_INDEX = "H_INDEX"
    KEY = "KEY"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort key: a column that is never null, its direction, and the type of its values in a cursor."""

    column: str
    kind: type
    descending: bool = False

    def matches(self, value: object) -> bool:
        """Whether a value of a cursor can be one of this column."""
        number = isinstance(value, int | float)
        return number if self.kind is not str else isinstance(value, str)


Sorts = Sequence[Sort]

#: Of the papers of a group: most cited first, as in all lists of papers.
PAPERS: Final = (Sort("citations", int, descending=True), Sort("id", str, descending=True))


def groups(field: GroupOrder, *, descending: bool) -> Sorts:
    """The order of groups; equal ones are in the order of their values. Unknown values are last in both directions."""
    by_value = field is GroupOrder.KEY and descending
    values = [
        Sort("no1", int), Sort("s1", str, descending=by_value), Sort("no2", int), Sort("s2", str, descending=by_value)
    ]  # fmt: skip
    return values if field is GroupOrder.KEY else [Sort("measure", float, descending=descending), *values]


def page(source: str, columns: Sequence[str], sorts: Sorts, window: Window, *, single: bool) -> tuple[str, list[Any]]:
    """The statement of a page of each number `no` of a relation, and its parameters. Its rows are the number, the
    count of the whole list, the columns and the sort keys; one row more than the page can follow, and a list without
    rows in the page has one row of nulls. A page from the end is in reverse order. `single`: the only number is 0, so
    that DuckDB keeps no more than the first rows."""
    conditions: list[str] = []
    parameters: list[Any] = []
    for end, is_after in ((window.after, True), (window.before, False)):
        if end is not None:
            text, values = _beyond(sorts, end, is_after=is_after)
            conditions.append(f"({text})")
            parameters += values
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    order = ", ".join(f"{sort.column} {'DESC' if sort.descending is not window.backwards else 'ASC'}" for sort in sorts)
    shown = ", ".join([*columns, *(sort.column for sort in sorts)])
    parameters.append(window.size + 1)
    if single:
        return (
            f"""\
SELECT 0, totals.total, {shown}
FROM (SELECT count(*) AS total FROM {source}) AS totals
LEFT JOIN (SELECT * FROM {source} {where} ORDER BY {order} LIMIT ?) AS page ON true
ORDER BY {order}""",
            parameters,
        )
    return (
        f"""\
SELECT totals.no, totals.total, {shown}
FROM (SELECT no, count(*) AS total FROM {source} GROUP BY no) AS totals
LEFT JOIN (
  SELECT *, row_number() OVER (PARTITION BY no ORDER BY {order}) AS place FROM {source} {where} QUALIFY place <= ?
) AS page USING (no)
ORDER BY totals.no, place""",
        parameters,
    )


def _beyond(sorts: Sorts, end: Sequence[object], *, is_after: bool) -> tuple[str, list[Any]]:
    """The condition for rows beyond a cursor, in either direction."""
    parts: list[str] = []
    parameters: list[Any] = []
    for index, sort in enumerate(sorts):
        equal = [f"{before.column} = ?" for before in sorts[:index]]
        comparison = f"{sort.column} {'<' if sort.descending is is_after else '>'} ?"
        parts.append(" AND ".join([*equal, comparison]))
        parameters += end[: index + 1]
    return " OR ".join(f"({part})" for part in parts), parameters
