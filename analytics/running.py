"""Runs statements of DuckDB in threads, off the event loop. A cancelled request interrupts its statement."""

import asyncio
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import duckdb

from analytics.arrow import Tables
from analytics.groups import Statement
from analytics.source import Source
from thread_pools import GROUPS, JobCancelled, checkpoint

Rows = list[tuple[Any, ...]]
#: Seconds between two interrupts of a cancelled statement, which can begin after the first one.
_AGAIN: Final = 0.05


@dataclass(slots=True)
class _Run:
    """One statement, and the connection that it runs on."""

    cursor: duckdb.DuckDBPyConnection

    def rows(self, source: Source, statement: Statement, tables: Tables) -> Rows:
        with closing(self.cursor):
            checkpoint()
            try:
                source.prepare(self.cursor, tables)
                checkpoint()
                return self.cursor.execute(*statement).fetchall()
            except duckdb.InterruptException as error:
                raise JobCancelled from error

    def interrupt(self) -> None:
        with suppress(duckdb.ConnectionException):  # It can have ended meanwhile.
            self.cursor.interrupt()


async def run(source: Source, statement: Statement, tables: Tables) -> Rows:
    """The rows of a statement. `tables`: further ones, by name. Raises Overloaded if too many wait for a thread."""
    started = _Run(source.connection.cursor())
    task = asyncio.ensure_future(GROUPS.run(partial(started.rows, source, statement, tables)))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        task.cancel()
        while not task.done():
            started.interrupt()
            await asyncio.wait({task}, timeout=_AGAIN)
        raise
