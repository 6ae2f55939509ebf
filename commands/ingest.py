"""`peergraph ingest`: imports records into the graph."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Annotated, Final, Self

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from commands.audited import GRAPH, audited
from commands.index_bar import IndexBar
from errors import BadInput, CannotStart, PeergraphError
from graphdb.connect import open_store_beside
from graphdb.ingest.graph_filter import stored_filter
from ingest import api
from ingest.jsonl import file_source
from ingest.manifest import Inventory
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.reviews import pipeline as reviewing
from ingest.ror.pipeline import Report as RorReport
from ingest.ror.pipeline import ingest_ror
from ingest.snapshot import folder_snapshot, is_snapshot
from ingest.sources import Source
from settings import Settings

#: Exit codes: 0 all records are stored; 1 the ingest failed; 3 it finished and rejected some records.
FAILED: Final = 1
REJECTED: Final = 3

EXAMPLES: Final = """\
Examples:

  peergraph ingest openalex works.jsonl.gz authors.jsonl.gz

  peergraph ingest openalex ~/openalex-snapshot

  peergraph ingest openalex ~/openalex-snapshot/data/parquet/works

  OPENALEX_API_KEY=… peergraph ingest openalex --filter 'cites:W2741809807' --limit 500

  peergraph ingest openalex --ids 'W2741809807,10.1038/nature14539,arXiv:1706.03762'

The ingest can be stopped at any time and run again; a second run changes nothing. Exit code 3: some records were
rejected (see the rejects file).
"""

REVIEW_EXAMPLES: Final = """\
Examples:

  peergraph ingest reviews reviews.jsonl --licence CC-BY-4.0

  peergraph ingest reviews neurips-reviews.jsonl.gz --papers neurips-papers.jsonl.gz

Each line is one review in the form of docs/review-records.md, or one paper's reviews in the form of NeurIPS. Papers
must be in the graph: they are matched by id, DOI, arXiv id, PubMed id, or by title and year. The ingest can be stopped
at any time and run again. Exit code 3: some reviews were rejected (see the rejects file).
"""

ROR_EXAMPLES: Final = """\
Examples:

  peergraph ingest ror v1.50-2026-10-28-ror-data.zip

The data dump is at https://doi.org/10.5281/zenodo.6347574, as JSON or zip, of schema 2. Institutions of the graph that
have a ROR id get the registry's names, acronyms, location, relations and status, which take precedence over other
sources; organisations on no paper of the graph are left out. A second run changes nothing. Exit code 3: some records
were rejected (see the rejects file).
"""

app = typer.Typer(no_args_is_help=True, help="Import records into the graph.", rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Import records into the graph."""


@contextmanager
def exit_codes(console: Console) -> Generator[None]:
    """End the command with a sentence and its exit code when the ingest fails or is interrupted."""
    try:
        yield
    except PeergraphError as error:
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt:
        console.print("Stopped. Stored records stay; run the same command to continue.")
        raise typer.Exit(130) from None


def conclude(console: Console, sentences: list[str], rejected: int) -> None:
    """Print the report, and end with the exit code of rejects if there are any."""
    for sentence in sentences:
        console.print(sentence, highlight=False)
    if rejected:
        raise typer.Exit(REJECTED)


@app.command("openalex", epilog=EXAMPLES, no_args_is_help=True)
def openalex(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Snapshot folders, and files of any entity: JSON Lines, saved pages of the API, Parquet.",
            show_default=False,
        ),
    ] = None,
    search: Annotated[str | None, typer.Option(help="Works that match this search of OpenAlex's API.")] = None,
    filters: Annotated[
        str | None,
        typer.Option("--filter", help="Works that match this filter, e.g. `publication_year:2024,is_oa:true`."),
    ] = None,
    ids: Annotated[
        str | None, typer.Option(help="Records of these ids, separated by commas: OpenAlex, DOI, arXiv, PubMed.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Largest number of records from the API.")] = None,
    rejects: Annotated[Path, typer.Option(help="File for rejected records.")] = Path("rejects.jsonl"),
    address: Annotated[str, typer.Option("--api", help="URL of the API, for a mirror.")] = api.ADDRESS,
) -> None:
    """Import works, authors, institutions, topics and venues of OpenAlex."""
    console = Console()
    with exit_codes(console):
        settings = Settings.read()
        client = api.Api(address.rstrip("/"), settings.openalex_api_key.get_secret_value() or None)
        inputs, missing, days = _files(sources or [])
        inputs += _sources_of(client, search, filters, ids, limit)
        if not inputs:
            raise BadInput("Name a file, a snapshot folder, --search, --filter or --ids.")
        report = asyncio.run(_ingest(settings, inputs, days, rejects, console))
    report.inventory = missing
    console.print(report.table())
    conclude(console, report.sentences(), report.rejected)


@app.command("reviews", epilog=REVIEW_EXAMPLES, no_args_is_help=True)
def reviews(
    files: Annotated[
        list[Path], typer.Argument(help="JSON Lines files of reviews, plain or gzip.", show_default=False)
    ],
    papers: Annotated[
        Path | None, typer.Option(help="JSON Lines file of the papers that the reviews name by id.")
    ] = None,
    licence: Annotated[str | None, typer.Option(help="Licence of the reviews that name none.")] = None,
    rejects: Annotated[Path, typer.Option(help="File for rejected reviews.")] = Path("rejects.jsonl"),
) -> None:
    """Import peer reviews that were published elsewhere, with their provenance."""
    console = Console()
    with exit_codes(console):
        report = asyncio.run(_ingest_reviews(Settings.read(), files, papers, licence, rejects, console))
    conclude(console, report.sentences(), report.rejected)


@app.command("ror", epilog=ROR_EXAMPLES, no_args_is_help=True)
def ror(
    file: Annotated[Path, typer.Argument(help="A data dump of ROR, JSON or zip.", show_default=False)],
    rejects: Annotated[Path, typer.Option(help="File for rejected records.")] = Path("rejects.jsonl"),
) -> None:
    """Describe institutions with records of the Research Organization Registry."""
    console = Console()
    with exit_codes(console):
        report = asyncio.run(_ingest_ror(Settings.read(), file, rejects, console))
    conclude(console, report.sentences(), report.rejected)


async def _ingest_ror(settings: Settings, file: Path, rejects: Path, console: Console) -> RorReport:
    async with open_store_beside(settings, IndexBar(console)) as store:
        with Bar(console) as bar:
            work = ingest_ror(store, file, rejects=rejects, progress=bar)
            return await audited(store, "INGEST_ROR", GRAPH, file.name, work)


async def _ingest_reviews(
    settings: Settings, files: list[Path], papers: Path | None, licence: str | None, rejects: Path, console: Console
) -> reviewing.Report:
    async with open_store_beside(settings, IndexBar(console)) as store:
        with Bar(console) as bar:
            work = reviewing.ingest_reviews(store, files, papers=papers, licence=licence, rejects=rejects, progress=bar)
            return await audited(store, "INGEST_REVIEWS", GRAPH, ", ".join(file.name for file in files), work)


def _files(paths: list[Path]) -> tuple[list[Source], Inventory, dict[str, str]]:
    """The files as sources, the differences from manifests, and the newest day of each entity of complete snapshots."""
    sources: list[Source] = []
    missing = Inventory()
    days: dict[str, str] = {}
    for path in paths:
        if not path.is_dir():
            sources.append(file_source(path))
        elif is_snapshot(path):
            snapshot = folder_snapshot(path)
            sources += [part.source() for part in snapshot.parts]
            missing.add(snapshot.inventory)
            days |= snapshot.newest() if snapshot.complete else {}
        else:
            raise CannotStart(f"{path} is not a snapshot of OpenAlex: it has no folder `works`, `authors` or similar.")
    return sources, missing, days


def _sources_of(
    client: api.Api, search: str | None, filters: str | None, ids: str | None, limit: int | None
) -> list[Source]:
    sources: list[Source] = []
    if search or filters:
        sources.append(api.search_works(client, search=search, filters=filters, limit=limit))
    if ids:
        sources += api.by_ids(client, [text.strip() for text in ids.split(",") if text.strip()], limit)
    return sources


async def _ingest(
    settings: Settings, sources: list[Source], days: dict[str, str], rejects: Path, console: Console
) -> Report:
    async with open_store_beside(settings, IndexBar(console)) as store:
        text = await stored_filter(store)
        if text is not None and any(source.part is not None for source in sources):
            raise BadInput(
                f"The graph holds the works of the filter {text!r}: bring it up to date with `peergraph sync`, which"
                " keeps the filter. Single files, --filter and --ids add to it."
            )
        with Bar(console) as bar:
            work = ingest(store, sources, rejects=rejects, progress=bar, days=days)
            return await audited(store, "INGEST_OPENALEX", GRAPH, ", ".join(source.name for source in sources), work)


class Bar:
    """Progress in the terminal: a bar per stage with records, rate and remaining time; elsewhere a line per stage."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[records]}"), TimeElapsedColumn(),
            TimeRemainingColumn(), console=console,
        )  # fmt: skip
        self._task: TaskID | None = None
        self._records = 0

    def stage(self, name: str, total: int | None) -> None:
        """Complete the current bar and start a new one."""
        self._full()
        if not self._progress.console.is_terminal:
            self._progress.console.print(name, highlight=False, markup=False)
        self._records = 0
        self._task = self._progress.add_task(name, total=total, records="")

    def step(self, steps: int, records: int) -> None:
        """Move the bar."""
        if self._task is not None:
            self._records += records
            elapsed = self._progress.tasks[self._task].elapsed or 0.0
            rate = f", {self._records / elapsed:,.0f}/s" if elapsed else ""
            # A stage that counts no records, such as the creation of indexes, has none to show.
            text = f"{self._records:,} records{rate}" if self._records else ""
            self._progress.update(self._task, advance=steps, records=text)

    def _full(self) -> None:
        """Fill the bar of the completed stage, also when it had nothing to do."""
        if self._task is not None:
            total = self._progress.tasks[self._task].total or 1
            self._progress.update(self._task, total=total, completed=total)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._full()
        self._progress.stop()
