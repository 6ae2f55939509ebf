"""Prepares a graph for the service: its version, migrations, constraints and indexes."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Final

from errors import CannotStart, StoreError
from graphdb.cypher import cypher
from graphdb.indexes import (
    STORED,
    Index,
    StoredIndex,
    check_conflicts,
    drop,
    index_groups,
    outdated,
    required,
    serving,
)
from graphdb.migration_lock import migration_lock
from graphdb.migrations import MIGRATIONS, VERSION, Migration
from graphdb.store import Store, Transaction

#: Limit in seconds for the population of indexes: none in practice. That of a large graph takes hours.
POPULATION: Final = 30 * 86_400.0
#: Seconds between two looks at the progress of the population.
INTERVAL: Final = 0.2
#: Time limit in seconds for reading the progress, which waits for locks of the creation.
LIMIT: Final = 600.0

_LOG: Final = logging.getLogger("peergraph")

#: Receives the completed and the total number of indexes; a partly populated index counts as a fraction.
IndexProgress = Callable[[float, int], None]

STATE: Final = cypher("OPTIONAL MATCH (meta:Meta {id: 'schema'}) RETURN [meta.version, meta.migrations]")
RECORD: Final = cypher("""\
MERGE (meta:Meta {id: 'schema'})
SET meta.migrations = [number IN coalesce(meta.migrations, []) WHERE number <> $number] + $number""")
#: What keeps apart services that take the lock of the migration at the same time.
#: Seconds before the indexes are compared again.
_PAUSES: Final = (0.2, 0.5, 1.0)
META: Final = [index for index in required() if "Meta" in index.labels]
MARK: Final = cypher("MERGE (meta:Meta {id: 'schema'}) SET meta.version = $version REMOVE meta.migrations")


def ignore_progress(completed: float, total: int) -> None:
    """Ignore the progress of indexes."""


async def bootstrap(store: Store, progress: IndexProgress = ignore_progress) -> None:
    """Migrates a graph of an older version, creates missing constraints and indexes, and waits until they are online.
    The migration to version 4 takes 2.5 minutes for 300,000 papers on two busy cores.

    Raises CannotStart on a graph of a newer version, and for an index of others that prevents one of the service.
    """
    version, _ = await _state(store)
    if version == VERSION:
        await _create_indexes(store, progress)
        return
    await _create_group(store, META, ignore_progress)
    async with migration_lock(store):
        version, done = await _state(store)
        due = [each for each in MIGRATIONS if each.number > (version or 0) and each.number not in done]
        await _migrate(store, [each for each in due if each.before_indexes])
        await _create_indexes(store, progress)
        if version is not None:
            await _migrate(store, [each for each in due if not each.before_indexes])
        if version != VERSION:
            await store.write(MARK, {"version": VERSION})


async def _state(store: Store) -> tuple[int | None, list[int]]:
    """The version of the graph, None for a new one, and the migrations that were run since. Raises CannotStart."""
    version, done = await store.read(STATE, {})
    if version is not None and version > VERSION:
        message = f"The graph is of version {version}, this service knows {VERSION}: update the service."
        raise CannotStart(message)
    return version, done or []


async def _migrate(store: Store, migrations: list[Migration]) -> None:
    """Runs migrations in their order, and records each. If the service ends here, its next start continues."""
    for migration in migrations:
        _LOG.warning("Migration %d: %s.", migration.number, migration.purpose)
        await migration.run(store)
        await store.write(RECORD, {"number": migration.number})


async def _create_indexes(store: Store, progress: IndexProgress) -> None:
    """Creates the missing constraints and indexes group by group, each group in one transaction, and waits until they
    are online: also those that an earlier start created."""
    stored = await stored_indexes(store)
    for index in outdated(stored):
        await store.write(drop(index), {})
    # While another service creates a constraint, its index is there without it.
    for pause in (*_PAUSES, None):
        try:
            check_conflicts(await stored_indexes(store))
            break
        except CannotStart:
            if pause is None:
                raise
            await asyncio.sleep(pause)
    for group in index_groups():
        await _create_group(store, group, progress)


async def _create_group(store: Store, group: list[Index], progress: IndexProgress) -> None:
    while missing := await _missing(store, group):
        creation = asyncio.create_task(store.transact(partial(_create, missing), within=POPULATION))
        try:
            await _observe(store, progress, creation)
            await creation
        except StoreError:
            if await _missing(store, group) == missing:  # otherwise another service that starts now creates them
                raise
        finally:
            creation.cancel()
    await _observe(store, progress)


async def _observe(store: Store, progress: IndexProgress, creation: asyncio.Task[None] | None = None) -> None:
    """Reports the progress until the creation is done and no index is populated any longer.

    Raises CannotStart for an index that cannot be populated.
    """
    indexes = required()
    while True:
        created = creation is None or creation.done()
        stored = await stored_indexes(store)
        states = [state for each in indexes if (state := serving(stored, each)) is not None]
        failed = [each.name for each in states if each.state == "FAILED"]
        if failed:
            raise CannotStart(f"The index {failed[0]} cannot be populated: Neo4j's log has the reason.")
        progress(sum(each.populated for each in states) / 100, len(indexes))
        if created and all(each.state == "ONLINE" for each in states):
            return
        await asyncio.sleep(INTERVAL)


async def stored_indexes(store: Store) -> list[StoredIndex]:
    """The indexes of the graph, whoever created them."""
    return [StoredIndex.of(row) for row in await store.read(STORED, {}, within=LIMIT)]


async def _missing(store: Store, group: list[Index]) -> list[Index]:
    stored = await stored_indexes(store)
    return [index for index in group if serving(stored, index) is None]


async def _create(missing: list[Index], transaction: Transaction) -> None:
    for index in missing:
        await transaction.run(index.creation, {})
