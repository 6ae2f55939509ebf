"""`peergraph import`: loads a whole graph into an empty store."""

import asyncio
import shutil
from os import cpu_count
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from bulk import target
from bulk.final_tables import open_tables
from bulk.parts import list_parts
from bulk.resources import (
    TABLES_PER_SOURCE,
    check_disk,
    check_memory,
    disk_errors,
    parse_size,
    tables_memory,
    text,
)
from bulk.sample import sample_source
from bulk.tables import Options, make_tables
from commands.audited import GRAPH, entry_of
from commands.ingest import Bar, conclude, exit_codes
from ingest.report import Report
from ingest.selection import Selection
from settings import Settings

EXAMPLES: Final = """\
Examples:

  peergraph import openalex ~/openalex-snapshot

  peergraph import openalex ~/openalex-snapshot --filter 'year:2015-2024,topics:field:17'

  peergraph import openalex works.jsonl.gz authors.jsonl.gz --work /scratch/import

The store must be empty and no service may run on it. The import can be stopped at any time, also by kill -9: run the
same command to continue. Exit code 3: some records were rejected (see the rejects file). See docs/bulk.md.
"""

app = typer.Typer(
    no_args_is_help=True, help="Load a whole graph into an empty store, much faster than ingest.", rich_markup_mode=None
)


@app.callback()
def group() -> None:
    """Load a whole graph into an empty store."""


@app.command("openalex", epilog=EXAMPLES, no_args_is_help=True)
def openalex(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Snapshots, and files of any entity: JSON Lines, saved pages of the API, Parquet. Paths, or addresses"
            " such as s3://openalex.",
            show_default=False,
        ),
    ],
    work: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the tables, which are kept there. Not set: below PEERGRAPH_DATA, and removed at the end."
        ),
    ] = None,
    filters: Annotated[
        str | None,
        typer.Option(
            "--filter",
            help="Works to import, in the words of the API's filter: `year:2015-2024,topics:T10320|field:17`. Other"
            " words: kinds, language, ids, authors, institutions, venues, countries.",
        ),
    ] = None,
    memory: Annotated[str, typer.Option(help="Memory of the tables' database, beside Neo4j's.")] = "1GB",
    processes: Annotated[
        int | None, typer.Option(min=1, help="Processes that read records. [default: one a core]", show_default=False)
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(help="Address of a Dask scheduler, e.g. tcp://host:8786, whose workers read the records."),
    ] = None,
    shared: Annotated[
        str | None,
        typer.Option(
            help="Folder or address that all workers reach, for the tables of their parts. Not set: below --work."
        ),
    ] = None,
    rejects: Annotated[Path, typer.Option(help="File for rejected records.")] = Path("rejects.jsonl"),
    to_neo4j: Annotated[
        bool,
        typer.Option(
            "--to-neo4j", help="Write the tables only, and print the command that imports them into another Neo4j."
        ),
    ] = False,
) -> None:
    """Import works, authors, institutions, topics and venues of OpenAlex into an empty store."""
    console = Console()
    with exit_codes(console):
        settings = Settings.read()
        folder = work or settings.data / "import-work"
        options = Options(
            Selection.parse(filters) if filters else None,
            processes=processes,
            memory=f"{parse_size(memory) >> 20}MB",
            rejects=rejects,
            scheduler=scheduler,
            shared=shared,
        )
        report = asyncio.run(_Import(settings, console, folder, options, to_neo4j).run(sources))
        if work is None and settings.neo4j_uri is None and not to_neo4j:
            shutil.rmtree(folder, ignore_errors=True)
    if report is not None:
        console.print(report.table())
        conclude(console, report.sentences(), report.rejected)


class _Import:
    """One run of the command."""

    def __init__(self, settings: Settings, console: Console, work: Path, options: Options, to_neo4j: bool) -> None:
        self._settings = settings
        self._console = console
        self._work = work
        self._options = options
        self._to_neo4j = to_neo4j

    async def run(self, sources: list[str]) -> Report | None:
        """Import; the report, or None if there was nothing left to do. Raises PeergraphError."""
        if not self._to_neo4j and await target.require_empty(self._settings):
            self._say("The import is complete: an earlier run ended after its last step.")
            return None
        parts = list_parts(sources)
        check_disk(self._work, int(sum(part.size for part in parts) * TABLES_PER_SOURCE), "The tables")
        readers = 0 if self._options.scheduler else self._options.processes or cpu_count() or 1
        needed = tables_memory(self._options.memory, readers)
        check_memory(needed)
        self._say(f"The tables are made with at most {text(needed)} of memory.")
        with Bar(self._console) as bar:
            with disk_errors(self._work):
                report = await asyncio.to_thread(make_tables, sources, self._work, self._options, bar)
            tables = open_tables(self._work / "tables")
            selection = self._options.selection
            sample = sample_source(
                [part for part in parts if not part.is_csv], tables.digest, selection.accepts if selection else None
            )
            entry = entry_of("IMPORT_OPENALEX", GRAPH, ", ".join(sources))
            plan = target.Plan(tables, sample, entry, self._work / "files", self._options.memory, self._say)
            await self._finish(plan, bar)
        return report

    async def _finish(self, plan: target.Plan, bar: Bar) -> None:
        if self._to_neo4j:
            target.print_command(plan, self._settings.neo4j_database)
        elif self._settings.neo4j_uri is None:
            await target.import_embedded(self._settings, plan, bar)
        else:
            await target.import_other(self._settings, plan, bar)

    def _say(self, sentence: str) -> None:
        self._console.print(sentence, soft_wrap=True, highlight=False, markup=False)
