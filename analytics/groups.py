"""The statements of groups: groups of lists, the papers of groups, and measures of either.

`base` has the papers of each list: its number `no` and the columns of `papers`. For groups, `requested` has one row for
each group: its number, that of its list (`list`), and its values. `scope` is the relation that is measured: the papers
of lists or of groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from analytics import ordering
from analytics.arrow import Table, arrow
from analytics.keys import Keys, keyed
from analytics.ordering import GroupOrder
from graphdb.projection import Window

REQUESTED: Final = arrow.schema(
    [("no", arrow.int32()), ("list", arrow.int32()), ("w1", arrow.string()), ("w2", arrow.string())]
)
#: The measure that orders groups.
_MEASURES: Final = {
    GroupOrder.COUNT: "count(*)",
    GroupOrder.CITATIONS: "sum(citations)",
    GroupOrder.MEAN_CITATIONS: "avg(citations)",
    GroupOrder.H_INDEX: "count(*) FILTER (citations >= place)",
    GroupOrder.KEY: "0",
}
_PLACED: Final = "SELECT *, row_number() OVER (PARTITION BY no, k1, k2 ORDER BY citations DESC) AS place FROM keyed"
#: Unknown values are ordered by the flags `no1` and `no2`; a text is compared by its bytes.
_NAMED: Final = """\
SELECT no, k1::VARCHAR AS v1, k2::VARCHAR AS v2, papers, measure::DOUBLE AS measure,
  (k1 IS NULL)::INTEGER AS no1, coalesce(k1::VARCHAR, '') AS s1,
  (k2 IS NULL)::INTEGER AS no2, coalesce(k2::VARCHAR, '') AS s2
FROM grouped"""
_KNOWN: Final = ("k1 IS NOT NULL", "k2 IS NOT NULL")
_OF_GROUPS: Final = """\
SELECT requested.no, keyed.* EXCLUDE (no) FROM keyed
JOIN requested ON requested.list = keyed.no AND requested.w1 IS NOT DISTINCT FROM keyed.k1::VARCHAR
  AND requested.w2 IS NOT DISTINCT FROM keyed.k2::VARCHAR"""

Statement = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class GroupParams:
    """The arguments of a list of groups. `unknown`: with those of unknown values."""

    by: Keys
    order: GroupOrder
    descending: bool
    window: Window
    unknown: bool = True

    @property
    def sorts(self) -> ordering.Sorts:
        """The order as sort keys."""
        return ordering.groups(self.order, descending=self.descending)


def page_of_groups(base: Statement, params: GroupParams, *, single: bool = False) -> Statement:
    """The page of groups of each list. Rows: number of the list, number of groups, values, papers, sort keys. `single`:
    of one list."""
    by_h_index = params.order is GroupOrder.H_INDEX
    placed = f", placed AS ({_PLACED})" if by_h_index else ""
    grouped = (
        f"SELECT no, k1, k2, count(*) AS papers, {_MEASURES[params.order]} AS measure"
        f" FROM {'placed' if by_h_index else 'keyed'} GROUP BY no, k1, k2"
    )
    named = _NAMED if params.unknown else f"{_NAMED} WHERE {' AND '.join(_KNOWN[: len(params.by)])}"
    text, parameters = ordering.page("named", ("v1", "v2", "papers"), params.sorts, params.window, single=single)
    tables = f"{_keyed(base, params.by)}{placed}, grouped AS ({grouped}), named AS ({named})"
    return f"WITH {tables} {text}", [*base[1], *parameters]


def page_of_papers(base: Statement, by: Keys, window: Window, *, single: bool = False) -> Statement:
    """The page of papers of each group. Rows: number of the group, number of papers, id, sort keys. `single`: of one
    group."""
    text, parameters = ordering.page("scope", ("id",), ordering.PAPERS, window, single=single)
    return f"WITH {_scope(base, by)} {text}", [*base[1], *parameters]


def measured(base: Statement, by: Keys, statement: str) -> Statement:
    """A statement over `scope`: the groups by these keys, or the lists without keys."""
    return f"WITH {_scope(base, by)} {statement}", base[1]


def over_base(base: Statement, statement: str) -> Statement:
    """A statement over `base`."""
    return f"WITH base AS ({base[0]}) {statement}", base[1]


def requested_table(groups: Sequence[tuple[int, str | None, str | None]]) -> Table:
    """The table of groups: the number of the list and the values of each."""
    rows = [(number, *group) for number, group in enumerate(groups)]
    arrays = [arrow.array([row[index] for row in rows], field.type) for index, field in enumerate(REQUESTED)]
    return arrow.Table.from_arrays(arrays, schema=REQUESTED)


def _keyed(base: Statement, by: Keys) -> str:
    return f"base AS ({base[0]}), keyed AS ({keyed(by)})"


def _scope(base: Statement, by: Keys) -> str:
    if not by:
        return f"scope AS ({base[0]})"
    return f"{_keyed(base, by)}, scope AS ({_OF_GROUPS})"
