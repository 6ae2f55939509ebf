"""Keeps the tables of the whole graph up to date, as `citations.refresher` keeps the citation index."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from analytics import files
from analytics.builder import build
from analytics.files import OpenTables
from citations.refresher import Refresher, watching
from graphdb.adjacency import Stamp
from graphdb.store import Store

#: The folder of the tables, in that of the citation index.
FOLDER: Final = "tables"


class TablesRefresher(Refresher[OpenTables]):
    """Keeps the tables in a folder consistent with the store."""

    name = "tables of papers"

    @property
    def tables(self) -> OpenTables | None:
        """The tables of the graph at the last comparison, or else older ones; None if there are none."""
        return self.loaded

    async def build(self) -> Stamp:
        """Builds the tables."""
        return await build(self.store, self.folder)

    def load(self, stamp: Stamp) -> OpenTables | None:
        """Opens the tables on disk if they are those of the graph."""
        return files.load(self.folder) if files.stamp_of(self.folder) == stamp else None


@asynccontextmanager
async def paper_tables(store: Store, folder: Path) -> AsyncGenerator[TablesRefresher]:
    """A refresher of the tables that runs as long as the block."""
    async with watching(TablesRefresher(store, folder / FOLDER), wait=False) as refresher:
        yield refresher
