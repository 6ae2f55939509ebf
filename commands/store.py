"""`peergraph store`: runs the embedded Neo4j alone, for other tools, and counts what it holds."""

import asyncio
import signal
from typing import Final

import typer
from rich.console import Console
from rich.table import Table

from graphdb.connect import locate, open_store_beside
from graphdb.graph_stats import counts
from graphdb.ingest.graph_filter import stored_filter
from settings import Settings

store = typer.Typer(no_args_is_help=True, help="Run the embedded Neo4j alone, for other tools, or count what it holds.")
_SCREEN: Final = Console()


@store.command()
def run() -> None:
    """Run the embedded Neo4j until Ctrl-C, for cypher-shell, Neo4j's tools, or several services on one store.

    Example: peergraph store run
    """
    asyncio.run(_run(Settings.read()))


@store.command()
def summary() -> None:
    """Print the number of nodes of each kind and of citations.

    Example: peergraph store summary
    """
    asyncio.run(_summary(Settings.read()))


async def _run(settings: Settings) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with locate(settings) as address:
        _SCREEN.print(f"Neo4j is at {address.uri}; sign in as neo4j, password in {settings.data}.", soft_wrap=True)
        await stopped.wait()


async def _summary(settings: Settings) -> None:
    async with open_store_beside(settings) as opened_store:
        table = Table("in the graph", "count")
        for name, count in (await counts(opened_store)).items():
            table.add_row(name, f"{count:,}")
        _SCREEN.print(table)
        if (text := await stored_filter(opened_store)) is not None:
            _SCREEN.print(f"The graph holds the works of the filter {text!r}.", highlight=False)
