"""Lists of papers that the tables of the whole graph hold: all papers, and those of a topic, an institution, a venue or
another node with many. All other lists, and filters by ids and texts, are read from the store.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from analytics.arrow import Table, arrow
from analytics.groups import Statement
from graphdb import funder, institution, paper, topic, venue
from graphdb.fragments import PagedList

_PARENTS: Final = arrow.schema([("no", arrow.int32()), ("id", arrow.string())])
#: The table of the edges of a list, and the column with its parent.
_EDGES: Final = {
    topic.PAPERS: ("topics", "topic"),
    institution.PAPERS: ("institutions", "institution"),
    funder.PAPERS: ("funders", "funder"),
    venue.PAPERS: ("papers", "venue"),
}
#: The conditions that `graphdb.paper.FILTERS` has for values of a paper. A comparison with an unknown value is null.
_CONDITIONS: Final[Mapping[str, str]] = {
    "kinds": "list_contains(?, papers.kind::VARCHAR)",
    "year.from": "papers.year >= ?",
    "year.to": "papers.year <= ?",
    "openAccess": "papers.open = ?",
    "openAccessStatuses": "list_contains(?, papers.status::VARCHAR)",
    "retracted": "papers.retracted = ?",
    "language": "papers.language::VARCHAR = ?",
    "citations.from": "papers.citations >= ?",
    "citations.to": "papers.citations <= ?",
    "reportedCitations.from": "papers.reported >= ?",
    "reportedCitations.to": "papers.reported <= ?",
    "countries": (
        "papers.paper IN (SELECT countries.paper FROM countries WHERE list_contains(?, countries.country::VARCHAR))"
    ),
}


def base(connection: PagedList, conditions: Mapping[str, Any]) -> Statement | None:
    """The statement of `base` for a list with a filter in normal form, its parents in the table `parents`; None for a
    list that the tables do not hold."""
    parameters: list[Any] = []
    where = _where(conditions, parameters)
    start = _start(connection)
    return None if where is None or start is None else (f"{start} WHERE {where}", parameters)


def parents(ids: Sequence[str]) -> Table:
    """The table of parents by their positions."""
    return arrow.Table.from_arrays(
        [arrow.array(range(len(ids)), arrow.int32()), arrow.array(ids, arrow.string())], schema=_PARENTS
    )


def _start(connection: PagedList) -> str | None:
    if connection is paper.ALL:
        return "SELECT 0 AS no, papers.* FROM papers"
    if connection not in _EDGES:
        return None
    table, column = _EDGES[connection]
    # As a value of the enumeration, so that DuckDB compares numbers and skips blocks without it.
    numbered = f"SELECT no, TRY_CAST(id AS {table}_{column}) AS id FROM parents"
    edges = "" if table == "papers" else "JOIN papers USING (paper)"
    return f"SELECT own.no, papers.* FROM ({numbered}) AS own JOIN {table} ON {table}.{column} = own.id {edges}"


def _where(conditions: Mapping[str, Any], parameters: list[Any]) -> str | None:
    """The condition of all parts; None if one of them needs the store."""
    parts: list[str | None] = []
    for name, value in conditions.items():
        match name:
            case "and":
                parts += [_where(part, parameters) for part in value]
            case "or":
                parts.append(_joined([_where(part, parameters) for part in value], " OR ", "true"))
            case "not":
                parts.append(_map(_where(value, parameters), lambda text: f"NOT coalesce({text}, false)"))
            case _:
                parts.append(_CONDITIONS.get(name))
                parameters.append(value)
    return _joined(parts, " AND ", "true")


def _joined(parts: Sequence[str | None], separator: str, empty: str) -> str | None:
    texts = [part for part in parts if part is not None]
    if len(texts) < len(parts):
        return None
    return f"({separator.join(texts)})" if texts else empty


def _map(text: str | None, function: Callable[[str], str]) -> str | None:
    return None if text is None else function(text)
