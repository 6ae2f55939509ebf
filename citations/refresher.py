"""The index of a service: that of the current graph, or none.

Every worker compares the graph's stamp every few seconds. After a change the index is not used. When the stamp is the
same in two comparisons, one of the workers rebuilds the index and the others load it.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from citations import files
from citations.builder import Busy, GraphChanged, Unfit, build
from citations.files import Damaged, OpenIndex
from citations.index import Index
from errors import PeergraphError
from graphdb import adjacency
from graphdb.adjacency import Stamp
from graphdb.store import Store
from telemetry.metrics import INDEX_BUILT, INDEX_LOADED

#: Seconds between two comparisons.
INTERVAL: Final = 2.0
#: Seconds that a starting service waits for the index: enough to load it, or to build that of a small graph.
START_SECONDS: Final = 2.0
_LOG: Final = logging.getLogger("peergraph.citations")


class IndexRefresher:
    """Keeps the index in `folder` consistent with the store."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.folder = folder
        self.ready = asyncio.Event()
        self._store = store
        self._loaded: OpenIndex | None = None
        self._current = False
        self._last_stamp: Stamp | None = None
        self._unfit: Stamp | None = None

    @property
    def index(self) -> Index | None:
        """The index of the graph at the last comparison; None if there is none."""
        return self._loaded.index if self._loaded is not None and self._current else None

    async def watch(self) -> None:
        """Refresh periodically."""
        while True:
            try:
                await self.refresh()
            except PeergraphError as error:
                _LOG.warning("The citation index is not refreshed: %s", error)
            except OSError as error:
                _LOG.warning("The citation index cannot be written to %s (%s): set another folder.", self.folder, error)
            self.ready.set()
            await asyncio.sleep(INTERVAL)

    async def refresh(self) -> None:
        """Compare the index with the graph; load or build it if needed."""
        stamp = await adjacency.stamp(self._store)
        self._current = self._loaded is not None and self._loaded.stamp == stamp
        if (
            not self._current
            and not await self._load_current(stamp)
            and stamp == (self._last_stamp or stamp) != self._unfit
        ):
            await self._build(stamp)
        self._last_stamp = stamp
        INDEX_LOADED.set(self._current)

    async def _build(self, stamp: Stamp) -> None:
        try:
            with suppress(Busy, GraphChanged):
                await self._load_current(await build(self._store, self.folder))
        except Unfit:
            self._unfit = stamp
            raise

    async def _load_current(self, stamp: Stamp) -> bool:
        """Load the index on disk if it is that of the graph."""
        try:
            loaded = await asyncio.to_thread(self._load, stamp)
        except Damaged as error:
            _LOG.warning("%s Rebuilding it.", error)
            return False
        if loaded is not None:
            self._loaded, self._current = loaded, True
            INDEX_BUILT.set(files.built_at(loaded.folder))
        return self._current

    def _load(self, stamp: Stamp) -> OpenIndex | None:
        return files.load(self.folder) if files.stamp_of(self.folder) == stamp else None


@asynccontextmanager
async def citation_index(store: Store, folder: Path) -> AsyncGenerator[IndexRefresher]:
    """An index refresher that runs as long as the block."""
    refresher = IndexRefresher(store, folder)
    task = asyncio.create_task(refresher.watch())
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(refresher.ready.wait(), START_SECONDS)
        yield refresher
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
