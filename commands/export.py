"""`peergraph export`: the graph as files for other software."""

import asyncio
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from bulk.graph_export import export_graph
from errors import CannotStart
from graphdb.connect import open_store_beside
from settings import Settings

export = typer.Typer(no_args_is_help=True, help="The graph as files for other software.")
_SCREEN: Final = Console(stderr=True)


@export.command()
def graph(
    folder: Annotated[Path, typer.Argument(help="The folder of the files, which must not exist or be empty.")],
) -> None:
    """Write the research graph as Parquet: a file for each kind of node and of edge, for DuckDB, Polars or pandas.

    Users, and what they write and collect, are not part of it. No ingest may run meanwhile.

    Example: peergraph export graph /data/graph
    """
    rows = asyncio.run(_export(Settings.read(), folder.expanduser().absolute()))
    typer.echo(f"The graph of {rows['Paper']:,} papers and {rows['CITES']:,} citations is in {folder}.")


async def _export(settings: Settings, folder: Path) -> dict[str, int]:
    async with open_store_beside(settings) as store:
        with _SCREEN.status("") as status:
            try:
                return await export_graph(store, folder, lambda name, rows: status.update(f"{name}: {rows:,}"))
            except OSError as error:
                raise CannotStart(f"The files cannot be written to {folder}: {error}.") from error
