"""The research graph as Parquet files: `nodes/Paper.parquet`, `edges/CITES.parquet` and so on, one for each kind.

Users, and what they write and collect, are not part of it. Columns are the properties of the model without those that
only the service needs; an edge has the public ids of its ends as `start` and `end`.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from bulk.parquet import TEXT, Columns, TableFile, columns_of
from citations.builder import GraphChanged
from errors import CannotStart
from graphdb import adjacency, graph_tables
from graphdb.model import AWARD, EDGES, RESEARCH
from graphdb.node_kinds import EdgeKind, NodeKind
from graphdb.store import Store

#: Nodes of one statement, without edges or with them.
NODES: Final = 2_000
ENDS: Final = 500
KINDS: Final = (*RESEARCH, AWARD)
#: Properties that only the service needs.
_INTERNAL: Final = frozenset({
    "top", "topAuthors", "topAuthorPapers", "digest", "credits", "mentioned", "unlinked", "truncated", "bylinesOn",
    "titleKey", "nameKey", "searchNames", "keywordKeys", "sortTitle", "sortName", "sortYear", "sortDate", "source",
    "sources", "readAt", "addedAt", "updated",
})  # fmt: skip

Progress = Callable[[str, int], None]
Page = tuple[list[list[Any]], str | None]


async def export_graph(store: Store, folder: Path, progress: Progress = lambda name, rows: None) -> dict[str, int]:
    """Write the files into a folder that does not exist or is empty; the rows of each by its name. `progress` receives
    the name of a file and its rows so far. Raises CannotStart, GraphChanged, StoreError and OSError."""
    _check_empty(folder)
    before = await adjacency.stamp(store)
    rows = {each.label: await _nodes(store, folder, each, progress) for each in KINDS}
    for each in exported_edges():
        rows[each.type] = await _edges(store, folder, each, progress)
    if await adjacency.stamp(store) != before:
        raise GraphChanged(f"The graph changed while it was exported: remove {folder} and export after the ingest.")
    return rows


def _check_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise CannotStart(f"{folder} is not empty: export into a new folder.")


def exported_edges() -> Iterator[EdgeKind]:
    """The kinds of edges between exported nodes."""
    labels = {each.label for each in KINDS}
    return (each for each in EDGES if {*each.source, *each.target} <= labels)


def node_columns(kind: NodeKind) -> Columns:
    """The columns of the nodes of a kind."""
    return columns_of({name: of for name, of in kind.types.items() if name not in _INTERNAL})


def edge_columns(kind: EdgeKind) -> Columns:
    """The columns of the edges of a kind."""
    return {"start": TEXT, "end": TEXT, **columns_of(kind.properties)}


async def _nodes(store: Store, folder: Path, kind: NodeKind, progress: Progress) -> int:
    columns = node_columns(kind)

    async def page(after: str) -> Page:
        return await graph_tables.nodes(store, kind.label, list(columns), after, NODES)

    return await _write(folder / "nodes" / f"{kind.label}.parquet", columns, [page], kind.label, progress)


async def _edges(store: Store, folder: Path, kind: EdgeKind, progress: Progress) -> int:
    columns = edge_columns(kind)

    def pages(label: str) -> Callable[[str], Awaitable[Page]]:
        async def page(after: str) -> Page:
            return await graph_tables.edges(store, kind.type, label, list(kind.properties), after, ENDS)

        return page

    path = folder / "edges" / f"{kind.type}.parquet"
    return await _write(path, columns, [pages(label) for label in kind.source], kind.type, progress)


async def _write(
    path: Path, columns: Columns, sources: Sequence[Callable[[str], Awaitable[Page]]], name: str, progress: Progress
) -> int:
    """Writes a file of all pages, also if it has no rows."""
    with TableFile(path, columns) as file:
        file.write(file.schema.empty_table())
        for source in sources:
            last: str | None = ""
            while last is not None:
                rows, last = await source(last)
                file.pending += map(tuple, rows)
                file.flush()
                progress(name, file.rows)
        return file.rows
