"""Where an import goes: the embedded store, or a Neo4j of the user."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bulk import new_store
from bulk.completion import complete
from bulk.final_tables import Tables
from bulk.import_files import write_files
from bulk.new_store import NewStore
from bulk.offline_import import command
from bulk.resources import STORE_BYTES, STORE_PER_TABLES, check_disk, check_memory, disk_errors, plan_memory, text
from errors import CannotStart
from graphdb import import_completion
from graphdb.audit import AuditEntry
from graphdb.connect import StoreSettings, locate
from graphdb.embedded.folder import Folder
from graphdb.graph_stats import counts
from graphdb.store import Store
from ingest.pipeline import Progress
from ingest.sources import Source


class ImportSettings(StoreSettings, Protocol):
    """The settings that an import needs (`settings.Settings`)."""

    @property
    def index_folder(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """An import of tables that exist. `sample`: of their sources; `entry`: for the audit log of the graph; `files`: the
    folder for headers; `memory`: limit of DuckDB; `say` receives sentences for the operator."""

    tables: Tables
    sample: Source
    entry: AuditEntry
    files: Path
    memory: str
    say: Callable[[str], None]


async def require_empty(settings: ImportSettings) -> bool:
    """Check that the store can take an import before anything is read; whether an earlier run has completed it.

    Raises CannotStart if the store is not empty, or if a service or another import uses the data folder.
    """
    if settings.neo4j_uri is None:
        folder = Folder(settings.data)
        await asyncio.to_thread(folder.acquire)
        finished = new_store.remove_finished(folder)
        folder.release()
        if finished or not folder.graph.exists():
            return finished
    async with (
        locate(settings) as address,
        await Store.open(
            address.uri, address.auth, database=settings.neo4j_database, timeout=settings.statement_seconds
        ) as store,
    ):
        if await import_completion.pending_tables(store) is None and not await import_completion.is_empty(store):
            raise CannotStart(await _not_empty(store, settings))
    return False


async def _not_empty(store: Store, settings: ImportSettings) -> str:
    place = settings.neo4j_uri or settings.data
    papers = (await counts(store))["papers"]
    return (
        f"The graph in {place} is not empty ({papers:,} papers), and an import needs an empty one. Nothing was changed:"
        " use `peergraph ingest openalex`, which adds to a graph, or set another PEERGRAPH_DATA."
    )


async def import_embedded(settings: ImportSettings, plan: Plan, progress: Progress) -> None:
    """Import into the embedded store, which is empty; see `NewStore.build`. Raises CannotStart if another process uses
    the data folder, or if memory or disk are too small."""
    tables = plan.tables
    memory = plan_memory(plan.memory, settings.heap, settings.page_cache, sum(tables.nodes.values()))
    check_memory(memory.peak)
    check_disk(settings.data, int(tables.size * STORE_PER_TABLES) + STORE_BYTES, "The new store")
    plan.say(f"The new store is built with at most {text(memory.peak)} of memory.")
    # While the tables were written, a service can have run and stored something.
    await require_empty(settings)
    data = Folder(settings.data)
    await asyncio.to_thread(data.acquire)
    try:
        with disk_errors(settings.data, settings.index_folder):
            store = NewStore(data, tables, memory, settings.cache)
            await store.build(plan.sample, plan.entry, settings.index_folder, progress)
    finally:
        data.release()


def print_command(plan: Plan, database: str | None) -> None:
    """Write the headers and print the command for a Neo4j of the user."""
    plan.say(f"""\
The tables are in {plan.tables.folder}. Import them with Neo4j's tool, on the machine of an empty and stopped database
(for a cluster: on one machine, as the seed of the others):

{command(write_files(plan.tables, plan.files), database or "neo4j")}

Then start Neo4j, and run this command again with NEO4J_URI: it creates the indexes and checks the graph.""")


async def import_other(settings: ImportSettings, plan: Plan, progress: Progress) -> bool:
    """Complete the import into the Neo4j of the settings if its tool has imported these tables, else print its command;
    whether the import is complete. Raises CannotStart if the graph is of other tables."""
    async with (
        locate(settings) as address,
        await Store.open(
            address.uri, address.auth, database=settings.neo4j_database, timeout=settings.statement_seconds
        ) as store,
    ):
        pending = await import_completion.pending_tables(store)
        if pending is None:
            print_command(plan, settings.neo4j_database)
            return False
        if pending != plan.tables.digest:
            raise CannotStart("The graph was imported from other tables: name the same sources and work folder.")
        await complete(store, plan.tables, plan.sample, plan.entry, progress)
    return True
