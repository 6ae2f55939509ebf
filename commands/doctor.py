"""`peergraph doctor`: checks settings, disks, Neo4j and its graph, one sentence each."""

import asyncio
import json
from dataclasses import asdict
from typing import Annotated, Final

import typer
from rich.console import Console

from commands.doctor_checks import Result, Status, results
from errors import CannotStart
from settings import Settings

#: The exit code if a check fails.
UNFIT: Final = 3
_STYLES: Final = {Status.OK: "green", Status.WARNING: "yellow", Status.FAILED: "bold red"}
_SCREEN: Final = Console()


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list of the results.")] = False,
    service: Annotated[str | None, typer.Option(help="The address of a running service to check.")] = None,
) -> None:
    """Check settings, disks, versions, Neo4j, clocks, migrations, indexes and issuers. Exit code 3: a check failed.

    Works beside a running service and changes nothing. Without a running service, the embedded Neo4j is started for the
    checks.

    Example: peergraph doctor --service http://127.0.0.1:8000
    """
    every = asyncio.run(_run(service, prints=not as_json))
    if as_json:
        typer.echo(json.dumps([asdict(result) for result in every], indent=1))
    if any(result.status is Status.FAILED for result in every):
        raise typer.Exit(UNFIT)


async def _run(service: str | None, *, prints: bool) -> list[Result]:
    every: list[Result] = []

    def add(result: Result) -> None:
        every.append(result)
        if prints:
            _print(result)

    try:
        settings = Settings.read()
    except CannotStart as error:
        add(Result("settings", Status.FAILED, str(error)))
        return every
    add(Result("settings", Status.OK, "The settings are valid."))
    async for result in results(settings, service):
        add(result)
    return every


def _print(result: Result) -> None:
    _SCREEN.print(f"{result.status:<8}", style=_STYLES[result.status], end="")
    _SCREEN.print(f"{result.check:<15} {result.message}", highlight=False, markup=False, soft_wrap=True)
