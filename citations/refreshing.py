"""The index that a service uses: the one that stands for the graph as it is now, or none.

Every worker looks at the graph's stamp every few seconds. When it changed, the index is not used any more; when it has
rested since the last look, one of the workers builds the index anew and the others find it.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from citations import files
from citations.building import Busy, GraphChanged, Unfit, build
from citations.files import Damaged, OpenIndex
from citations.index import Index
from errors import PeergraphError
from graphdb import adjacency
from graphdb.adjacency import Stamp
from graphdb.store import Store

#: Seconds between two looks.
PAUSE: Final = 2.0
#: Seconds that a service waits at its start for the index: enough to open it, or to build that of a small graph.
START: Final = 2.0
_LOG: Final = logging.getLogger("peergraph.citations")


class Keeper:
    """Keeps the index in `folder` up to date with the store."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.folder = folder
        self.looked = asyncio.Event()
        self._store = store
        self._opened: OpenIndex | None = None
        self._fresh = False
        self._seen: Stamp | None = None
        self._unfit: Stamp | None = None

    @property
    def index(self) -> Index | None:
        """The index of the graph as it was at the last look; None while there is no such index."""
        return self._opened.index if self._opened is not None and self._fresh else None

    async def watch(self) -> None:
        """Look again and again."""
        while True:
            try:
                await self.look()
            except PeergraphError as error:
                _LOG.warning("The citation index is not looked after for now: %s", error)
            except OSError as error:
                _LOG.warning("The citation index cannot be kept in %s (%s): give a folder.", self.folder, error)
            self.looked.set()
            await asyncio.sleep(PAUSE)

    async def look(self) -> None:
        """Compare the index with the graph; open or build another where it has to be."""
        stamp = await adjacency.stamp(self._store)
        self._fresh = self._opened is not None and self._opened.stamp == stamp
        if not self._fresh and not await self._opens(stamp) and stamp == (self._seen or stamp) != self._unfit:
            await self._build(stamp)
        self._seen = stamp

    async def _build(self, stamp: Stamp) -> None:
        try:
            with suppress(Busy, GraphChanged):
                await self._opens(await build(self._store, self.folder))
        except Unfit:
            self._unfit = stamp
            raise

    async def _opens(self, stamp: Stamp) -> bool:
        """Open the index on disk if it is that of the graph."""
        try:
            opened = await asyncio.to_thread(self._load, stamp)
        except Damaged as error:
            _LOG.warning("%s That is being done.", error)
            return False
        if opened is not None:
            self._opened, self._fresh = opened, True
        return self._fresh

    def _load(self, stamp: Stamp) -> OpenIndex | None:
        return files.load(self.folder) if files.stamp_of(self.folder) == stamp else None


@asynccontextmanager
async def citation_index(store: Store, folder: Path) -> AsyncGenerator[Keeper]:
    """A keeper that looks after its index as long as the block."""
    keeper = Keeper(store, folder)
    watching = asyncio.create_task(keeper.watch())
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(keeper.looked.wait(), START)
        yield keeper
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
