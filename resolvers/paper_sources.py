"""The papers of lists as tables for groups and measures, read once for each list of a request."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from analytics import lists, raw_tables, source
from analytics.arrow import Tables
from analytics.columns import MAX_PAPERS as FEW
from analytics.columns import Columns, ListedPapers
from analytics.refresher import TablesRefresher
from analytics.source import Source
from errors import NotReady
from graphdb import paper_tables
from graphdb.store import Store
from loaders.context import Context
from loaders.paper_list import PaperList

#: Papers that are read from the store for one request while there are no tables of the whole graph.
MAX_PAPERS: Final = 20_000
#: Papers, and citing papers, of one statement.
_BATCH: Final = 1_000
_CITING_BATCH: Final = 10_000
#: Seconds after which a client can try again while the tables are built.
RETRY_SECONDS: Final = 30
_SEPARATOR: Final = "\n"


async def source_of(context: Context, papers: PaperList, parents: Sequence[str], *, citing: bool) -> Source:
    """The tables of a list of these parents, with their positions as numbers. `citing`: with the citing papers."""
    return await context.loader(_sources, context, papers, citing).load(_SEPARATOR.join(parents))


async def _sources(keys: Sequence[str], context: Context, papers: PaperList, citing: bool) -> list[Source]:
    return [await _source(context, papers, key.split(_SEPARATOR), citing=citing) for key in keys]


async def _source(context: Context, papers: PaperList, parents: Sequence[str], *, citing: bool) -> Source:
    refresher = context.service(TablesRefresher)
    tables = refresher.tables if refresher else None
    exact = refresher is not None and refresher.current
    if tables is not None and (base := lists.base(papers.connection, papers.conditions)) is not None:
        return Source(tables.connection, base, {"parents": lists.parents(parents)}, exact=exact)
    members = await _members(context, papers, parents)
    numbers = np.unique(np.fromiter((number for each in members for number in each), np.int64))
    if tables is not None and (len(numbers) > MAX_PAPERS or (exact and tables.columns.positions(numbers) is not None)):
        few = _few(tables.columns, members) if exact else None
        return Source(tables.connection, (source.LISTED, []), {"listed": source.listed(members)}, exact=exact, few=few)
    if len(numbers) > MAX_PAPERS:
        raise NotReady(
            f"The list has {len(numbers):,} papers, and the tables for groups and measures of more than {MAX_PAPERS:,}"
            " are being built: try again in a moment.",
            RETRY_SECONDS,
        )
    return source.local(await _read(context.store, numbers.tolist(), citing=citing), members, citing=citing)


def _few(columns: Columns, members: Sequence[Sequence[int]]) -> ListedPapers | None:
    """The papers of each parent in the columns, unless they are many."""
    if sum(map(len, members)) > FEW:
        return None
    positions = [columns.positions(np.asarray(each, np.int64)) for each in members]
    return ListedPapers(columns, [each for each in positions if each is not None])


async def _members(context: Context, papers: PaperList, parents: Sequence[str]) -> list[list[int]]:
    """The papers of each parent."""
    viewer = context.viewer
    statement = paper_tables.members(papers.connection, papers.label, papers.conditions)
    by_parent = await paper_tables.read_members(context.store, statement, parents, viewer.id if viewer else None)
    return [by_parent.get(parent, []) for parent in parents]


async def _read(store: Store, numbers: Sequence[int], *, citing: bool) -> Tables:
    """The tables of papers, from the store."""
    rows = [row for batch in _batches(numbers, _BATCH) for row in await paper_tables.read_rows(store, batch)]
    tables = raw_tables.tables(rows)
    if citing:
        cites = [row for batch in _batches(numbers, _BATCH) for row in await paper_tables.read_cites(store, batch)]
        citing_papers = list(dict.fromkeys(paper for _, papers in cites for paper in papers))
        bylines = [
            row
            for batch in _batches(citing_papers, _CITING_BATCH)
            for row in await paper_tables.read_bylines(store, batch)
        ]
        tables |= {"cites": raw_tables.cites(cites), **raw_tables.bylines(bylines)}
    return tables


def _batches(numbers: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))
