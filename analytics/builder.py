"""Builds the tables of the whole graph: reads them from the store and writes them to disk, concurrently with other
work."""

import asyncio
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO, Any, Final
from uuid import uuid4

import duckdb

from analytics import files, raw_tables
from citations import versions
from citations.builder import Busy, GraphChanged
from graphdb import adjacency, paper_tables
from graphdb.adjacency import Stamp
from graphdb.embedded.locks import lock_owner, try_lock
from graphdb.store import Store

#: Papers of one statement, whose edges are decoded in a few milliseconds, so that the event loop is not blocked.
BATCH: Final = 500
LOCK: Final = "building.lock"

Rows = list[list[Any]]
Progress = Callable[[int], None]


async def build(store: Store, folder: Path, progress: Progress = lambda completed: None) -> Stamp:
    """Build the tables and make them the current ones; the stamp of their graph.

    `progress` receives the number of papers read. Raises Busy, GraphChanged, StoreError and OSError; the previous
    tables stay in that case.
    """
    lock = await asyncio.to_thread(_lock, folder)
    if lock is None:
        raise Busy(f"Process {lock_owner(folder / LOCK)} is building the tables in {folder}: wait for it.")
    with lock:
        await asyncio.to_thread(versions.remove_unused, folder)
        work = folder / f"{versions.BUILDING}{uuid4().hex}"
        try:
            before = await adjacency.stamp(store)
            with closing(await asyncio.to_thread(files.staging, work)) as connection:
                await _read(store, connection, progress)
                if await adjacency.stamp(store) != before:
                    raise GraphChanged("The graph changed while its tables were built: build them after the ingest.")
                await asyncio.to_thread(
                    versions.publish, folder, before, files.FORMAT,
                    lambda building: files.derive(connection, building),
                )  # fmt: skip
        finally:
            await asyncio.to_thread(shutil.rmtree, work, ignore_errors=True)
        await asyncio.to_thread(versions.remove_unused, folder)
        return before


def _lock(folder: Path) -> IO[bytes] | None:
    folder.mkdir(parents=True, exist_ok=True)
    return try_lock(folder / LOCK)


async def _read(store: Store, connection: duckdb.DuckDBPyConnection, progress: Progress) -> None:
    last: str | None = ""
    completed = 0
    _append(connection, [], [])
    while last is not None:
        rows, cites, last = await paper_tables.read_all(store, last, BATCH)
        if rows:
            await asyncio.to_thread(_append, connection, rows, cites)
        completed += len(rows)
        progress(completed)
    # All papers are citing papers.
    connection.execute("CREATE VIEW dates AS SELECT paper, year FROM papers")
    connection.execute("CREATE VIEW bylines AS SELECT * FROM authors")


def _append(connection: duckdb.DuckDBPyConnection, rows: Rows, cites: Rows) -> None:
    """Adds papers to the tables, which the first call creates."""
    tables = {**raw_tables.tables(rows), "cites": raw_tables.cites(cites)}
    for name, table in tables.items():
        connection.register("batch", table)
        if rows:
            connection.execute(f"INSERT INTO {name} SELECT * FROM batch")
        else:
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM batch")
        connection.unregister("batch")
