"""Keeps derived files up to date with the graph: a worker that observes a change rebuilds them and the others load
them."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

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


class _Opened(Protocol):
    @property
    def stamp(self) -> Stamp: ...


Opened = TypeVar("Opened", bound=_Opened)


class Refresher(ABC, Generic[Opened]):
    """Keeps files in `folder` consistent with the store."""

    name: ClassVar[str]

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.folder = folder
        self.ready = asyncio.Event()
        self.loaded: Opened | None = None
        self.current = False
        self._last_stamp: Stamp | None = None
        self._unfit: Stamp | None = None

    @abstractmethod
    async def build(self) -> Stamp:
        """Builds the files of the graph and makes them the current ones; the stamp of the graph."""

    @abstractmethod
    def load(self, stamp: Stamp) -> Opened | None:
        """Opens the files on disk if they have this stamp, in a thread. Raises Damaged."""

    async def watch(self) -> None:
        """Refresh periodically."""
        while True:
            try:
                await self.refresh()
            except PeergraphError as error:
                _LOG.warning("The %s is not refreshed: %s", self.name, error)
            except OSError as error:
                _LOG.warning("The %s cannot be written to %s (%s): set another folder.", self.name, self.folder, error)
            self.ready.set()
            await asyncio.sleep(INTERVAL)

    async def refresh(self) -> None:
        """Compare the files with the graph; load or build them if needed."""
        stamp = await adjacency.stamp(self.store)
        self.current = self.loaded is not None and self.loaded.stamp == stamp
        if (
            not self.current
            and not await self._load_current(stamp)
            and stamp == (self._last_stamp or stamp) != self._unfit
        ):
            await self._build(stamp)
        self._last_stamp = stamp

    async def _build(self, stamp: Stamp) -> None:
        try:
            with suppress(Busy, GraphChanged):
                await self._load_current(await self.build())
        except Unfit:
            self._unfit = stamp
            raise

    async def _load_current(self, stamp: Stamp) -> bool:
        """Load the files on disk if they are those of the graph."""
        try:
            loaded = await asyncio.to_thread(self.load, stamp)
        except Damaged as error:
            _LOG.warning("%s Rebuilding it.", error)
            return False
        if loaded is not None:
            self.loaded, self.current = loaded, True
        return self.current


class IndexRefresher(Refresher[OpenIndex]):
    """Keeps the citation index."""

    name = "citation index"

    @property
    def index(self) -> Index | None:
        """The index of the graph at the last comparison; None if there is none."""
        return self.loaded.index if self.loaded is not None and self.current else None

    async def refresh(self) -> None:
        """As of all files; metrics show whether the index is in use."""
        try:
            await super().refresh()
        finally:
            INDEX_LOADED.set(self.current)

    async def build(self) -> Stamp:
        """Builds the index."""
        return await build(self.store, self.folder)

    def load(self, stamp: Stamp) -> OpenIndex | None:
        """Opens the index on disk if it is that of the graph."""
        loaded = files.load(self.folder) if files.stamp_of(self.folder) == stamp else None
        if loaded is not None:
            INDEX_BUILT.set(files.built_at(loaded.folder))
        return loaded


Watched = TypeVar("Watched", bound=Refresher[Any])


@asynccontextmanager
async def watching(refresher: Watched, *, wait: bool) -> AsyncGenerator[Watched]:
    """Runs a refresher as long as the block. `wait`: the block begins when the files are there, or after a time."""
    task = asyncio.create_task(refresher.watch())
    try:
        if wait:
            with suppress(TimeoutError):
                await asyncio.wait_for(refresher.ready.wait(), START_SECONDS)
        yield refresher
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def citation_index(store: Store, folder: Path) -> AsyncGenerator[IndexRefresher]:
    """An index refresher that runs as long as the block."""
    async with watching(IndexRefresher(store, folder), wait=True) as refresher:
        yield refresher
