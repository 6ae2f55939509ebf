"""Opens the store that the settings name: an external Neo4j, or the embedded one."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, Protocol

from errors import StoreUnreachable
from graphdb.bootstrap import IndexProgress, bootstrap, ignore_progress
from graphdb.disk_reserve import DiskReserve
from graphdb.embedded.folder import Folder
from graphdb.embedded.server import Address, EmbeddedNeo4j
from graphdb.store import Store

#: Seconds between two attempts to connect to a Neo4j that is not up yet.
RETRY_SECONDS: Final = 1.0
_LOG: Final = logging.getLogger("peergraph")


class StoreSettings(Protocol):
    """The settings that the store needs (`settings.Settings`)."""

    @property
    def neo4j_uri(self) -> str | None: ...
    @property
    def neo4j_database(self) -> str | None: ...
    @property
    def auth(self) -> tuple[str, str] | None: ...
    @property
    def data(self) -> Path: ...
    @property
    def cache(self) -> Path | None: ...
    @property
    def heap(self) -> str: ...
    @property
    def page_cache(self) -> str: ...
    @property
    def disk_reserve(self) -> int: ...
    @property
    def statement_seconds(self) -> float: ...
    @property
    def store_connections(self) -> int: ...


def embedded(settings: StoreSettings) -> EmbeddedNeo4j:
    """The embedded Neo4j, not started."""
    return EmbeddedNeo4j(
        settings.data, cache=settings.cache, heap=settings.heap, page_cache=settings.page_cache, rehearse=True
    )


@asynccontextmanager
async def locate(settings: StoreSettings) -> AsyncGenerator[Address]:
    """The address of the Neo4j. The embedded one runs as long as the block. Raises CannotStart."""
    if settings.neo4j_uri is not None:
        yield Address(settings.neo4j_uri, settings.auth)
        return
    neo4j = embedded(settings)
    try:
        yield await asyncio.to_thread(neo4j.start)
    finally:
        await asyncio.to_thread(neo4j.stop)


@asynccontextmanager
async def open_store(
    settings: StoreSettings, progress: IndexProgress = ignore_progress, *, wait: float = 0
) -> AsyncGenerator[Store]:
    """A store with constraints and indexes, open as long as the block. `progress`: of the creation of missing indexes;
    `wait`: seconds in which a Neo4j that does not answer yet may start. Raises CannotStart."""
    async with open_bootstrapped(settings, wait=wait) as store:
        await bootstrap(store, progress)
        yield store


@asynccontextmanager
async def open_bootstrapped(settings: StoreSettings, *, wait: float = 0) -> AsyncGenerator[Store]:
    """As `open_store`, without creating constraints and indexes, which another process has created."""
    async with locate(settings) as address, await _connect(address, settings, wait) as store:
        yield store


async def _connect(address: Address, settings: StoreSettings, wait: float) -> Store:
    now = asyncio.get_running_loop().time
    end, waits = now() + wait, False
    while True:
        try:
            store = await Store.open(
                address.uri, address.auth, database=settings.neo4j_database,
                timeout=settings.statement_seconds, pool=settings.store_connections,
            )  # fmt: skip
            store.reserve = _reserve(address, settings)
            return store
        except StoreUnreachable as error:
            if now() + RETRY_SECONDS > end:
                raise
            if not waits:
                _LOG.warning("%s The service waits for it.", error)
            waits = True
        await asyncio.sleep(RETRY_SECONDS)


@asynccontextmanager
async def open_store_beside(
    settings: StoreSettings, progress: IndexProgress = ignore_progress
) -> AsyncGenerator[Store]:
    """As `open_store`, but connects to the embedded Neo4j of a running service if there is one. For commands."""
    async with _locate_beside(settings) as (address, is_prepared), await _connect(address, settings, 0) as store:
        if not is_prepared:
            await bootstrap(store, progress)
        yield store


@asynccontextmanager
async def open_unprepared(settings: StoreSettings) -> AsyncGenerator[Store]:
    """As `open_store_beside`, without migrations, constraints and indexes. Raises CannotStart."""
    async with _locate_beside(settings) as (address, _), await _connect(address, settings, 0) as store:
        yield store


@asynccontextmanager
async def _locate_beside(settings: StoreSettings) -> AsyncGenerator[tuple[Address, bool]]:
    """The address of the Neo4j, and whether a running service has prepared the graph."""
    folder = Folder(settings.data)
    port = folder.running_port() if settings.neo4j_uri is None else None
    if port is not None:
        yield Address(f"bolt://127.0.0.1:{port}", ("neo4j", folder.password())), True
        return
    async with locate(settings) as address:
        yield address, False


def _reserve(address: Address, settings: StoreSettings) -> DiskReserve | None:
    """The reserve of the embedded Neo4j, whichever process runs it; None for another one, whose disk is unknown."""
    port = Folder(settings.data).running_port()
    is_embedded = port is not None and address.uri == f"bolt://127.0.0.1:{port}"
    return DiskReserve(settings.data.expanduser(), settings.disk_reserve) if is_embedded else None
