"""From settings to a store that is ready: the given Neo4j, or one of our own."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from graphdb.bootstrap import bootstrap
from graphdb.embedded.folder import Folder
from graphdb.embedded.server import Address, EmbeddedNeo4j
from graphdb.store import Store


class StoreSettings(Protocol):
    """What is set (`settings.Settings`)."""

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
    def statement_seconds(self) -> float: ...


def embedded(wanted: StoreSettings) -> EmbeddedNeo4j:
    """A Neo4j of one's own, not started yet."""
    return EmbeddedNeo4j(wanted.data, cache=wanted.cache, heap=wanted.heap, page_cache=wanted.page_cache, rehearse=True)


@asynccontextmanager
async def located(wanted: StoreSettings) -> AsyncGenerator[Address]:
    """Where the Neo4j is. One of our own runs as long as the block. Raises CannotStart."""
    if wanted.neo4j_uri is not None:
        yield Address(wanted.neo4j_uri, wanted.auth)
        return
    neo4j = embedded(wanted)
    try:
        yield await asyncio.to_thread(neo4j.start)
    finally:
        await asyncio.to_thread(neo4j.stop)


@asynccontextmanager
async def open_store(wanted: StoreSettings) -> AsyncGenerator[Store]:
    """A store with its constraints and indexes in place, open as long as the block. Raises CannotStart."""
    async with open_bootstrapped(wanted) as store:
        await bootstrap(store)
        yield store


@asynccontextmanager
async def open_bootstrapped(wanted: StoreSettings) -> AsyncGenerator[Store]:
    """As `open_store`, where another process has created the constraints and indexes."""
    async with located(wanted) as address:
        opening = Store.open(
            address.uri, address.auth, database=wanted.neo4j_database, timeout=wanted.statement_seconds
        )
        async with await opening as store:
            yield store


@asynccontextmanager
async def open_store_beside(wanted: StoreSettings) -> AsyncGenerator[Store]:
    """As `opened`; where a service has started the own Neo4j, the same one. For short work on records that the service
    does not hold in memory."""
    folder = Folder(wanted.data)
    port = folder.announced() if wanted.neo4j_uri is None else None
    if port is None:
        async with open_store(wanted) as store:
            yield store
        return
    address = Address(f"bolt://127.0.0.1:{port}", ("neo4j", folder.password()))
    async with await Store.open(address.uri, address.auth, timeout=wanted.statement_seconds) as store:
        yield store
