"""`peergraph index`: builds the citation index ahead of time, or checks it."""

import asyncio
from typing import Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from analytics.builder import build as build_tables
from analytics.refresher import FOLDER as TABLES
from citations import files
from citations.builder import build as build_index
from citations.files import Damaged, OpenIndex
from errors import CannotStart
from graphdb import adjacency
from graphdb.adjacency import Stamp
from graphdb.connect import open_store_beside
from settings import Settings

index = typer.Typer(
    no_args_is_help=True,
    help="The citation index, from which neighbours are computed, and the tables for groups and measures. A service"
    " builds them when it needs them; for a large graph, build them after an ingest.",
)
#: The exit code of `check` for an index that is damaged, out of date or missing.
UNFIT: Final = 3
_SCREEN: Final = Console()


@index.command()
def build() -> None:
    """Build the index and the tables of the current graph. A running service opens them when they are complete.

    Example: peergraph index build
    """
    asyncio.run(_build(Settings.read()))


@index.command()
def check() -> None:
    """Compare the index with its checksums and with the graph. Exit code 3: rebuild it.

    Example: peergraph index check
    """
    if not asyncio.run(_check(Settings.read())):
        raise typer.Exit(UNFIT)


async def _build(settings: Settings) -> None:
    folder = settings.index_folder
    async with open_store_beside(settings) as store:
        with _bar() as bar:
            task = bar.add_task("Building the citation index", total=None)
            try:
                stamp = await build_index(
                    store, folder, lambda completed, total: bar.update(task, completed=completed, total=total)
                )
                bar.update(task, description="Building the tables for groups", completed=0)
                await build_tables(store, folder / TABLES, lambda completed: bar.update(task, completed=completed))
            except OSError as error:
                raise CannotStart(f"The index cannot be written to {folder} ({error}): set PEERGRAPH_INDEX.") from error
    _SCREEN.print(
        f"The index of {stamp.papers:,} papers and {stamp.citations:,} citations is in {folder}.", soft_wrap=True
    )


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("papers"), TimeElapsedColumn(),
        TimeRemainingColumn(), console=_SCREEN,
    )  # fmt: skip


async def _check(settings: Settings) -> bool:
    async with open_store_beside(settings) as store:
        current = await adjacency.stamp(store)
    try:
        opened = await asyncio.to_thread(files.load, settings.index_folder)
    except Damaged as error:
        _SCREEN.print(str(error), soft_wrap=True)
        return False
    if opened is None:
        _SCREEN.print(f"There is no index in {settings.index_folder}.", soft_wrap=True)
        return False
    _SCREEN.print(_table(opened, current))
    same = opened.stamp == current
    _SCREEN.print("The index is intact and up to date." if same else "The index is out of date.")
    return same


def _table(opened: OpenIndex, current: Stamp) -> Table:
    """The counts of the graph now, at the build of the index, and in the index, which holds an edge once that the
    graph has twice, and no citation of a paper by itself."""
    index = opened.index
    counts = (
        None, None, len(index.papers), len(index.references.targets), len(index.authors.targets),
        len(index.topics.targets),
    )  # fmt: skip
    table = Table("", "in the graph", "when it was built", "in the index")
    for name, now, then, number in zip(Stamp._fields, current, opened.stamp, counts, strict=True):
        table.add_row(name, _text(now), _text(then), _text(number))
    return table


def _text(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value or "")
