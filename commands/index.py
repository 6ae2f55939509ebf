"""`peergraph index`: the citation index built ahead of time, or looked over."""

import asyncio
from typing import Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from citations import files
from citations.building import build as build_index
from citations.files import Damaged, OpenIndex
from errors import CannotStart
from graphdb import adjacency
from graphdb.adjacency import Stamp
from graphdb.connect import open_store
from settings import Settings

index = typer.Typer(
    no_args_is_help=True,
    help="The citation index, from which neighbours are computed. A service builds it by itself; for a large graph,"
    " build it after an ingest and the service finds it.",
)
#: The exit code of `check` for an index that is damaged, out of date or not there.
UNFIT: Final = 3
_SCREEN: Final = Console()


@index.command()
def build() -> None:
    """Build the index of the graph as it is. A service that runs meanwhile goes on and takes it when it is done.

    Example: peergraph index build
    """
    asyncio.run(_build(Settings.read()))


@index.command()
def check() -> None:
    """Compare the index with its checksums and with the graph. Exit code 3: build it anew.

    Example: peergraph index check
    """
    if not asyncio.run(_check(Settings.read())):
        raise typer.Exit(UNFIT)


async def _build(settings: Settings) -> None:
    folder = settings.index_folder
    async with open_store(settings) as store:
        with _bar() as bar:
            task = bar.add_task("Building the citation index", total=None)
            try:
                stamp = await build_index(
                    store, folder, lambda done, total: bar.update(task, completed=done, total=total)
                )
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
    async with open_store(settings) as store:
        wanted = await adjacency.stamp(store)
    try:
        found = await asyncio.to_thread(files.load, settings.index_folder)
    except Damaged as error:
        _SCREEN.print(str(error), soft_wrap=True)
        return False
    if found is None:
        _SCREEN.print(f"There is no index in {settings.index_folder}.", soft_wrap=True)
        return False
    _SCREEN.print(_table(found, wanted))
    same = found.stamp == wanted
    _SCREEN.print("The index is sound and up to date." if same else "The index is of another state of the graph.")
    return same


def _table(found: OpenIndex, wanted: Stamp) -> Table:
    """What the graph has, what it had when the index was made, and what the index holds: an edge that stands twice in
    the graph once, and no citation of a paper by itself."""
    held = found.index
    counts = (
        None, None, len(held.papers), len(held.references.targets), len(held.authors.targets),
        len(held.topics.targets),
    )  # fmt: skip
    table = Table("", "in the graph", "when it was built", "in the index")
    for name, now, then, number in zip(Stamp._fields, wanted, found.stamp, counts, strict=True):
        table.add_row(name, _text(now), _text(then), _text(number))
    return table


def _text(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value or "")
