"""The source of the tables of a statement: those of the whole graph, or those of some papers, read for a request."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, cast

import duckdb
import numpy as np

from analytics.arrow import Table, Tables, arrow
from analytics.columns import ListedPapers
from analytics.groups import Statement
from analytics.raw_tables import with_citations

#: Limits of DuckDB in one process.
THREADS: Final = 2
MEMORY: Final = "1GB"
_PAPERS: Final = "CREATE TEMP VIEW papers AS SELECT *, 0 AS self_citations FROM read_papers"
_CITED_PAPERS: Final = """\
CREATE TEMP VIEW papers AS
SELECT read_papers.*, coalesce(own.self_citations, 0) AS self_citations FROM read_papers LEFT JOIN own USING (paper)"""
LISTED: Final = "SELECT listed.no, papers.* FROM listed JOIN papers USING (paper)"


@dataclass(frozen=True, slots=True)
class Source:
    """A connection to tables, the statement of `base` on them, and tables of this request. `local`: the tables of
    papers are among those; `citing`: with their citing papers. `exact`: they are those of the graph now. `few`: the
    papers of the lists, if these are few and the tables have all of them."""

    connection: duckdb.DuckDBPyConnection
    base: Statement
    tables: Tables = field(default_factory=dict[str, Table])
    local: bool = False
    citing: bool = False
    exact: bool = True
    few: ListedPapers | None = None

    def prepare(self, cursor: duckdb.DuckDBPyConnection, tables: Tables) -> None:
        """Adds the tables of this request, and these, to a connection."""
        for name, table in (self.tables | tables).items():
            cursor.register(name, table)
        if self.citing:
            with_citations(cursor)
        if self.local:
            cursor.execute(_CITED_PAPERS if self.citing else _PAPERS)


@lru_cache(maxsize=1)
def in_memory() -> duckdb.DuckDBPyConnection:
    """The database of this process for tables of requests."""
    return duckdb.connect(config=CONFIG)


#: No statement reads or writes a file by its name.
CONFIG: Final = cast(
    "dict[str, str | bool | int | float | list[str]]",
    {
        "threads": THREADS,
        "memory_limit": MEMORY,
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
    },
)


def listed(members: Sequence[Sequence[int]]) -> Table:
    """The table of the papers of each list, by its number."""
    papers = [np.asarray(each, np.int64) for each in members]
    numbers = np.repeat(np.arange(len(papers), dtype=np.int32), [len(each) for each in papers])
    joined = np.concatenate([*papers, np.empty(0, np.int64)])
    return arrow.table({"no": arrow.array(numbers), "paper": arrow.array(joined)})


def local(tables: Tables, members: Sequence[Sequence[int]], *, citing: bool) -> Source:
    """The source of lists whose papers were read from the store."""
    named: dict[str, Any] = {"read_papers" if name == "papers" else name: table for name, table in tables.items()}
    return Source(in_memory(), (LISTED, []), {**named, "listed": listed(members)}, local=True, citing=citing)
