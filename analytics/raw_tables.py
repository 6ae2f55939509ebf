"""The tables as they are read from the store, and the ones that statements use, which DuckDB derives from them.

| table | columns |
|---|---|
| `papers` | `paper` (Neo4j's internal id), `id` and the values of a paper; `self_citations` |
| `topics` | a topic of a paper or one above it, its level, and whether the paper names it (`direct`) |
| `authors`, `institutions`, `countries`, `funders` | one row for each of a paper |
| `cited` | the citations of a paper by the year of the citing paper, null if it is unknown |

A paper without a value has one row with null, of topics one for each level that it lacks: groups need no outer join.

`self_citations` and `cited` need the citing papers: `with_citations` derives them. A self-citation is a citation by a
paper with an author of the cited one. Source: Glänzel, Thijs and Schlemmer, A bibliometric approach to the role of
author self-citations in scientific communication, Scientometrics 59 (2004), section 2.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import duckdb

from analytics.arrow import Table, Tables, arrow

#: The columns of a paper, in the order of `graphdb.paper_tables`.
PAPER: Final = arrow.schema([
    ("paper", arrow.int64()), ("id", arrow.string()), ("year", arrow.int16()), ("kind", arrow.string()),
    ("language", arrow.string()),
    ("status", arrow.string()), ("open", arrow.bool_()), ("licence", arrow.string()), ("retracted", arrow.bool_()),
    ("citations", arrow.int32()), ("reported", arrow.int64()), ("venue", arrow.string()), ("publisher", arrow.string()),
])  # fmt: skip
#: The columns of an edge, by table, in the order of the lists that follow them.
EDGES: Final = {
    "topics": (("topic", arrow.string()), ("level", arrow.string()), ("direct", arrow.bool_())),
    "authors": (("author", arrow.string()),),
    "institutions": (("institution", arrow.string()),),
    "countries": (("country", arrow.string()),),
    "funders": (("funder", arrow.string()),),
}
#: The levels of topics that are keys.
LEVELS: Final = ("SUBFIELD", "FIELD", "DOMAIN")
_CITES: Final = arrow.schema([("paper", arrow.int64()), ("citing", arrow.int64())])
_DATES: Final = arrow.schema([("paper", arrow.int64()), ("year", arrow.int16())])


def tables(rows: Sequence[Sequence[Any]]) -> Tables:
    """The papers and edges of rows of `graphdb.paper_tables.read_rows`."""
    width = len(PAPER)
    columns = [_array([row[index] for row in rows], field.type) for index, field in enumerate(PAPER)]
    result = {"papers": arrow.Table.from_arrays(columns, schema=PAPER)}
    for index, (name, fields) in enumerate(EDGES.items(), start=width):
        result[name] = _edges(rows, index, fields)
    return result


def cites(rows: Iterable[Sequence[Any]]) -> Table:
    """The citations of rows of `read_cites`."""
    pairs = [(paper, citing) for paper, listed in rows for citing in listed]
    return _table(_CITES, pairs)


def bylines(rows: Sequence[Sequence[Any]]) -> Tables:
    """The years and authors of citing papers, from rows of `read_bylines`."""
    authors = _edges(rows, 2, EDGES["authors"])
    return {"dates": _table(_DATES, [row[:2] for row in rows]), "bylines": authors}


def _edges(rows: Sequence[Sequence[Any]], index: int, fields: Sequence[tuple[str, Any]]) -> Table:
    schema = arrow.schema([("paper", arrow.int64()), *fields])
    if len(fields) == 1:
        return _table(schema, [(row[0], value) for row in rows for value in dict.fromkeys(row[index]) or (None,)])
    return _table(schema, [(row[0], *values) for row in rows for values in (*row[index], *_missing(row[index]))])


def _missing(topics: Sequence[Sequence[Any]]) -> Iterable[tuple[None, str | None, bool]]:
    """The rows for a paper without topics, or without topics of a level."""
    if not any(direct for *_, direct in topics):
        yield None, None, True
    yield from ((None, level, False) for level in LEVELS if all(level != other for _, other, _ in topics))


def _table(schema: Any, rows: Sequence[Sequence[Any]]) -> Table:
    arrays = [_array([row[index] for row in rows], field.type) for index, field in enumerate(schema)]
    return arrow.Table.from_arrays(arrays, schema=schema)


def _array(values: Sequence[Any], kind: Any) -> Any:
    """The values of a column. A stored value that the column cannot have is unknown, as in the API."""
    try:
        return arrow.array(values, kind)
    except (arrow.ArrowException, OverflowError):
        return arrow.array([_readable(value, kind) for value in values], kind)


def _readable(value: Any, kind: Any) -> Any:
    try:
        arrow.array([value], kind)
    except (arrow.ArrowException, OverflowError):
        return None
    return value


#: From `cites`, `dates` and `bylines`: the citations by year, and of each paper those that are self-citations.
CITED: Final = """\
CREATE TEMP TABLE cited AS
SELECT cites.paper, dates.year, count(*)::INTEGER AS citations
FROM cites LEFT JOIN dates ON dates.paper = cites.citing
GROUP BY ALL"""
OWN: Final = """\
CREATE TEMP TABLE own AS
SELECT cites.paper, count(DISTINCT cites.citing)::INTEGER AS self_citations
FROM cites
JOIN authors ON authors.paper = cites.paper
JOIN bylines ON bylines.paper = cites.citing AND bylines.author = authors.author
GROUP BY cites.paper"""


def with_citations(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates the temporary tables `cited` and `own`, the self-citations."""
    connection.execute(CITED)
    connection.execute(OWN)
