"""`peergraph sync`: brings the graph to the newest day of a snapshot."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from commands.audited import GRAPH, audited
from commands.ingest import REJECTED, Bar, exit_codes
from errors import BadInput
from graphdb.connect import open_store_beside
from ingest.addresses import BUCKET, is_address
from ingest.partitions import Snapshot
from ingest.remote import RemoteSnapshot
from ingest.selection import Selection
from ingest.snapshot import folder_snapshot, is_snapshot
from ingest.sync import Synced, sync
from settings import Settings

EPILOG: Final = """\
Examples:

  peergraph sync ~/openalex-snapshot

  peergraph sync s3://openalex --since 2026-06-01

Reads the partitions (`updated_date=…`) that are newer than those of the graph, with merged and deleted ids. It can run
beside the service, and can be stopped at any time and run again. Exit code 3: some records were rejected.
"""
#: Multiple of the duration of each write for which a sync beside a running service pauses.
REST: Final = 1.0


def sync_command(
    source: Annotated[str, typer.Argument(help="Folder or address of a snapshot of OpenAlex.")] = BUCKET,
    since: Annotated[
        str | None,
        typer.Option(help="First day to read, e.g. `2026-06-01`, if the graph was not loaded from a snapshot."),
    ] = None,
    filters: Annotated[
        str | None,
        typer.Option(
            "--filter",
            help="Works to read into an empty graph, as for `peergraph import`. A graph that was loaded with a filter"
            " keeps it.",
        ),
    ] = None,
    rejects: Annotated[Path, typer.Option(help="File for rejected records.")] = Path("rejects.jsonl"),
    rest: Annotated[
        float,
        typer.Option(min=0, help="Pause after each write, as a multiple of its duration; 0 is fastest."),
    ] = REST,
) -> None:
    """Bring the graph to the newest day of a snapshot."""
    console = Console()
    with exit_codes(console):
        first = None if since is None else _day(since)
        selection = Selection.parse(filters) if filters else None
        synced = asyncio.run(_sync(Settings.read(), source, first, selection, rejects, rest, console))
        days = ", ".join(f"{entity} {day}" for entity, day in synced.days.items())
        if synced.selection is not None:
            console.print(f"The graph holds the works of the filter {str(synced.selection)!r}.", highlight=False)
        if synced.report is None:
            console.print(f"Up to date: {days}.", highlight=False)
            return
        console.print(synced.report.table())
        for sentence in synced.report.sentences():
            console.print(sentence, highlight=False)
        console.print(_conclusion(synced, days), highlight=False)
        if synced.report.rejected:
            raise typer.Exit(REJECTED)


async def _sync(
    settings: Settings,
    source: str,
    since: str | None,
    selection: Selection | None,
    rejects: Path,
    rest: float,
    console: Console,
) -> Synced:
    snapshot = _snapshot(source)
    async with open_store_beside(settings) as store:
        store.rest = rest
        with Bar(console) as bar:
            work = sync(store, snapshot, since=since, selection=selection, rejects=rejects, progress=bar)
            return await audited(store, "SYNC", GRAPH, source, work)


def _snapshot(source: str) -> Snapshot:
    if is_address(source):
        return RemoteSnapshot(source).read()
    if not is_snapshot(Path(source)):
        raise BadInput(f"{source} is not a snapshot of OpenAlex: it has no folder `works`, `authors` or similar.")
    return folder_snapshot(Path(source))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise BadInput(f"--since: {text!r} is not a day such as 2026-06-01.") from error


def _conclusion(synced: Synced, days: str) -> str:
    if synced.report is not None and synced.report.damaged:
        return f"{synced.report.damaged} files cannot be read to their end: get them again, then run this again."
    return f"The graph is at {days}."
