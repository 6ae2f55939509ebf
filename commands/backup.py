"""`peergraph backup` and `peergraph restore`: of the graph of an embedded Neo4j."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from commands.audited import GRAPH, entry_of
from errors import CannotStart
from graphdb.embedded.backup import Progress, back_up
from graphdb.embedded.backup import restore as restore_from
from settings import Settings

_SCREEN: Final = Console(stderr=True)


def backup(target: Annotated[Path, typer.Argument(help="The folder of the backup, which must not exist.")]) -> None:
    """Back up the graph of the embedded Neo4j, with its accounts; on Linux also while a service runs.

    The backup is opened by a Neo4j of its own before it is complete. While a service runs, its statements wait while
    the files are copied that changed during the backup.

    Example: peergraph backup /backups/monday
    """
    settings = _embedded()
    with _progress() as progress:
        manifest = asyncio.run(
            back_up(settings.data, target.expanduser().absolute(), cache=settings.cache, progress=progress)
        )
    waited = f" Statements waited {manifest.paused:.2f} s." if manifest.paused else ""
    typer.echo(f"The backup of {manifest.counts['papers']:,} papers is in {target}.{waited}")


def restore(
    source: Annotated[Path, typer.Argument(help="The folder of a backup.")],
    replace: Annotated[bool, typer.Option(help="Replace the graph of the data folder if it has one.")] = False,
) -> None:
    """Restore a backup into the data folder of the embedded Neo4j. No service may use the folder.

    A replaced graph stays in `neo4j.old` of the data folder until the next replacement.

    Example: peergraph restore /backups/monday --replace
    """
    settings = _embedded()
    with _progress() as progress:
        manifest = asyncio.run(
            restore_from(
                source,
                settings.data,
                cache=settings.cache,
                replace=replace,
                progress=progress,
                entry=entry_of("RESTORE", GRAPH, str(source)),
            )
        )
    typer.echo(f"The graph in {settings.data} is that of {manifest.created}: {manifest.counts['papers']:,} papers.")


@contextmanager
def _progress() -> Generator[Progress]:
    """Shows the current step in a terminal; prints each on a line elsewhere."""
    if _SCREEN.is_terminal:
        with _SCREEN.status("") as status:
            yield status.update
    else:
        yield _SCREEN.print


def _embedded() -> Settings:
    settings = Settings.read()
    if settings.neo4j_uri is not None:
        raise CannotStart("NEO4J_URI is set: back up your Neo4j with its own tools (docs/operations.md).")
    return settings
